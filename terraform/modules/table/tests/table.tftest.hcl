mock_provider "aws" {
  override_during = plan

  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results" }
  }
}

variables {
  name          = "labsecure-test-results"
  partition_key = "patient_id"
  sort_key      = "result_id"
  indexes = {
    "by-result"    = { partition_key = "result_id" }
    "by-collected" = { partition_key = "patient_id", sort_key = "collected_instant", include = ["panel", "summary"] }
  }
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "the_table_is_encrypted_recoverable_and_protected" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].enabled && aws_dynamodb_table.this.server_side_encryption[0].kms_key_arn == var.kms_key_arn
    error_message = "The table must be encrypted under the given key."
  }

  assert {
    condition     = aws_dynamodb_table.this.point_in_time_recovery[0].enabled
    error_message = "Point-in-time recovery must be on."
  }

  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "The table must be protected against deletion."
  }

  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
    error_message = "The table must be on demand."
  }
}

run "the_keys_are_the_given_ones" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.hash_key == "patient_id" && aws_dynamodb_table.this.range_key == "result_id"
    error_message = "Partition and sort key must be the given ones."
  }

  assert {
    condition     = { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type } == { patient_id = "S", result_id = "S", collected_instant = "S" }
    error_message = "Exactly the keys must have a type."
  }

  assert {
    condition     = length(aws_dynamodb_table.this.ttl) == 0
    error_message = "Nothing may expire unless told to."
  }
}

run "the_indexes_hold_what_they_were_given" {
  command = plan

  assert {
    condition = {
      for index in aws_dynamodb_table.this.global_secondary_index : index.name => [
        index.hash_key, index.range_key == null ? "" : index.range_key, index.projection_type, join(",", sort(coalesce(index.non_key_attributes, [])))
      ]
      } == {
      "by-result"    = ["result_id", "", "ALL", ""]
      "by-collected" = ["patient_id", "collected_instant", "INCLUDE", "panel,summary"]
    }
    error_message = "The indexes must have the given keys and attributes."
  }

  assert {
    condition = output.index_arns == {
      "by-result"    = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results/index/by-result"
      "by-collected" = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results/index/by-collected"
    }
    error_message = "Each index must be found by its name."
  }
}

run "a_number_can_be_the_sort_key" {
  command = plan

  variables {
    sort_key      = "sequence"
    sort_key_type = "N"
    indexes       = { "by-actor" = { partition_key = "actor_id", sort_key = "sequence" } }
  }

  assert {
    condition     = { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type } == { patient_id = "S", sequence = "N", actor_id = "S" }
    error_message = "The sort key must be a number, in the index too."
  }
}

run "two_indexes_can_share_a_key" {
  command = plan

  variables {
    indexes = {
      "by-lab"  = { partition_key = "lab_id", sort_key = "received_at" }
      "pending" = { partition_key = "pending", sort_key = "received_at" }
    }
  }

  assert {
    condition     = sort([for attribute in aws_dynamodb_table.this.attribute : attribute.name]) == tolist(["lab_id", "patient_id", "pending", "received_at", "result_id"])
    error_message = "A key of two indexes must have its type once."
  }
}

run "items_can_expire" {
  command = plan

  variables {
    partition_key = "session_hash"
    sort_key      = null
    indexes       = {}
    time_to_live  = "expires_at"
  }

  assert {
    condition     = aws_dynamodb_table.this.ttl[0].enabled && aws_dynamodb_table.this.ttl[0].attribute_name == "expires_at"
    error_message = "Items must expire by the given attribute."
  }

  assert {
    condition     = [for attribute in aws_dynamodb_table.this.attribute : attribute.name] == ["session_hash"]
    error_message = "A table of one key must have one typed attribute."
  }
}

run "a_short_name_is_refused" {
  command = plan

  variables {
    name = "ab"
  }

  expect_failures = [var.name]
}

run "no_partition_key_is_refused" {
  command = plan

  variables {
    partition_key = ""
  }

  expect_failures = [var.partition_key]
}

run "one_attribute_as_both_keys_is_refused" {
  command = plan

  variables {
    sort_key = "patient_id"
  }

  expect_failures = [var.sort_key]
}

run "a_boolean_sort_key_is_refused" {
  command = plan

  variables {
    sort_key_type = "BOOL"
  }

  expect_failures = [var.sort_key_type]
}

run "an_index_with_a_short_name_is_refused" {
  command = plan

  variables {
    indexes = { "by" = { partition_key = "lab_id" } }
  }

  expect_failures = [var.indexes]
}

run "an_index_that_includes_nothing_is_refused" {
  command = plan

  variables {
    indexes = { "by-lab" = { partition_key = "lab_id", include = [] } }
  }

  expect_failures = [var.indexes]
}

run "the_key_of_dynamodb_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/aws/dynamodb"
  }

  expect_failures = [var.kms_key_arn]
}
