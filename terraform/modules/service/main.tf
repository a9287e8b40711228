data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  settings = merge(var.settings, { HOST = "0.0.0.0", PORT = tostring(var.port) })
}

resource "aws_ssm_parameter" "setting" {
  for_each = local.settings

  name        = "${var.parameter_path}/${each.key}"
  description = "Setting of ${var.name}"
  type        = "String"

  # Not a secret: a plan should show what changes.
  insecure_value = each.value
}

resource "aws_cloudwatch_log_group" "service" {
  name              = var.parameter_path
  kms_key_id        = var.log_kms_key_arn
  retention_in_days = var.log_retention_days
}
