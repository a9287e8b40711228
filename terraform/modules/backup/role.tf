# AWS's own policies for backups reach every bucket, table, disk and database of the account. This one reaches what is
# backed up, and nothing can be restored with it.
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.region

  statements = [
    {
      Sid    = "Tables"
      Effect = "Allow"
      Action = [
        "dynamodb:CreateBackup",
        "dynamodb:DescribeTable",
        "dynamodb:ListTagsOfResource",
        "dynamodb:StartAwsBackupJob",
      ]
      Resource = var.table_arns
    },
    {
      Sid      = "BackupsOfTables"
      Effect   = "Allow"
      Action   = ["dynamodb:DeleteBackup", "dynamodb:DescribeBackup"]
      Resource = [for arn in var.table_arns : "${arn}/backup/*"]
    },
    {
      Sid    = "Buckets"
      Effect = "Allow"
      Action = [
        "s3:GetBucketAcl",
        "s3:GetBucketLocation",
        "s3:GetBucketNotification",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetInventoryConfiguration",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketNotification",
        "s3:PutInventoryConfiguration",
      ]
      Resource = var.bucket_arns
    },
    {
      Sid    = "Objects"
      Effect = "Allow"
      Action = [
        "s3:GetObject",
        "s3:GetObjectAcl",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
      ]
      Resource = [for arn in var.bucket_arns : "${arn}/*"]
    },
    {
      # New objects are told to AWS Backup through rules that it makes for itself.
      Sid    = "OwnRules"
      Effect = "Allow"
      Action = [
        "events:DeleteRule",
        "events:DescribeRule",
        "events:DisableRule",
        "events:EnableRule",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
      ]
      Resource = ["arn:aws:events:${local.region}:${local.account_id}:rule/AwsBackupManagedRule*"]
    },
    {
      Sid    = "NoNarrowerResource"
      Effect = "Allow"
      Action = ["cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets", "tag:GetResources"]
      # AWS has no narrower resource for this action
      Resource = ["*"]
    },
    {
      Sid      = "Vault"
      Effect   = "Allow"
      Action   = ["backup:DescribeBackupVault"]
      Resource = [aws_backup_vault.this.arn]
    },
    {
      Sid      = "RecoveryPoints"
      Effect   = "Allow"
      Action   = ["backup:TagResource"]
      Resource = ["arn:aws:backup:${local.region}:${local.account_id}:recovery-point:*"]
    },
    {
      Sid       = "KeyThroughServices"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = [var.kms_key_arn]
      Condition = { StringEquals = { "kms:ViaService" = [for service in ["backup", "dynamodb", "s3"] : "${service}.${local.region}.amazonaws.com"] } }
    },
    {
      Sid      = "KeyLook"
      Effect   = "Allow"
      Action   = ["kms:DescribeKey"]
      Resource = [var.kms_key_arn]
    },
    {
      Sid       = "KeyForServices"
      Effect    = "Allow"
      Action    = ["kms:CreateGrant"]
      Resource  = [var.kms_key_arn]
      Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
    },
  ]
}

resource "aws_iam_role" "this" {
  name        = "${var.name}-backup"
  description = "AWS Backup reads what it backs up with this."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  tags = { Name = "${var.name}-backup" }
}

resource "aws_iam_policy" "this" {
  name        = "${var.name}-backup"
  description = "Read these tables and buckets for a backup."

  policy = jsonencode({
    Version = "2012-10-17"
    # A statement on nothing is not allowed, where there are no buckets.
    Statement = [for statement in local.statements : statement if length(statement.Resource) > 0]
  })

  tags = { Name = "${var.name}-backup" }
}

resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.this.arn
}
