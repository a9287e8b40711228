mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = {
      id  = "labsecure-test-audit"
      arn = "arn:aws:s3:::labsecure-test-audit"
    }
  }
}

variables {
  name             = "labsecure-test-audit"
  kms_key_arn      = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  log_bucket_name  = "labsecure-test-logs"
  data_bucket_arns = ["arn:aws:s3:::labsecure-test-raw", "arn:aws:s3:::labsecure-test-reports"]
  data_table_arns  = ["arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results"]
}

run "the_trail_sees_everything_and_can_be_proved" {
  command = plan

  assert {
    condition     = aws_cloudtrail.this.enable_log_file_validation
    error_message = "Log files must be validated."
  }

  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.include_global_service_events && aws_cloudtrail.this.enable_logging
    error_message = "The trail must be on, in all regions, with IAM and the like."
  }

  assert {
    condition     = aws_cloudtrail.this.kms_key_id == var.kms_key_arn && aws_cloudtrail.this.s3_bucket_name == "labsecure-test-audit"
    error_message = "The trail must be encrypted under the given key, in its own bucket."
  }
}

run "every_access_to_patient_data_is_recorded" {
  command = plan

  assert {
    condition = [
      for selector in aws_cloudtrail.this.advanced_event_selector : {
        for field in selector.field_selector : field.field => join(" ", concat(coalesce(field.equals, []), coalesce(field.starts_with, [])))
      }
      ] == [
      { eventCategory = "Management" },
      { eventCategory = "Data", "resources.type" = "AWS::S3::Object", "resources.ARN" = "arn:aws:s3:::labsecure-test-raw/ arn:aws:s3:::labsecure-test-reports/" },
      { eventCategory = "Data", "resources.type" = "AWS::DynamoDB::Table", "resources.ARN" = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results" },
    ]
    error_message = "Management events and all data events of the given buckets and tables must be recorded, reads and writes."
  }
}

run "the_bucket_lets_this_trail_write_and_nobody_else" {
  command = plan

  assert {
    condition = [for statement in jsondecode(module.bucket.guards.policy).Statement : statement if statement.Effect == "Allow"] == [
      {
        Sid       = "TrailLooks"
        Effect    = "Allow"
        Principal = { Service = ["cloudtrail.amazonaws.com"] }
        Action    = ["s3:GetBucketAcl"]
        Resource  = ["arn:aws:s3:::labsecure-test-audit"]
        Condition = { StringEquals = { "aws:SourceArn" = ["arn:aws:cloudtrail:us-east-1:123456789012:trail/labsecure-test-audit"] } }
      },
      {
        Sid       = "TrailWrites"
        Effect    = "Allow"
        Principal = { Service = ["cloudtrail.amazonaws.com"] }
        Action    = ["s3:PutObject"]
        Resource  = ["arn:aws:s3:::labsecure-test-audit/AWSLogs/123456789012/*"]
        Condition = { StringEquals = {
          "aws:SourceArn" = ["arn:aws:cloudtrail:us-east-1:123456789012:trail/labsecure-test-audit"]
          "s3:x-amz-acl"  = ["bucket-owner-full-control"]
        } }
      },
    ]
    error_message = "CloudTrail alone may write, for this trail alone."
  }
}

run "the_records_are_locked_encrypted_and_watched" {
  command = plan

  assert {
    condition     = module.bucket.guards.lock_days == 365 && module.bucket.guards.expire_days == 2192
    error_message = "Records must be locked for 365 days and kept for six years."
  }

  assert {
    condition     = module.bucket.guards.kms_key_arn == var.kms_key_arn
    error_message = "The bucket must be encrypted under the given key."
  }

  assert {
    condition     = module.bucket.guards.access_log_bucket == "labsecure-test-logs"
    error_message = "It must be logged who reads the records."
  }

  assert {
    condition     = !module.bucket.guards.force_destroy
    error_message = "Records must not go with the bucket unasked."
  }
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "labsecure.audit"
  }

  expect_failures = [var.name]
}

run "an_alias_for_a_key_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/labsecure-test-logs"
  }

  expect_failures = [var.kms_key_arn]
}

run "no_buckets_are_refused" {
  command = plan

  variables {
    data_bucket_arns = []
  }

  expect_failures = [var.data_bucket_arns]
}

run "every_table_is_refused" {
  command = plan

  variables {
    data_table_arns = ["arn:aws:dynamodb:us-east-1:123456789012:table/*"]
  }

  expect_failures = [var.data_table_arns]
}

run "no_lock_is_refused" {
  command = plan

  variables {
    lock_days = 0
  }

  expect_failures = [var.lock_days]
}

run "keeping_records_less_long_than_they_are_locked_is_refused" {
  command = plan

  variables {
    lock_days      = 800
    retention_days = 730
  }

  expect_failures = [var.retention_days]
}
