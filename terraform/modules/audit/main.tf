data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  # By name, because the bucket must know the trail before the trail is made.
  trail_arn = "arn:aws:cloudtrail:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:trail/${var.name}"
}

module "bucket" {
  source = "../bucket"

  name              = var.name
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.log_bucket_name
  lock_days         = var.lock_days
  expire_days       = var.retention_days
  force_destroy     = var.force_destroy

  # Only this trail may write, and only into its own account's folder.
  policy_statements = [
    {
      sid        = "TrailLooks"
      principals = { Service = ["cloudtrail.amazonaws.com"] }
      actions    = ["s3:GetBucketAcl"]
      resources  = ["arn:aws:s3:::${var.name}"]
      conditions = { StringEquals = { "aws:SourceArn" = [local.trail_arn] } }
    },
    {
      sid        = "TrailWrites"
      principals = { Service = ["cloudtrail.amazonaws.com"] }
      actions    = ["s3:PutObject"]
      resources  = ["arn:aws:s3:::${var.name}/AWSLogs/${data.aws_caller_identity.current.account_id}/*"]
      conditions = {
        StringEquals = {
          "aws:SourceArn" = [local.trail_arn]
          "s3:x-amz-acl"  = ["bucket-owner-full-control"]
        }
      }
    },
  ]
}

resource "aws_cloudtrail" "this" {
  name                          = var.name
  s3_bucket_name                = module.bucket.name
  kms_key_id                    = var.kms_key_arn
  enable_logging                = true
  is_multi_region_trail         = true
  include_global_service_events = true
  # Each hour a signed list of digests, so that a changed or missing log file is found out.
  enable_log_file_validation = true

  advanced_event_selector {
    name = "Every change to the account"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  advanced_event_selector {
    name = "Every read and write of a patient's object"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }

    field_selector {
      field = "resources.ARN"
      # The slash keeps out other buckets whose names begin alike.
      starts_with = [for arn in var.data_bucket_arns : "${arn}/"]
    }
  }

  advanced_event_selector {
    name = "Every read and write of a patient's item"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field  = "resources.type"
      equals = ["AWS::DynamoDB::Table"]
    }

    field_selector {
      field  = "resources.ARN"
      equals = var.data_table_arns
    }
  }

  tags = { Name = var.name }
}
