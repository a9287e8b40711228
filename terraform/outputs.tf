output "portal_url" {
  description = "Where patients read their results."
  value       = module.edge.url
}

output "api_url" {
  description = "Where labs send results; its documentation is at /api/v1/docs."
  value       = "${module.edge.url}/api/v1"
}

output "login_url" {
  description = "Hosted login of the user pool; labs ask it for tokens at /oauth2/token."
  value       = module.identity.login_url
}

output "user_pool_id" {
  description = "User pool of patients and staff."
  value       = module.identity.user_pool_id
}

output "portal_client_id" {
  description = "The portal as the user pool knows it."
  value       = module.identity.portal_client_id
}

output "lab_client_ids" {
  description = "Each lab's client id, by lab."
  value       = module.identity.lab_client_ids
}

output "lab_client_secrets" {
  description = "Each lab's client secret, by lab; hand it over on a safe way."
  value       = module.identity.lab_client_secrets
  sensitive   = true
}

output "queue_urls" {
  description = "Address of each queue."
  value       = { for name, queue in module.queue : name => queue.url }
}

output "dead_letter_queue_urls" {
  description = "Address of each dead-letter queue, by the name of its queue."
  value       = { for name, queue in module.queue : name => queue.dead_letter_url }
}

output "bucket_names" {
  description = "Name of each bucket."
  value       = { for name, bucket in module.bucket : name => bucket.name }
}

output "table_names" {
  description = "Name of each table."
  value       = { for name, table in module.table : name => table.name }
}

output "image_repositories" {
  description = "Where the image of each service is pushed to."
  value       = { for name, repository in aws_ecr_repository.service : name => repository.repository_url }
}

output "autoscaling_group_names" {
  description = "Auto Scaling group of each service, whose roll-out a deployment waits for."
  value       = { for name, service in module.service : name => service.autoscaling_group_name }
}

output "dashboard_name" {
  description = "CloudWatch dashboard of the environment."
  value       = module.observability.dashboard_name
}

output "sftp_endpoint" {
  description = "Where labs put files by SFTP; null unless sftp_enabled."
  value       = one(module.sftp[*].endpoint)
}

output "deploy_role_arns" {
  description = "Roles that the workflows of github_repository take on: plan for looking, deploy for rolling out."
  value       = { for name, role in aws_iam_role.github : name => role.arn }
}

output "operator_policy_arn" {
  description = "Policy for the people who use `labsecure labs` and `labsecure reviews`; attach it to their role."
  value       = aws_iam_policy.operators.arn
}
