# What data lies in, and the keys it lies under. Queues, buckets and tables are those of resources.json.

locals {
  # By name, so that a bucket, its queue and their key do not wait for each other.
  bucket_arns = { for name in keys(local.resources.buckets) : name => "arn:aws:s3:::${local.prefix}${name}" }

  # The buckets that tell a queue of new objects, by queue.
  event_sources = {
    for queue in keys(local.resources.queues) : queue => [
      for name, bucket in local.resources.buckets : local.bucket_arns[name] if try(bucket.events.queue, null) == queue
    ]
  }

  trail_name = "${local.prefix}audit"
  trail_arn  = "arn:aws:cloudtrail:${local.region}:${local.account_id}:trail/${local.trail_name}"

  auto_scaling_role_arn = "arn:aws:iam::${local.account_id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"

  # IAM is one side of each key: it lets our roles in. This is the other: services of AWS that come on their own.
  keys = {
    # S3, DynamoDB, ECR, Parameter Store and AWS Backup use this key with the rights of whoever asks them.
    data = {
      description = "Patients' data: buckets, tables, their backups, secrets and images."
      statements  = []
    }

    messaging = {
      description = "Queues and topics."
      statements = [
        {
          # Without it S3 drops its events, and says so to nobody.
          sid        = "FileDropEvents"
          principals = { Service = ["s3.amazonaws.com"] }
          actions    = ["kms:Decrypt", "kms:GenerateDataKey"]
          conditions = {
            ArnEquals    = { "aws:SourceArn" = flatten(values(local.event_sources)) }
            StringEquals = { "aws:SourceAccount" = [local.account_id] }
          }
        },
        {
          sid        = "Alarms"
          principals = { Service = ["cloudwatch.amazonaws.com"] }
          actions    = ["kms:Decrypt", "kms:GenerateDataKey*"]
          conditions = {
            ArnLike      = { "aws:SourceArn" = ["arn:aws:cloudwatch:${local.region}:${local.account_id}:alarm:${local.prefix}*"] }
            StringEquals = { "aws:SourceAccount" = [local.account_id] }
          }
        },
        {
          sid        = "MailEvents"
          principals = { Service = ["ses.amazonaws.com"] }
          actions    = ["kms:Decrypt", "kms:GenerateDataKey*"]
          conditions = { StringEquals = { "aws:SourceAccount" = [local.account_id] } }
        },
      ]
    }

    logs = {
      description = "Log groups and the audit trail."
      statements = [
        {
          # CloudWatch Logs names the log group in the encryption context, and nowhere else.
          sid        = "LogGroups"
          principals = { Service = ["logs.${local.region}.amazonaws.com"] }
          actions    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          conditions = {
            ArnLike = { "kms:EncryptionContext:aws:logs:arn" = ["arn:aws:logs:${local.region}:${local.account_id}:log-group:*"] }
          }
        },
        {
          sid        = "AuditTrail"
          principals = { Service = ["cloudtrail.amazonaws.com"] }
          actions    = ["kms:DescribeKey", "kms:GenerateDataKey*"]
          conditions = { StringEquals = { "aws:SourceArn" = [local.trail_arn] } }
        },
      ]
    }

    volumes = {
      description = "Disks of the instances."
      statements = [
        {
          # Auto Scaling starts instances with a role of its own, which no policy of ours reaches.
          sid        = "AutoScaling"
          principals = { AWS = [local.auto_scaling_role_arn] }
          actions    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        },
        {
          # EC2 keeps the disk readable through a grant; Auto Scaling may give one to services of AWS alone.
          sid        = "AutoScalingGrants"
          principals = { AWS = [local.auto_scaling_role_arn] }
          actions    = ["kms:CreateGrant"]
          conditions = { Bool = { "kms:GrantIsForAWSResource" = ["true"] } }
        },
      ]
    }
  }
}

module "key" {
  source   = "./modules/kms"
  for_each = local.keys

  name                 = "${local.prefix}${each.key}"
  description          = each.value.description
  statements           = each.value.statements
  deletion_window_days = var.deletion_protection ? 30 : 7
}

# Who asked for what: requests to the buckets and to the load balancer. Neither sender can use a key of ours.
module "log_bucket" {
  source = "./modules/bucket"

  name           = "${local.prefix}logs"
  s3_managed_key = true
  expire_days    = var.log_retention_days
  force_destroy  = !var.deletion_protection

  policy_statements = [
    {
      sid        = "BucketRequests"
      principals = { Service = ["logging.s3.amazonaws.com"] }
      actions    = ["s3:PutObject"]
      resources  = ["arn:aws:s3:::${local.prefix}logs/s3/*"]
      conditions = {
        ArnLike      = { "aws:SourceArn" = ["arn:aws:s3:::${local.prefix}*"] }
        StringEquals = { "aws:SourceAccount" = [local.account_id] }
      }
    },
    {
      # The load balancer names no source in its request. It can write into the folder of its own account only.
      sid        = "LoadBalancerRequests"
      principals = { Service = ["logdelivery.elasticloadbalancing.amazonaws.com"] }
      actions    = ["s3:PutObject"]
      resources  = ["arn:aws:s3:::${local.prefix}logs/load-balancer/AWSLogs/${local.account_id}/*"]
    },
  ]
}

module "bucket" {
  source   = "./modules/bucket"
  for_each = local.resources.buckets

  name              = "${local.prefix}${each.key}"
  kms_key_arn       = module.key["data"].arn
  access_log_bucket = module.log_bucket.name
  transitions       = [for step in each.value.lifecycle : { days = step.days, storage_class = step.storageClass }]
  force_destroy     = !var.deletion_protection

  events = contains(keys(each.value), "events") ? {
    queue_arn = module.queue[each.value.events.queue].arn
    prefixes  = each.value.events.prefixes
  } : null
}

module "queue" {
  source   = "./modules/queue"
  for_each = local.resources.queues

  name                       = "${local.prefix}${each.key}"
  dead_letter_name           = "${local.prefix}${each.value.deadLetterQueue}"
  visibility_timeout_seconds = each.value.visibilityTimeoutSeconds
  max_receives               = each.value.maxReceives
  retention_days             = each.value.retentionDays
  kms_key_arn                = module.key["messaging"].arn
  source_bucket_arns         = local.event_sources[each.key]
}

module "table" {
  source   = "./modules/table"
  for_each = local.resources.tables

  name          = "${local.prefix}${each.key}"
  partition_key = each.value.partitionKey
  sort_key      = try(each.value.sortKey, null)
  sort_key_type = try(each.value.sortKeyType, "S")
  indexes = {
    for name, index in try(each.value.indexes, {}) : name => {
      partition_key = index.partitionKey
      sort_key      = try(index.sortKey, null)
      include       = try(index.include, null)
    }
  }
  time_to_live        = try(each.value.timeToLive, null)
  kms_key_arn         = module.key["data"].arn
  deletion_protection = var.deletion_protection
}

# Every bucket, and every table but two: labs and sessions hold nothing about patients, and are read on every request.
module "audit" {
  source = "./modules/audit"

  name             = local.trail_name
  kms_key_arn      = module.key["logs"].arn
  log_bucket_name  = module.log_bucket.name
  data_bucket_arns = [for bucket in module.bucket : bucket.arn]
  data_table_arns  = [for name, table in module.table : table.arn if !contains(["labs", "sessions"], name)]

  # Nobody can take a lock off again, so an environment that may be torn down gets the shortest.
  lock_days     = var.deletion_protection ? var.log_retention_days : 1
  force_destroy = !var.deletion_protection
}

# Reports are rendered again from results, and sessions are gone by the next day.
module "backup" {
  source = "./modules/backup"

  name          = local.name
  kms_key_arn   = module.key["data"].arn
  table_arns    = [for name, table in module.table : table.arn if name != "sessions"]
  bucket_arns   = [for name, bucket in module.bucket : bucket.arn if name != "reports"]
  lock          = var.deletion_protection ? { min_days = 7 } : null
  force_destroy = !var.deletion_protection
}
