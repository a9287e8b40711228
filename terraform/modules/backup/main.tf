resource "aws_backup_vault" "this" {
  name          = var.name
  kms_key_arn   = var.kms_key_arn
  force_destroy = var.force_destroy

  tags = { Name = var.name }
}

# Without changeable_for_days the lock can be taken off by those who may; with it, by nobody once those days are over.
resource "aws_backup_vault_lock_configuration" "this" {
  count = var.lock == null ? 0 : 1

  backup_vault_name   = aws_backup_vault.this.name
  min_retention_days  = var.lock.min_days
  changeable_for_days = var.lock.changeable_for_days
}

resource "aws_backup_plan" "this" {
  name = var.name

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.this.name
    schedule          = "cron(0 3 * * ? *)"
    start_window      = 60
    # The first copy of a large bucket takes long.
    completion_window = 1440

    lifecycle {
      delete_after = var.retention_days
    }
  }

  tags = { Name = var.name }
}

resource "aws_backup_selection" "this" {
  name         = var.name
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.this.arn
  resources    = concat(var.table_arns, var.bucket_arns)

  # A backup must not start before the role can do its work.
  depends_on = [aws_iam_role_policy_attachment.this]
}
