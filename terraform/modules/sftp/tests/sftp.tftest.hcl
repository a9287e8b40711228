mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_transfer_server" {
    defaults = { id = "s-11111111111111111" }
  }

  mock_resource "aws_security_group" {
    defaults = { id = "sg-11111111" }
  }

  mock_resource "aws_eip" {
    defaults = { id = "eipalloc-11111111" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/transfer/labsecure-test" }
  }
}

override_resource {
  target          = aws_iam_role.lab["LAB001"]
  override_during = plan
  values          = { arn = "arn:aws:iam::123456789012:role/labsecure-test-sftp-LAB001" }
}

override_resource {
  target          = aws_iam_role.lab["LAB002"]
  override_during = plan
  values          = { arn = "arn:aws:iam::123456789012:role/labsecure-test-sftp-LAB002" }
}

override_resource {
  target          = aws_iam_policy.lab["LAB001"]
  override_during = plan
  values          = { arn = "arn:aws:iam::123456789012:policy/labsecure-test-sftp-LAB001" }
}

override_resource {
  target          = aws_iam_policy.lab["LAB002"]
  override_during = plan
  values          = { arn = "arn:aws:iam::123456789012:policy/labsecure-test-sftp-LAB002" }
}

variables {
  name              = "labsecure-test"
  bucket_arn        = "arn:aws:s3:::labsecure-test-drop"
  bucket_name       = "labsecure-test-drop"
  kms_key_arn       = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  log_kms_key_arn   = "arn:aws:kms:us-east-1:123456789012:key/66666666-7777-8888-9999-000000000000"
  vpc_id            = "vpc-11111111"
  public_subnet_ids = ["subnet-11111111", "subnet-22222222"]
  allowed_cidrs     = ["203.0.113.0/24", "198.51.100.7/32"]
  labs = {
    LAB001 = { public_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMadeUpKeyOfTheFirstLab0000000000000000000001 first", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMadeUpKeyOfTheFirstLab0000000000000000000002"] }
    LAB002 = { public_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMadeUpKeyOfTheSecondLab000000000000000000001"] }
    LAB003 = { public_keys = [] }
  }
}

run "each_lab_is_shut_into_its_folder" {
  command = plan

  assert {
    condition     = output.user_names == ["LAB001", "LAB002"]
    error_message = "Labs with keys must have a user, and others none."
  }

  assert {
    condition = alltrue([
      for id, user in aws_transfer_user.lab :
      user.home_directory_type == "LOGICAL"
      && one(user.home_directory_mappings).entry == "/"
      && one(user.home_directory_mappings).target == "/labsecure-test-drop/incoming/${id}"
      && user.role == "arn:aws:iam::123456789012:role/labsecure-test-sftp-${id}"
    ])
    error_message = "A lab must see its own folder as all there is, through a role of its own."
  }

  assert {
    condition = alltrue([
      for id, attachment in aws_iam_role_policy_attachment.lab :
      attachment.role == "labsecure-test-sftp-${id}" && attachment.policy_arn == "arn:aws:iam::123456789012:policy/labsecure-test-sftp-${id}"
    ]) && length(aws_iam_role_policy_attachment.lab) == 2
    error_message = "Each role must have its lab's policy."
  }

  assert {
    condition = alltrue(flatten([
      for id, policy in aws_iam_policy.lab : [
        for statement in jsondecode(policy.policy).Statement : contains([
          { action = ["s3:GetObject", "s3:PutObject"], resource = "arn:aws:s3:::labsecure-test-drop/incoming/${id}/*" },
          { action = ["s3:ListBucket"], resource = "arn:aws:s3:::labsecure-test-drop" },
          { action = ["kms:Decrypt", "kms:GenerateDataKey"], resource = var.kms_key_arn },
        ], { action = statement.Action, resource = statement.Resource })
      ]
    ]))
    error_message = "A lab's role may put and read files of its folder, list it, use the bucket's key, and nothing else."
  }

  assert {
    condition = alltrue([
      for id, policy in aws_iam_policy.lab : one([
        for statement in jsondecode(policy.policy).Statement : try(statement.Condition.StringLike["s3:prefix"], null) if statement.Sid == "List"
      ]) == ["incoming/${id}", "incoming/${id}/*"]
    ])
    error_message = "A lab may list its own folder only."
  }

  assert {
    condition = alltrue([
      for policy in aws_iam_policy.lab : one([
        for statement in jsondecode(policy.policy).Statement : try(statement.Condition.StringEquals["kms:ViaService"], null) if statement.Sid == "UseTheBucketsKey"
      ]) == "s3.us-east-1.amazonaws.com"
    ])
    error_message = "The key may be used through S3 only."
  }

  assert {
    condition = alltrue([
      for role in aws_iam_role.lab : jsondecode(role.assume_role_policy).Statement == [{
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "123456789012" }
          ArnLike      = { "aws:SourceArn" = "arn:aws:transfer:us-east-1:123456789012:user/s-11111111111111111/*" }
        }
      }]
    ])
    error_message = "Only this server's users may take the roles."
  }
}

run "labs_sign_in_with_their_own_keys" {
  command = plan

  assert {
    condition = alltrue([
      for id, lab in var.labs :
      join("\n", sort([for key in aws_transfer_ssh_key.lab : key.body if key.user_name == id])) == join("\n", sort(lab.public_keys))
    ])
    error_message = "Each lab must have its keys and no other's."
  }

  assert {
    condition     = aws_transfer_server.this.identity_provider_type == "SERVICE_MANAGED" && aws_transfer_server.this.protocols == toset(["SFTP"]) && aws_transfer_server.this.security_policy_name == "TransferSecurityPolicy-2025-03"
    error_message = "Only SFTP, only with keys, only with today's ciphers."
  }
}

run "a_server_can_wait_for_its_first_key" {
  command = plan

  variables {
    labs = { LAB001 = { public_keys = [] } }
  }

  assert {
    condition     = length(output.user_names) == 0 && length(aws_transfer_ssh_key.lab) == 0
    error_message = "Without keys there can be no users."
  }
}

run "only_the_labs_networks_reach_the_server" {
  command = plan

  assert {
    condition     = aws_transfer_server.this.endpoint_type == "VPC" && aws_transfer_server.this.endpoint_details[0].security_group_ids == toset(["sg-11111111"])
    error_message = "The server must stand behind its security group."
  }

  assert {
    condition = toset([for rule in aws_vpc_security_group_ingress_rule.labs : rule.cidr_ipv4]) == toset(var.allowed_cidrs) && alltrue([
      for rule in aws_vpc_security_group_ingress_rule.labs : rule.from_port == 22 && rule.to_port == 22 && rule.ip_protocol == "tcp"
    ])
    error_message = "Port 22 must be open to the given networks and nobody else."
  }

  assert {
    condition     = length(aws_eip.this) == 2
    error_message = "Each subnet needs a fixed address."
  }
}

run "transfers_are_logged_encrypted_for_a_year" {
  command = plan

  assert {
    condition     = aws_transfer_server.this.structured_log_destinations == toset(["arn:aws:logs:us-east-1:123456789012:log-group:/aws/transfer/labsecure-test:*"])
    error_message = "Transfers must be logged."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == var.log_kms_key_arn && aws_cloudwatch_log_group.this.retention_in_days == 365
    error_message = "The log must be encrypted and kept for a year."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_cloudwatch_log_resource_policy.this.policy_document).Statement :
      statement.Resource == "arn:aws:logs:us-east-1:123456789012:log-group:/aws/transfer/labsecure-test:log-stream:*"
      && try(statement.Condition.StringEquals["aws:SourceAccount"], null) == "123456789012"
    ])
    error_message = "Log delivery may write this log only."
  }
}

run "the_whole_internet_is_refused" {
  command         = plan
  expect_failures = [var.allowed_cidrs]

  variables {
    allowed_cidrs = ["0.0.0.0/0"]
  }
}

run "nobody_at_all_is_refused" {
  command         = plan
  expect_failures = [var.allowed_cidrs]

  variables {
    allowed_cidrs = []
  }
}

run "a_lab_id_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.labs]

  variables {
    labs = { "../LAB001" = { public_keys = [] } }
  }
}

run "a_private_key_is_refused" {
  command         = plan
  expect_failures = [var.labs]

  variables {
    labs = { LAB001 = { public_keys = ["-----BEGIN OPENSSH PRIVATE KEY-----"] } }
  }
}

run "a_key_given_twice_is_refused" {
  command         = plan
  expect_failures = [var.labs]

  variables {
    labs = { LAB001 = { public_keys = ["ssh-ed25519 AAAA", "ssh-ed25519 AAAA"] } }
  }
}

run "a_bucket_with_a_path_is_refused" {
  command         = plan
  expect_failures = [var.bucket_arn]

  variables {
    bucket_arn = "arn:aws:s3:::labsecure-test-drop/incoming"
  }
}

run "no_subnet_is_refused" {
  command         = plan
  expect_failures = [var.public_subnet_ids]

  variables {
    public_subnet_ids = []
  }
}

run "keys_that_are_none_are_refused" {
  command         = plan
  expect_failures = [var.kms_key_arn, var.log_kms_key_arn]

  variables {
    kms_key_arn     = ""
    log_kms_key_arn = ""
  }
}

run "logs_kept_for_a_month_are_refused" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 30
  }
}

run "a_name_in_capitals_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "LabSecure"
  }
}
