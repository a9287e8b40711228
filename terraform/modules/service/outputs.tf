output "role_arn" {
  description = "Role of the service's machines."
  value       = aws_iam_role.service.arn
}

output "role_name" {
  description = "Name of that role."
  value       = aws_iam_role.service.name
}

output "autoscaling_group_name" {
  description = "Auto Scaling group of the service."
  value       = aws_autoscaling_group.service.name
}

output "security_group_id" {
  description = "Security group of the instances."
  value       = aws_security_group.service.id
}

output "log_group_name" {
  description = "Log group that the container writes to."
  value       = aws_cloudwatch_log_group.service.name
}

output "launch_template_id" {
  description = "Launch template of the instances."
  value       = aws_launch_template.service.id
}

output "user_data" {
  description = "What an instance is started with, for those who check it."
  value       = local.user_data
}
