output "identity_arn" {
  description = "Who may be sent as. Comes after SES has verified the domain."
  value       = aws_sesv2_email_identity.this.arn
  depends_on  = [aws_ses_domain_identity_verification.this]
}

output "configuration_set_name" {
  description = "Set that every e-mail of the domain is sent through."
  value       = aws_sesv2_configuration_set.this.configuration_set_name
}

output "configuration_set_arn" {
  description = "The same, for policies: who sends through a set needs leave to use it."
  value       = local.configuration_set_arn
}

output "from_address" {
  description = "Sender of every e-mail."
  value       = var.from_address
}

output "events_topic_arn" {
  description = "Topic that bounces and complaints are told on."
  value       = aws_sns_topic.events.arn
}
