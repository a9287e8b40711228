resource "aws_s3_bucket_lifecycle_configuration" "this" {
  # Versions must be on before anything is said about old ones.
  bucket = aws_s3_bucket_versioning.this.bucket

  # Since 2024 nothing under 128 KB moves unless a rule says so, and most lab results are smaller. This lets them into
  # the archive classes, and the size filter below into all others.
  transition_default_minimum_object_size = "varies_by_storage_class"

  rule {
    id     = "clean-up"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = var.noncurrent_expire_days
    }
  }

  dynamic "rule" {
    for_each = length(var.transitions) > 0 ? [var.transitions] : []

    content {
      id     = "colder-with-age"
      status = "Enabled"

      filter {
        object_size_greater_than = 1
      }

      dynamic "transition" {
        for_each = rule.value

        content {
          days          = transition.value.days
          storage_class = transition.value.storage_class
        }
      }
    }
  }

  dynamic "rule" {
    for_each = var.expire_days == null ? [] : [var.expire_days]

    content {
      id     = "expire"
      status = "Enabled"

      filter {}

      expiration {
        days = rule.value
      }
    }
  }
}
