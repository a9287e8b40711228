mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_kms_key" {
    defaults = {
      arn    = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
      key_id = "11111111-2222-3333-4444-555555555555"
    }
  }
}

variables {
  name        = "labsecure-test-messaging"
  description = "Queues and topics."
  statements = [{
    sid        = "FileDropEvents"
    principals = { Service = ["s3.amazonaws.com"] }
    actions    = ["kms:Decrypt", "kms:GenerateDataKey*"]
    conditions = { StringEquals = { "aws:SourceAccount" = ["123456789012"] } }
  }]
}

run "the_key_is_turned_over_and_hard_to_lose" {
  command = plan

  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "The key must be rotated."
  }

  assert {
    condition     = aws_kms_key.this.deletion_window_in_days == 30
    error_message = "A deleted key must be recoverable for 30 days."
  }

  assert {
    condition     = aws_kms_alias.this.name == "alias/labsecure-test-messaging" && aws_kms_alias.this.target_key_id == aws_kms_key.this.key_id
    error_message = "The alias must name the key."
  }
}

run "the_policy_has_iam_and_the_statements_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_kms_key.this.policy).Statement == [
      {
        Sid       = "LetIamDecide"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "FileDropEvents"
        Effect    = "Allow"
        Principal = { Service = ["s3.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = ["123456789012"] } }
      },
    ]
    error_message = "The key policy must be IAM for the account and the given statements with their conditions."
  }
}

run "a_service_without_a_condition_is_refused" {
  command = plan

  variables {
    statements = [{ sid = "Anyone", principals = { Service = ["s3.amazonaws.com"] }, actions = ["kms:Decrypt"] }]
  }

  expect_failures = [var.statements]
}

run "everyone_as_principal_is_refused" {
  command = plan

  variables {
    statements = [{ sid = "Everyone", principals = { AWS = ["*"] }, actions = ["kms:Decrypt"] }]
  }

  expect_failures = [var.statements]
}

run "every_action_is_refused" {
  command = plan

  variables {
    statements = [{ sid = "All", principals = { AWS = ["arn:aws:iam::123456789012:role/one"] }, actions = ["kms:*"] }]
  }

  expect_failures = [var.statements]
}

run "a_short_deletion_window_is_refused" {
  command = plan

  variables {
    deletion_window_days = 6
  }

  expect_failures = [var.deletion_window_days]
}

run "a_name_kept_by_aws_is_refused" {
  command = plan

  variables {
    name = "aws-messaging"
  }

  expect_failures = [var.name]
}

run "an_empty_description_is_refused" {
  command = plan

  variables {
    description = " "
  }

  expect_failures = [var.description]
}
