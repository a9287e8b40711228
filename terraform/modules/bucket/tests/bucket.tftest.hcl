mock_provider "aws" {
  override_during = plan

  mock_resource "aws_s3_bucket" {
    defaults = {
      id                          = "labsecure-test-raw"
      arn                         = "arn:aws:s3:::labsecure-test-raw"
      bucket_regional_domain_name = "labsecure-test-raw.s3.us-east-1.amazonaws.com"
    }
  }
}

variables {
  name              = "labsecure-test-raw"
  kms_key_arn       = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  access_log_bucket = "labsecure-test-logs"
  transitions = [
    { days = 30, storage_class = "STANDARD_IA" },
    { days = 60, storage_class = "GLACIER" },
    { days = 182, storage_class = "DEEP_ARCHIVE" },
  ]
}

run "nothing_is_public" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "All four public-access blocks must be on."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.this.rule).object_ownership == "BucketOwnerEnforced"
    error_message = "ACLs must be off."
  }
}

run "objects_are_encrypted_under_the_given_key" {
  command = plan

  assert {
    condition = (
      one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms" &&
      one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn
    )
    error_message = "The bucket must encrypt under the given key."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled
    error_message = "The bucket key must be on."
  }
}

run "the_policy_refuses_plain_http_and_other_keys" {
  command = plan

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement == [
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::labsecure-test-raw", "arn:aws:s3:::labsecure-test-raw/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "ThisKeyOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::labsecure-test-raw/*"
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
        Resource  = "arn:aws:s3:::labsecure-test-raw/*"
        Condition = { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "false" } }
      },
    ]
    error_message = "The policy must deny plain HTTP, other keys and callers' keys, and allow nothing."
  }
}

run "what_is_deleted_can_be_brought_back_for_a_while" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_versioning.this.versioning_configuration).status == "Enabled"
    error_message = "Versions must be kept."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule if rule.id == "clean-up"]).noncurrent_version_expiration[0].noncurrent_days == 90
    error_message = "Old versions must be kept for 90 days."
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy
    error_message = "A bucket with objects in it must not be deleted unasked."
  }

  assert {
    condition     = alltrue([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : length(rule.expiration) == 0])
    error_message = "Objects must be kept for ever unless told otherwise."
  }
}

run "objects_of_every_size_grow_colder_with_age" {
  command = plan

  assert {
    condition = {
      for step in one([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule if rule.id == "colder-with-age"]).transition : step.days => step.storage_class
    } == { "30" = "STANDARD_IA", "60" = "GLACIER", "182" = "DEEP_ARCHIVE" }
    error_message = "The transitions must be the given ones."
  }

  assert {
    condition = (
      aws_s3_bucket_lifecycle_configuration.this.transition_default_minimum_object_size == "varies_by_storage_class" &&
      tonumber(one([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule if rule.id == "colder-with-age"]).filter[0].object_size_greater_than) == 1
    )
    error_message = "Objects under 128 KB must move as well."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule if rule.id == "clean-up"]).abort_incomplete_multipart_upload[0].days_after_initiation == 7
    error_message = "Parts of broken uploads must be deleted after 7 days."
  }

  assert {
    condition     = alltrue([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.status == "Enabled"])
    error_message = "Every rule must be on."
  }
}

run "every_request_is_logged" {
  command = plan

  assert {
    condition     = aws_s3_bucket_logging.this[0].target_bucket == "labsecure-test-logs" && aws_s3_bucket_logging.this[0].target_prefix == "s3/labsecure-test-raw/"
    error_message = "Requests must be logged into the log bucket."
  }
}

run "new_objects_are_told_to_the_queue" {
  command = plan

  variables {
    events = { queue_arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop", prefixes = ["incoming/", "patients/"] }
  }

  assert {
    condition = [for queue in aws_s3_bucket_notification.this[0].queue : [queue.queue_arn, queue.filter_prefix, tolist(queue.events)]] == [
      for prefix in var.events.prefixes : [var.events.queue_arn, prefix, tolist(["s3:ObjectCreated:*"])]
    ]
    error_message = "Each prefix must be told to the queue."
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].eventbridge
    error_message = "AWS Backup needs EventBridge on."
  }
}

run "a_locked_bucket_lets_nobody_delete" {
  command = plan

  variables {
    lock_days = 365
  }

  assert {
    condition = (
      aws_s3_bucket.this.object_lock_enabled &&
      one(one(aws_s3_bucket_object_lock_configuration.this[0].rule).default_retention).mode == "COMPLIANCE" &&
      one(one(aws_s3_bucket_object_lock_configuration.this[0].rule).default_retention).days == 365
    )
    error_message = "The lock must be on, in compliance mode, for the given days."
  }
}

run "a_log_bucket_uses_the_key_of_s3_and_lets_the_sender_in" {
  command = plan

  variables {
    kms_key_arn    = null
    s3_managed_key = true
    expire_days    = 365
    transitions    = []
    policy_statements = [
      {
        sid        = "AccessLogs"
        principals = { Service = ["logging.s3.amazonaws.com"] }
        actions    = ["s3:PutObject"]
        resources  = ["arn:aws:s3:::labsecure-test-raw/s3/*"]
        conditions = { StringEquals = { "aws:SourceAccount" = ["123456789012"] } }
      },
      {
        sid        = "OwnFolder"
        principals = { Service = ["logdelivery.elasticloadbalancing.amazonaws.com"] }
        actions    = ["s3:PutObject"]
        resources  = ["arn:aws:s3:::labsecure-test-raw/AWSLogs/123456789012/*"]
      },
    ]
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "Without a key, S3's own key must encrypt."
  }

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : [statement.Sid, statement.Effect]] == [["TlsOnly", "Deny"], ["AccessLogs", "Allow"], ["OwnFolder", "Allow"]]
    error_message = "The policy must hold TLS only and the given statements, and no word of a key."
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement[1] == {
      Sid       = "AccessLogs"
      Effect    = "Allow"
      Principal = { Service = ["logging.s3.amazonaws.com"] }
      Action    = ["s3:PutObject"]
      Resource  = ["arn:aws:s3:::labsecure-test-raw/s3/*"]
      Condition = { StringEquals = { "aws:SourceAccount" = ["123456789012"] } }
    }
    error_message = "The given statement must arrive whole, with its condition."
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement[2] == {
      Sid       = "OwnFolder"
      Effect    = "Allow"
      Principal = { Service = ["logdelivery.elasticloadbalancing.amazonaws.com"] }
      Action    = ["s3:PutObject"]
      Resource  = ["arn:aws:s3:::labsecure-test-raw/AWSLogs/123456789012/*"]
    }
    error_message = "A statement for our account's own folder needs no condition, and gets no empty one."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule if rule.id == "expire"]).expiration[0].days == 365
    error_message = "Logs must go after their time."
  }
}

run "a_name_with_dots_is_refused" {
  command = plan

  variables {
    name = "labsecure.test.raw"
  }

  expect_failures = [var.name]
}

run "no_key_at_all_is_refused" {
  command = plan

  variables {
    kms_key_arn = null
  }

  expect_failures = [var.kms_key_arn]
}

run "two_keys_are_refused" {
  command = plan

  variables {
    s3_managed_key = true
  }

  expect_failures = [var.kms_key_arn]
}

run "an_alias_for_a_key_is_refused" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:alias/labsecure-test-data"
  }

  expect_failures = [var.kms_key_arn]
}

run "an_unknown_storage_class_is_refused" {
  command = plan

  variables {
    transitions = [{ days = 30, storage_class = "COLD" }]
  }

  expect_failures = [var.transitions]
}

run "infrequent_access_before_30_days_is_refused" {
  command = plan

  variables {
    transitions = [{ days = 7, storage_class = "STANDARD_IA" }]
  }

  expect_failures = [var.transitions]
}

run "transitions_out_of_order_are_refused" {
  command = plan

  variables {
    transitions = [{ days = 60, storage_class = "GLACIER" }, { days = 30, storage_class = "STANDARD_IA" }]
  }

  expect_failures = [var.transitions]
}

run "expiry_before_the_last_transition_is_refused" {
  command = plan

  variables {
    expire_days = 100
  }

  expect_failures = [var.expire_days]
}

run "no_days_for_old_versions_is_refused" {
  command = plan

  variables {
    noncurrent_expire_days = 0
  }

  expect_failures = [var.noncurrent_expire_days]
}

run "a_statement_without_a_condition_is_refused" {
  command = plan

  variables {
    policy_statements = [{
      sid        = "Anyone"
      principals = { Service = ["logging.s3.amazonaws.com"] }
      actions    = ["s3:PutObject"]
      resources  = ["arn:aws:s3:::labsecure-test-raw/*"]
      conditions = {}
    }]
  }

  expect_failures = [var.policy_statements]
}

run "everyone_as_principal_is_refused" {
  command = plan

  variables {
    policy_statements = [{
      sid        = "Everyone"
      principals = { AWS = ["*"] }
      actions    = ["s3:GetObject"]
      resources  = ["arn:aws:s3:::labsecure-test-raw/*"]
      conditions = { StringEquals = { "aws:SourceAccount" = ["123456789012"] } }
    }]
  }

  expect_failures = [var.policy_statements]
}

run "events_without_a_prefix_are_refused" {
  command = plan

  variables {
    events = { queue_arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop", prefixes = [] }
  }

  expect_failures = [var.events]
}

run "overlapping_prefixes_are_refused" {
  command = plan

  variables {
    events = { queue_arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop", prefixes = ["incoming/", "incoming/lab/"] }
  }

  expect_failures = [var.events]
}

run "a_lock_of_no_days_is_refused" {
  command = plan

  variables {
    lock_days = 0
  }

  expect_failures = [var.lock_days]
}
