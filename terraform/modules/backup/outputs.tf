output "vault_arn" {
  description = "ARN of the vault."
  value       = aws_backup_vault.this.arn
}

output "vault_name" {
  description = "Name of the vault."
  value       = aws_backup_vault.this.name
}

output "plan_id" {
  description = "Id of the plan."
  value       = aws_backup_plan.this.id
}

output "guards" {
  description = "What is copied and how it is kept, read from the resources, so that tests of its users can see it."
  value = {
    resources      = sort(aws_backup_selection.this.resources)
    kms_key_arn    = aws_backup_vault.this.kms_key_arn
    retention_days = one(one(aws_backup_plan.this.rule).lifecycle).delete_after
    lock_days      = one(aws_backup_vault_lock_configuration.this[*].min_retention_days)
    force_destroy  = aws_backup_vault.this.force_destroy
  }
}
