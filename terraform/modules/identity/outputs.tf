locals {
  issuer    = "https://${aws_cognito_user_pool.this.endpoint}"
  login_url = "https://${aws_cognito_user_pool_domain.this.domain}.auth.${data.aws_region.current.region}.amazoncognito.com"
}

output "user_pool_id" {
  description = "The user pool."
  value       = aws_cognito_user_pool.this.id
}

output "user_pool_arn" {
  description = "The user pool, for policies."
  value       = aws_cognito_user_pool.this.arn
}

output "issuer" {
  description = "Who tokens say they are from."
  value       = local.issuer
}

output "jwks_uri" {
  description = "Keys that tokens are signed with."
  value       = "${local.issuer}/.well-known/jwks.json"
}

output "login_url" {
  description = "Where people sign in and labs get tokens (/oauth2/token). Another host than the issuer's."
  value       = local.login_url
}

output "logout_url" {
  description = "Where a sign-in is ended."
  value       = "${local.login_url}/logout"
}

output "portal_client_id" {
  description = "The portal as the login knows it."
  value       = aws_cognito_user_pool_client.portal.id
}

output "portal_client_secret" {
  description = "Belongs to portal_client_id."
  value       = aws_cognito_user_pool_client.portal.client_secret
  sensitive   = true
}

output "lab_client_ids" {
  description = "Client of each lab, for the registry of labs."
  value       = { for id, client in aws_cognito_user_pool_client.lab : id => client.id }
}

output "lab_client_secrets" {
  description = "Secret of each lab's client, to be handed to the lab."
  value       = { for id, client in aws_cognito_user_pool_client.lab : id => client.client_secret }
  sensitive   = true
}
