data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  region     = data.aws_region.current.region
  account_id = data.aws_caller_identity.current.account_id
}

resource "aws_security_group" "this" {
  name        = "${var.name}-sftp"
  description = "SFTP, from the labs"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-sftp" }
}

resource "aws_vpc_security_group_ingress_rule" "labs" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "SFTP from a lab"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_eip" "this" {
  count = length(var.public_subnet_ids)

  domain = "vpc"

  tags = { Name = "${var.name}-sftp-${count.index + 1}" }
}

# Inside the VPC, with public addresses: the kind that AWS calls public lets everyone knock.
resource "aws_transfer_server" "this" {
  domain                      = "S3"
  protocols                   = ["SFTP"]
  identity_provider_type      = "SERVICE_MANAGED"
  security_policy_name        = "TransferSecurityPolicy-2025-03"
  endpoint_type               = "VPC"
  structured_log_destinations = ["${aws_cloudwatch_log_group.this.arn}:*"]

  endpoint_details {
    vpc_id                 = var.vpc_id
    subnet_ids             = var.public_subnet_ids
    address_allocation_ids = aws_eip.this[*].id
    security_group_ids     = [aws_security_group.this.id]
  }

  # A lab's folder then need not exist before its first file does.
  s3_storage_options {
    directory_listing_optimization = "ENABLED"
  }

  tags = { Name = var.name }

  depends_on = [aws_cloudwatch_log_resource_policy.this]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/transfer/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_cloudwatch_log_resource_policy" "this" {
  policy_name = "${var.name}-sftp"

  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ServerWritesItsLog"
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "arn:aws:logs:${local.region}:${local.account_id}:log-group:${aws_cloudwatch_log_group.this.name}:log-stream:*"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:aws:logs:${local.region}:${local.account_id}:*" }
      }
    }]
  })
}
