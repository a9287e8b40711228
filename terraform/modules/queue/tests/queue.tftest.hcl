mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

override_resource {
  target          = aws_sqs_queue.this
  override_during = plan
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/labsecure-test-file-drop"
  }
}

override_resource {
  target          = aws_sqs_queue.dead_letter
  override_during = plan
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop-dlq"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/labsecure-test-file-drop-dlq"
  }
}

variables {
  name                       = "labsecure-test-file-drop"
  dead_letter_name           = "labsecure-test-file-drop-dlq"
  visibility_timeout_seconds = 300
  max_receives               = 5
  retention_days             = 4
  kms_key_arn                = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "both_queues_are_encrypted_under_the_given_key" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.kms_master_key_id == var.kms_key_arn && aws_sqs_queue.dead_letter.kms_master_key_id == var.kms_key_arn
    error_message = "Both queues must be encrypted under the given key."
  }
}

run "the_settings_reach_the_queue" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds == 300 && aws_sqs_queue.this.message_retention_seconds == 345600
    error_message = "Visibility timeout and retention must be the given ones."
  }

  assert {
    condition     = aws_sqs_queue.this.receive_wait_time_seconds == 20
    error_message = "Workers must poll long."
  }
}

run "a_message_that_fails_is_parked_for_14_days" {
  command = plan

  assert {
    condition = jsondecode(aws_sqs_queue.this.redrive_policy) == {
      deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop-dlq"
      maxReceiveCount     = 5
    }
    error_message = "After max_receives a message must go to the dead-letter queue."
  }

  assert {
    condition     = aws_sqs_queue.dead_letter.message_retention_seconds == 1209600
    error_message = "The dead-letter queue must keep messages for 14 days."
  }

  assert {
    condition     = aws_sqs_queue_redrive_allow_policy.dead_letter.queue_url == aws_sqs_queue.dead_letter.url
    error_message = "The redrive-allow policy must be the dead-letter queue's."
  }

  assert {
    condition = jsondecode(aws_sqs_queue_redrive_allow_policy.dead_letter.redrive_allow_policy) == {
      redrivePermission = "byQueue"
      sourceQueueArns   = ["arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop"]
    }
    error_message = "Only this queue may use the dead-letter queue."
  }
}

run "both_queues_answer_over_tls_only_and_let_nobody_in" {
  command = plan

  assert {
    condition = jsondecode(aws_sqs_queue_policy.this.policy).Statement == [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The queue's policy must deny plain HTTP and allow nothing."
  }

  assert {
    condition = jsondecode(aws_sqs_queue_policy.dead_letter.policy).Statement == [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop-dlq"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The dead-letter queue's policy must deny plain HTTP and allow nothing."
  }

  assert {
    condition     = aws_sqs_queue_policy.this.queue_url == aws_sqs_queue.this.url && aws_sqs_queue_policy.dead_letter.queue_url == aws_sqs_queue.dead_letter.url
    error_message = "Each policy must be on its own queue."
  }
}

run "a_bucket_may_send_its_events_and_no_other_may" {
  command = plan

  variables {
    source_bucket_arns = ["arn:aws:s3:::labsecure-test-drop"]
  }

  assert {
    condition = jsondecode(aws_sqs_queue_policy.this.policy).Statement[1] == {
      Sid       = "BucketEvents"
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop"
      Condition = {
        ArnEquals    = { "aws:SourceArn" = ["arn:aws:s3:::labsecure-test-drop"] }
        StringEquals = { "aws:SourceAccount" = "123456789012" }
      }
    }
    error_message = "S3 may send for the named bucket of this account alone."
  }

  assert {
    condition     = length(jsondecode(aws_sqs_queue_policy.this.policy).Statement) == 2 && jsondecode(aws_sqs_queue_policy.this.policy).Statement[0].Sid == "TlsOnly"
    error_message = "TLS only must stay beside it."
  }
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "labsecure.file drop"
  }

  expect_failures = [var.name]
}

run "a_queue_that_is_its_own_dead_letter_queue_is_refused" {
  command = plan

  variables {
    dead_letter_name = "labsecure-test-file-drop"
  }

  expect_failures = [var.dead_letter_name]
}

run "a_visibility_timeout_over_12_hours_is_refused" {
  command = plan

  variables {
    visibility_timeout_seconds = 43201
  }

  expect_failures = [var.visibility_timeout_seconds]
}

run "a_single_try_is_refused" {
  command = plan

  variables {
    max_receives = 1
  }

  expect_failures = [var.max_receives]
}

run "more_than_14_days_are_refused" {
  command = plan

  variables {
    retention_days = 15
  }

  expect_failures = [var.retention_days]
}

run "the_key_of_sqs_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/aws/sqs"
  }

  expect_failures = [var.kms_key_arn]
}

run "every_bucket_as_source_is_refused" {
  command = plan

  variables {
    source_bucket_arns = ["arn:aws:s3:::*"]
  }

  expect_failures = [var.source_bucket_arns]
}
