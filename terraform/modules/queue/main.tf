data "aws_caller_identity" "current" {}

resource "aws_sqs_queue" "this" {
  name                       = var.name
  visibility_timeout_seconds = var.visibility_timeout_seconds
  message_retention_seconds  = var.retention_days * 86400
  # Long polling: fewer empty answers, which are billed like full ones.
  receive_wait_time_seconds = 20
  kms_master_key_id         = var.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letter.arn
    maxReceiveCount     = var.max_receives
  })

  tags = { Name = var.name }
}

# A message keeps the age it had, so this queue must keep messages as long as any queue can.
resource "aws_sqs_queue" "dead_letter" {
  name                      = var.dead_letter_name
  message_retention_seconds = 14 * 86400
  receive_wait_time_seconds = 20
  kms_master_key_id         = var.kms_key_arn

  tags = { Name = var.dead_letter_name }
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letter" {
  queue_url = aws_sqs_queue.dead_letter.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}

locals {
  tls_only = {
    for name, arn in { queue = aws_sqs_queue.this.arn, dead_letter = aws_sqs_queue.dead_letter.arn } : name => {
      Sid                    = "TlsOnly"
      Effect                 = "Deny"
      Principal              = "*"
      Action                 = "sqs:*"
      Resource               = arn
      Condition              = { Bool = { "aws:SecureTransport" = "false" } }
    }
  }

  # Both conditions: the name of a deleted bucket can be taken by somebody else.
  bucket_events = {
    Sid       = "BucketEvents"
    Effect    = "Allow"
    Principal = { Service = "s3.amazonaws.com" }
    Action    = "sqs:SendMessage"
    Resource  = aws_sqs_queue.this.arn
    Condition = {
      ArnEquals    = { "aws:SourceArn" = var.source_bucket_arns }
      StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
    }
  }
}

resource "aws_sqs_queue_policy" "this" {
  queue_url = aws_sqs_queue.this.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [local.tls_only.queue],
      [for statement in [local.bucket_events] : statement if length(var.source_bucket_arns) > 0],
    )
  })
}

resource "aws_sqs_queue_policy" "dead_letter" {
  queue_url = aws_sqs_queue.dead_letter.url

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [local.tls_only.dead_letter]
  })
}
