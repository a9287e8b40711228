mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:us-east-1:123456789012:backup-vault:labsecure-test" }
  }

  mock_resource "aws_backup_plan" {
    defaults = { id = "11111111-2222-3333-4444-555555555555" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/labsecure-test-backup" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/labsecure-test-backup" }
  }
}

variables {
  name        = "labsecure-test"
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  table_arns  = ["arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results"]
  bucket_arns = ["arn:aws:s3:::labsecure-test-raw"]
}

run "everything_given_is_copied_every_day_and_kept" {
  command = plan

  assert {
    condition     = sort(aws_backup_selection.this.resources) == sort(concat(var.table_arns, var.bucket_arns))
    error_message = "Every table and bucket must be backed up."
  }

  assert {
    condition = (
      aws_backup_selection.this.plan_id == aws_backup_plan.this.id &&
      aws_backup_selection.this.iam_role_arn == aws_iam_role.this.arn
    )
    error_message = "The selection must belong to the plan and use the role made for it."
  }

  assert {
    condition     = one(aws_backup_plan.this.rule).schedule == "cron(0 3 * * ? *)" && one(aws_backup_plan.this.rule).target_vault_name == "labsecure-test"
    error_message = "A copy must be made every day, into the vault."
  }

  assert {
    condition     = one(one(aws_backup_plan.this.rule).lifecycle).delete_after == 35
    error_message = "Copies must be kept for 35 days."
  }

  assert {
    condition     = aws_backup_vault.this.kms_key_arn == var.kms_key_arn && !aws_backup_vault.this.force_destroy
    error_message = "The vault must be encrypted under the given key, and must not go with its copies unasked."
  }
}

run "the_role_reads_what_it_backs_up_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.this.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
    error_message = "AWS Backup alone may use the role."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.this.policy_arn == aws_iam_policy.this.arn && aws_iam_role_policy_attachment.this.role == "labsecure-test-backup"
    error_message = "The role must have its own policy."
  }

  assert {
    condition     = alltrue([for action in flatten(jsondecode(aws_iam_policy.this.policy).Statement[*].Action) : !strcontains(action, "*")])
    error_message = "Every action must be named."
  }

  assert {
    condition = flatten([for statement in jsondecode(aws_iam_policy.this.policy).Statement : statement.Action if contains(statement.Resource, "*")]) == [
      "cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets", "tag:GetResources",
    ]
    error_message = "Only actions for which AWS knows no resource may have all of them."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this.policy).Statement : alltrue([
        for resource in statement.Resource : startswith(resource, "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results")
      ]) if anytrue([for action in statement.Action : startswith(action, "dynamodb:")])
    ])
    error_message = "Only the given tables may be read."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this.policy).Statement : alltrue([
        for resource in statement.Resource : contains(["arn:aws:s3:::labsecure-test-raw", "arn:aws:s3:::labsecure-test-raw/*"], resource)
      ]) if anytrue([for action in statement.Action : startswith(action, "s3:") && action != "s3:ListAllMyBuckets"])
    ])
    error_message = "Only the given buckets may be read."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this.policy).Statement :
      statement.Resource == [var.kms_key_arn] && (contains(keys(statement), "Condition") || statement.Action == ["kms:DescribeKey"])
      if anytrue([for action in statement.Action : startswith(action, "kms:")])
    ])
    error_message = "Only the given key may be used, and only through services of AWS."
  }

  assert {
    condition = alltrue([
      for action in flatten(jsondecode(aws_iam_policy.this.policy).Statement[*].Action) :
      !anytrue([for word in ["PutObject", "DeleteObject", "PutItem", "DeleteTable", "Restore"] : strcontains(action, word)])
    ])
    error_message = "The role must not be able to change data or restore."
  }
}

run "without_buckets_there_is_no_word_of_them" {
  command = plan

  variables {
    bucket_arns = []
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_policy.this.policy).Statement : length(statement.Resource) > 0])
    error_message = "IAM refuses a statement on no resource."
  }
}

run "a_lock_keeps_copies_from_being_deleted" {
  command = plan

  variables {
    lock = { min_days = 7, changeable_for_days = 3 }
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].min_retention_days == 7 && aws_backup_vault_lock_configuration.this[0].changeable_for_days == 3
    error_message = "The lock must be as given."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].backup_vault_name == "labsecure-test"
    error_message = "The lock must be the vault's."
  }
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "labsecure test"
  }

  expect_failures = [var.name]
}

run "the_key_of_aws_backup_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/aws/backup"
  }

  expect_failures = [var.kms_key_arn]
}

run "no_tables_are_refused" {
  command = plan

  variables {
    table_arns = []
  }

  expect_failures = [var.table_arns]
}

run "every_bucket_is_refused" {
  command = plan

  variables {
    bucket_arns = ["arn:aws:s3:::*"]
  }

  expect_failures = [var.bucket_arns]
}

run "keeping_copies_for_a_day_is_refused" {
  command = plan

  variables {
    retention_days = 1
  }

  expect_failures = [var.retention_days]
}

run "a_lock_longer_than_copies_are_kept_is_refused" {
  command = plan

  variables {
    lock = { min_days = 36 }
  }

  expect_failures = [var.lock]
}

run "a_lock_with_no_time_to_think_again_is_refused" {
  command = plan

  variables {
    lock = { min_days = 7, changeable_for_days = 1 }
  }

  expect_failures = [var.lock]
}
