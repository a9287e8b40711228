locals {
  tls_only = {
    Sid       = "TlsOnly"
    Effect    = "Deny"
    Principal = "*"
    Action    = "s3:*"
    Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  # A put that names no encryption gets the bucket's. One that names any must name this key: another key, the one of
  # S3 itself and none at all are refused. AWS's own services are let off here: they write only where a statement lets
  # them, with the key that they were given.
  this_key_only = [
    {
      Sid       = "ThisKeyOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.this.arn}/*"
      Condition = {
        Null            = { "s3:x-amz-server-side-encryption" = "false" }
        StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = var.kms_key_arn }
        BoolIfExists    = { "aws:PrincipalIsAWSService" = "false" }
      }
    },
    {
      Sid       = "NoKeysOfCallers"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.this.arn}/*"
      Condition = { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "false" } }
    },
  ]

  given_statements = [for statement in var.policy_statements : {
    for part, value in {
      Sid       = statement.sid
      Effect    = "Allow"
      Principal = statement.principals
      Action    = statement.actions
      Resource  = statement.resources
      Condition = statement.conditions
    } : part => value if part != "Condition" || length(statement.conditions) > 0
  }]
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [local.tls_only],
      [for statement in local.this_key_only : statement if !var.s3_managed_key],
      local.given_statements,
    )
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
