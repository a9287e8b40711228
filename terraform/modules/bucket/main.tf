resource "aws_s3_bucket" "this" {
  bucket              = var.name
  force_destroy       = var.force_destroy
  object_lock_enabled = var.lock_days != null

  tags = { Name = var.name }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    # One data key for many objects: far fewer calls to KMS, which are billed.
    bucket_key_enabled = !var.s3_managed_key

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.s3_managed_key ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_logging" "this" {
  count = var.access_log_bucket == null ? 0 : 1

  bucket        = aws_s3_bucket.this.id
  target_bucket = var.access_log_bucket
  target_prefix = "s3/${var.name}/"
}

# COMPLIANCE: nobody, the account's root included, can delete a version or shorten its time.
resource "aws_s3_bucket_object_lock_configuration" "this" {
  count = var.lock_days == null ? 0 : 1

  bucket = aws_s3_bucket_versioning.this.bucket

  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = var.lock_days
    }
  }
}

# The queue's own policy and key must let S3 in first, or S3 refuses this.
resource "aws_s3_bucket_notification" "this" {
  count = var.events == null ? 0 : 1

  bucket = aws_s3_bucket.this.id

  # AWS Backup switches this on for what it backs up; left out here, the next apply would switch it off again.
  eventbridge = true

  dynamic "queue" {
    for_each = var.events.prefixes

    content {
      queue_arn     = var.events.queue_arn
      events        = ["s3:ObjectCreated:*"]
      filter_prefix = queue.value
    }
  }
}
