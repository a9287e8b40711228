output "arn" {
  description = "ARN of the key."
  value       = aws_kms_key.this.arn
}

output "id" {
  description = "Id of the key."
  value       = aws_kms_key.this.key_id
}

output "alias_name" {
  description = "Alias of the key, with alias/ in front."
  value       = aws_kms_alias.this.name
}

output "policy" {
  description = "Policy of the key, so that tests of its users can see it."
  value       = aws_kms_key.this.policy
}
