# Keys, buckets, queues, tables, audit and backups, as the root puts them together.
mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

override_resource {
  target          = module.key["data"].aws_kms_key.this
  override_during = plan
  values = {
    arn    = "arn:aws:kms:us-east-1:123456789012:key/11111111-0000-0000-0000-000000000000"
    key_id = "11111111-0000-0000-0000-000000000000"
  }
}

override_resource {
  target          = module.key["messaging"].aws_kms_key.this
  override_during = plan
  values = {
    arn    = "arn:aws:kms:us-east-1:123456789012:key/22222222-0000-0000-0000-000000000000"
    key_id = "22222222-0000-0000-0000-000000000000"
  }
}

override_resource {
  target          = module.key["logs"].aws_kms_key.this
  override_during = plan
  values = {
    arn    = "arn:aws:kms:us-east-1:123456789012:key/33333333-0000-0000-0000-000000000000"
    key_id = "33333333-0000-0000-0000-000000000000"
  }
}

override_resource {
  target          = module.key["volumes"].aws_kms_key.this
  override_during = plan
  values = {
    arn    = "arn:aws:kms:us-east-1:123456789012:key/44444444-0000-0000-0000-000000000000"
    key_id = "44444444-0000-0000-0000-000000000000"
  }
}

override_resource {
  target          = module.queue["lab-results"].aws_sqs_queue.this
  override_during = plan
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-lab-results"
  }
}

override_resource {
  target          = module.queue["notifications"].aws_sqs_queue.this
  override_during = plan
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-notifications"
  }
}

override_resource {
  target          = module.queue["file-drop"].aws_sqs_queue.this
  override_during = plan
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop"
  }
}

override_resource {
  target          = module.bucket["raw"].aws_s3_bucket.this
  override_during = plan
  values = {
    id  = "labsecure-test-raw"
    arn = "arn:aws:s3:::labsecure-test-raw"
  }
}

override_resource {
  target          = module.bucket["reports"].aws_s3_bucket.this
  override_during = plan
  values = {
    id  = "labsecure-test-reports"
    arn = "arn:aws:s3:::labsecure-test-reports"
  }
}

override_resource {
  target          = module.bucket["drop"].aws_s3_bucket.this
  override_during = plan
  values = {
    id  = "labsecure-test-drop"
    arn = "arn:aws:s3:::labsecure-test-drop"
  }
}

override_resource {
  target          = module.bucket["quarantine"].aws_s3_bucket.this
  override_during = plan
  values = {
    id  = "labsecure-test-quarantine"
    arn = "arn:aws:s3:::labsecure-test-quarantine"
  }
}

override_resource {
  target          = module.table["results"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results"
  }
}

override_resource {
  target          = module.table["result-versions"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-result-versions"
  }
}

override_resource {
  target          = module.table["submissions"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-submissions"
  }
}

override_resource {
  target          = module.table["patients"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-patients"
  }
}

override_resource {
  target          = module.table["labs"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-labs"
  }
}

override_resource {
  target          = module.table["notifications"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-notifications"
  }
}

override_resource {
  target          = module.table["audit"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-audit"
  }
}

override_resource {
  target          = module.table["sessions"].aws_dynamodb_table.this
  override_during = plan
  values = {
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-sessions"
  }
}

variables {
  environment    = "test"
  domain_name    = "results.example.com"
  hosted_zone_id = "Z0123456789EXAMPLE"
  zones          = ["us-east-1a", "us-east-1b"]
  mail_domain    = "results.example.com"
  mail_from      = "results@results.example.com"
  alarm_emails   = ["operations@example.com"]
  admin_email    = "operations@example.com"
  images         = {}
}

run "each_key_lets_in_the_services_it_is_for_and_no_other" {
  command = plan

  assert {
    condition     = [for statement in jsondecode(module.key["data"].policy).Statement : statement.Sid] == ["LetIamDecide"]
    error_message = "Patients' data must be under a key that no service of AWS can use on its own."
  }

  assert {
    condition = slice(jsondecode(module.key["messaging"].policy).Statement, 1, 4) == [
      {
        Sid       = "FileDropEvents"
        Effect    = "Allow"
        Principal = { Service = ["s3.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = ["arn:aws:s3:::labsecure-test-drop"] }
          StringEquals = { "aws:SourceAccount" = ["123456789012"] }
        }
      },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = ["cloudwatch.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          ArnLike      = { "aws:SourceArn" = ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:labsecure-test-*"] }
          StringEquals = { "aws:SourceAccount" = ["123456789012"] }
        }
      },
      {
        Sid       = "MailEvents"
        Effect    = "Allow"
        Principal = { Service = ["ses.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = ["123456789012"] } }
      },
    ]
    error_message = "S3 for the drop bucket, alarms of this environment and mail events of this account must reach queues and topics."
  }

  assert {
    condition = slice(jsondecode(module.key["logs"].policy).Statement, 1, 3) == [
      {
        Sid       = "LogGroups"
        Effect    = "Allow"
        Principal = { Service = ["logs.us-east-1.amazonaws.com"] }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = ["arn:aws:logs:us-east-1:123456789012:log-group:*"] } }
      },
      {
        Sid       = "AuditTrail"
        Effect    = "Allow"
        Principal = { Service = ["cloudtrail.amazonaws.com"] }
        Action    = ["kms:DescribeKey", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceArn" = ["arn:aws:cloudtrail:us-east-1:123456789012:trail/labsecure-test-audit"] } }
      },
    ]
    error_message = "CloudWatch Logs for our log groups and CloudTrail for our trail must be able to write."
  }

  assert {
    condition = slice(jsondecode(module.key["volumes"].policy).Statement, 1, 3) == [
      {
        Sid       = "AutoScaling"
        Effect    = "Allow"
        Principal = { AWS = ["arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"] }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
      },
      {
        Sid       = "AutoScalingGrants"
        Effect    = "Allow"
        Principal = { AWS = ["arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"] }
        Action    = ["kms:CreateGrant"]
        Resource  = "*"
        Condition = { Bool = { "kms:GrantIsForAWSResource" = ["true"] } }
      },
    ]
    error_message = "Auto Scaling must be able to start instances with encrypted disks."
  }

  assert {
    condition     = { for name, key in module.key : name => length(jsondecode(key.policy).Statement) } == { data = 1, messaging = 4, logs = 3, volumes = 3 }
    error_message = "No other statement may be in a key's policy."
  }

  assert {
    condition     = { for name, key in module.key : name => key.alias_name } == { for name in ["data", "messaging", "logs", "volumes"] : name => "alias/labsecure-test-${name}" }
    error_message = "Each key must be found by its alias."
  }
}

run "buckets_are_those_of_resources_json" {
  command = plan

  assert {
    condition     = { for name, bucket in module.bucket : name => bucket.name } == { for name in keys(local.resources.buckets) : name => "labsecure-test-${name}" }
    error_message = "There must be one bucket for each in resources.json, under the names that the services know."
  }

  assert {
    condition     = alltrue([for bucket in module.bucket : bucket.guards.kms_key_arn == module.key["data"].arn])
    error_message = "Every bucket must be encrypted under the data key."
  }

  assert {
    condition     = alltrue([for bucket in module.bucket : bucket.guards.access_log_bucket == "labsecure-test-logs"])
    error_message = "Requests to every bucket must be logged."
  }

  assert {
    condition     = module.bucket["raw"].guards.transitions == { "30" = "STANDARD_IA", "60" = "GLACIER", "182" = "DEEP_ARCHIVE" }
    error_message = "Raw objects must go to STANDARD_IA at 30 days, GLACIER at 60 and DEEP_ARCHIVE at 182."
  }

  # A patient waits for these: no class that takes hours to read.
  assert {
    condition     = alltrue([for name in ["reports", "drop", "quarantine"] : module.bucket[name].guards.transitions == { "30" = "STANDARD_IA", "182" = "GLACIER_IR" }])
    error_message = "Reports and documents must stay readable at once."
  }

  assert {
    condition     = alltrue([for bucket in module.bucket : bucket.guards.expire_days == null && bucket.guards.lock_days == null && !bucket.guards.force_destroy])
    error_message = "Patients' data must be kept for ever."
  }
}

run "new_files_are_told_to_the_file_drop_queue" {
  command = plan

  assert {
    condition = { for name, bucket in module.bucket : name => bucket.guards.events if length(bucket.guards.events) > 0 } == {
      drop = {
        "incoming/" = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop"
        "patients/" = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-file-drop"
      }
    }
    error_message = "New files in the drop bucket, and in no other, must be told to the file-drop queue."
  }

  assert {
    condition = {
      for name, queue in module.queue : name => [for statement in jsondecode(queue.guards.policy).Statement : statement.Condition.ArnEquals["aws:SourceArn"] if statement.Effect == "Allow"]
    } == { "file-drop" = [["arn:aws:s3:::labsecure-test-drop"]], "lab-results" = [], "notifications" = [] }
    error_message = "The file-drop queue must let the drop bucket in, and no queue anybody else."
  }
}

run "queues_are_those_of_resources_json" {
  command = plan

  assert {
    condition = {
      for name, queue in module.queue : name => [queue.name, queue.dead_letter_name, queue.guards.visibility_timeout_seconds, queue.guards.max_receives, queue.guards.retention_days]
      } == {
      for name, queue in local.resources.queues : name => ["labsecure-test-${name}", "labsecure-test-${queue.deadLetterQueue}", queue.visibilityTimeoutSeconds, queue.maxReceives, queue.retentionDays]
    }
    error_message = "There must be one queue for each in resources.json, with its settings."
  }

  assert {
    condition     = alltrue(flatten([for queue in module.queue : [for arn in queue.guards.kms_key_arns : arn == module.key["messaging"].arn]]))
    error_message = "Every queue must be encrypted under the messaging key."
  }
}

run "tables_are_those_of_resources_json" {
  command = plan

  assert {
    condition = {
      for name, table in module.table : name => jsonencode([table.name, table.guards.keys, table.guards.indexes, table.guards.time_to_live])
      } == {
      for name, table in local.resources.tables : name => jsonencode([
        "labsecure-test-${name}",
        compact([table.partitionKey, try(table.sortKey, "")]),
        { for index, about in try(table.indexes, {}) : index => { keys = compact([about.partitionKey, try(about.sortKey, "")]), include = sort(try(about.include, [])) } },
        try(table.timeToLive, null),
      ])
    }
    error_message = "There must be one table for each in resources.json, with its keys, indexes and time to live."
  }

  assert {
    condition     = module.table["audit"].guards.types["sequence"] == "N" && module.table["results"].guards.types["result_id"] == "S"
    error_message = "The sort key must have the type of resources.json."
  }

  assert {
    condition     = alltrue([for table in module.table : table.guards.kms_key_arn == module.key["data"].arn && table.guards.deletion_protection])
    error_message = "Every table must be encrypted under the data key and protected against deletion."
  }
}

run "only_the_senders_of_logs_write_into_the_log_bucket" {
  command = plan

  assert {
    condition = [
      for statement in jsondecode(module.log_bucket.guards.policy).Statement : [statement.Principal.Service[0], statement.Action[0], statement.Resource[0]] if statement.Effect == "Allow"
      ] == [
      ["logging.s3.amazonaws.com", "s3:PutObject", "arn:aws:s3:::labsecure-test-logs/s3/*"],
      ["logdelivery.elasticloadbalancing.amazonaws.com", "s3:PutObject", "arn:aws:s3:::labsecure-test-logs/load-balancer/AWSLogs/123456789012/*"],
    ]
    error_message = "S3 and the load balancer alone may write logs, each into its own folder."
  }

  assert {
    condition = jsondecode(module.log_bucket.guards.policy).Statement[1].Condition == {
      ArnLike      = { "aws:SourceArn" = ["arn:aws:s3:::labsecure-test-*"] }
      StringEquals = { "aws:SourceAccount" = ["123456789012"] }
    }
    error_message = "S3 may log for buckets of this environment only."
  }

  assert {
    condition     = module.log_bucket.guards.expire_days == 365 && module.log_bucket.guards.kms_key_arn == null
    error_message = "Logs must go after a year, and lie under S3's own key, the only one the load balancer can use."
  }
}

run "access_to_patient_data_is_recorded_where_nobody_can_delete_it" {
  command = plan

  assert {
    condition = module.audit.guards.recorded == sort(concat(
      [for name in ["drop", "quarantine", "raw", "reports"] : "arn:aws:s3:::labsecure-test-${name}/"],
      [for name in ["audit", "notifications", "patients", "result-versions", "results", "submissions"] : "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-${name}"],
    ))
    error_message = "Every bucket and every table with patients' data must be recorded."
  }

  assert {
    condition     = module.audit.guards.lock_days == 365 && !module.audit.guards.force_destroy
    error_message = "Records must be locked for as long as logs are kept."
  }

  assert {
    condition     = module.audit.guards.kms_key_arn == module.key["logs"].arn && module.audit.guards.access_log_bucket == "labsecure-test-logs" && module.audit.bucket_name == "labsecure-test-audit"
    error_message = "Records must be encrypted under the logs key, in a bucket whose readers are logged."
  }
}

run "what_cannot_be_made_again_is_backed_up" {
  command = plan

  assert {
    condition = module.backup.guards.resources == sort(concat(
      [for name in ["drop", "quarantine", "raw"] : "arn:aws:s3:::labsecure-test-${name}"],
      [for name in ["audit", "labs", "notifications", "patients", "result-versions", "results", "submissions"] : "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-${name}"],
    ))
    error_message = "Every table but sessions, and every bucket but reports, must be backed up."
  }

  assert {
    condition     = module.backup.guards.kms_key_arn == module.key["data"].arn && module.backup.guards.lock_days == 7 && !module.backup.guards.force_destroy
    error_message = "Backups must be encrypted under the data key and locked for a week."
  }
}

run "an_environment_can_be_torn_down_when_told_so" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition = alltrue(concat(
      [for table in module.table : !table.guards.deletion_protection],
      [for bucket in module.bucket : bucket.guards.force_destroy],
      [module.log_bucket.guards.force_destroy, module.audit.guards.force_destroy, module.backup.guards.force_destroy],
    ))
    error_message = "Without deletion protection nothing may be left that stops a destroy."
  }

  assert {
    condition     = module.audit.guards.lock_days == 1 && module.backup.guards.lock_days == null
    error_message = "Without deletion protection locks must be as short as can be."
  }
}
