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

  mock_resource "aws_s3_bucket" {
    defaults = {
      id  = "labsecure-test-terraform-state-123456789012"
      arn = "arn:aws:s3:::labsecure-test-terraform-state-123456789012"
    }
  }
}

variables {
  environment = "test"
}

run "the_state_is_encrypted_private_and_kept" {
  command = plan

  assert {
    condition     = module.bucket.name == "labsecure-test-terraform-state-123456789012"
    error_message = "The bucket must carry the account, because names are shared by the whole world."
  }

  assert {
    condition     = module.bucket.guards.kms_key_arn == module.key.arn
    error_message = "The state must be encrypted under its own key."
  }

  assert {
    condition     = [for statement in jsondecode(module.bucket.guards.policy).Statement : [statement.Sid, statement.Effect]] == [["TlsOnly", "Deny"], ["ThisKeyOnly", "Deny"], ["NoKeysOfCallers", "Deny"]]
    error_message = "The bucket must refuse plain HTTP and other keys, and let nobody in."
  }

  assert {
    condition     = length(module.bucket.guards.transitions) == 0 && module.bucket.guards.expire_days == null && !module.bucket.guards.force_destroy
    error_message = "The state must stay where it is, for ever."
  }
}

run "the_backend_is_told_the_bucket_and_its_key" {
  command = plan

  assert {
    condition     = output.backend_config == <<-EOT
      bucket     = "labsecure-test-terraform-state-123456789012"
      region     = "us-east-1"
      kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    EOT
    error_message = "The backend needs bucket, region and key."
  }
}

run "the_role_of_auto_scaling_is_made" {
  command = plan

  assert {
    condition     = aws_iam_service_linked_role.autoscaling[0].aws_service_name == "autoscaling.amazonaws.com"
    error_message = "The volumes' key cannot be made before Auto Scaling's role."
  }
}

run "the_role_of_auto_scaling_is_left_alone_where_it_is" {
  command = plan

  variables {
    create_autoscaling_role = false
  }

  assert {
    condition     = length(aws_iam_service_linked_role.autoscaling) == 0
    error_message = "The role must not be made twice."
  }
}

run "a_bad_region_is_refused" {
  command = plan

  variables {
    region = "virginia"
  }

  expect_failures = [var.region]
}

run "a_bad_environment_is_refused" {
  command = plan

  variables {
    environment = "Production-1"
  }

  expect_failures = [var.environment]
}
