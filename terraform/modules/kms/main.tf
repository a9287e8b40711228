data "aws_caller_identity" "current" {}

resource "aws_kms_key" "this" {
  description             = var.description
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_window_days

  # In a key policy "*" means this key.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        # Without it IAM policies could not give anyone this key, and nobody could ever change it again.
        # It does not reach the services of AWS themselves: those need a statement each.
        Sid       = "LetIamDecide"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      }],
      [for statement in var.statements : {
        for part, value in {
          Sid       = statement.sid
          Effect    = "Allow"
          Principal = statement.principals
          Action    = statement.actions
          Resource  = "*"
          Condition = statement.conditions
        } : part => value if part != "Condition" || length(statement.conditions) > 0
      }],
    )
  })

  tags = { Name = var.name }
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
