provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application = "labsecure"
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}

data "aws_caller_identity" "current" {}

locals {
  name = "labsecure-${var.environment}-terraform-state"
}

module "key" {
  source = "../modules/kms"

  name        = local.name
  description = "Terraform's state, which names everything and holds some secrets."
}

# Old versions are how a state is repaired, so they are kept for a year.
module "bucket" {
  source = "../modules/bucket"

  name                   = "${local.name}-${data.aws_caller_identity.current.account_id}"
  kms_key_arn            = module.key.arn
  noncurrent_expire_days = 365
}

# Without its state nothing can be changed or taken down any more, so a destroy stops here before it has begun.
resource "terraform_data" "keep" {
  input = [module.key.arn, module.bucket.arn]

  lifecycle {
    prevent_destroy = true
  }
}

# The policy of the volumes' key names this role, and KMS refuses names that do not exist. An account has it once
# anybody has made an Auto Scaling group there.
resource "aws_iam_service_linked_role" "autoscaling" {
  count = var.create_autoscaling_role ? 1 : 0

  aws_service_name = "autoscaling.amazonaws.com"
}
