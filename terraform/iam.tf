# What each service may do, statement by statement: the calls its code makes, on the resources it makes them on, and no
# other. `npm run check:terraform` compares this with the code. What machines need besides is in modules/service/role.tf.

locals {
  # By name and not from the resources, so that a plan shows the whole policy before anything exists.
  table_arns = { for name in keys(local.resources.tables) : name => "arn:aws:dynamodb:${local.region}:${local.account_id}:table/${local.prefix}${name}" }
  queue_arns = {
    for name in concat(keys(local.resources.queues), [for queue in values(local.resources.queues) : queue.deadLetterQueue]) :
    name => "arn:aws:sqs:${local.region}:${local.account_id}:${local.prefix}${name}"
  }
  mail_arns = [
    "arn:aws:ses:${local.region}:${local.account_id}:identity/${var.mail_domain}",
    "arn:aws:ses:${local.region}:${local.account_id}:configuration-set/${local.name}",
  ]

  # The keys open for a service only what it reads or writes through S3, DynamoDB or SQS; never on their own.
  through = { for service in ["dynamodb", "s3", "sqs"] : service => { StringEquals = { "kms:ViaService" = "${service}.${local.region}.amazonaws.com" } } }

  service_statements = {
    ingest = {
      buckets = [
        { Sid = "KeepSubmissions", Action = ["s3:PutObject"], Resource = ["${local.bucket_arns["raw"]}/raw/*"] },
        { Sid = "ProbeBucket", Action = ["s3:ListBucket"], Resource = [local.bucket_arns["raw"]] },
      ]
      queues = [
        { Sid = "Announce", Action = ["sqs:GetQueueUrl", "sqs:SendMessage"], Resource = [local.queue_arns["lab-results"]] },
      ]
      tables = [
        {
          Sid      = "RecordSubmissions"
          Action   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
          Resource = [local.table_arns["submissions"]]
        },
        { Sid = "FindOwnSubmissions", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["submissions"]}/index/by-lab"] },
        { Sid = "FindLab", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["labs"]] },
        { Sid = "FindLabByClient", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["labs"]}/index/by-client"] },
        { Sid = "Audit", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.table_arns["audit"]] },
      ]
      keys = [
        { Sid = "WriteObjects", Action = ["kms:GenerateDataKey"], Resource = [module.key["data"].arn], Condition = local.through.s3 },
        { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
        { Sid = "SendMessages", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key["messaging"].arn], Condition = local.through.sqs },
      ]
    }

    processor = {
      buckets = [
        { Sid = "ReadSubmissions", Action = ["s3:GetObject"], Resource = ["${local.bucket_arns["raw"]}/raw/*"] },
        { Sid = "ProbeBucket", Action = ["s3:ListBucket"], Resource = [local.bucket_arns["raw"]] },
      ]
      queues = [
        {
          Sid      = "Work"
          Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
          Resource = [local.queue_arns["lab-results"]]
        },
        { Sid = "SendAgain", Action = ["sqs:SendMessage"], Resource = [local.queue_arns["lab-results"]] },
        { Sid = "Park", Action = ["sqs:GetQueueUrl", "sqs:SendMessage"], Resource = [local.queue_arns["lab-results-dlq"]] },
        { Sid = "Announce", Action = ["sqs:GetQueueUrl", "sqs:SendMessage"], Resource = [local.queue_arns["notifications"]] },
      ]
      tables = [
        { Sid = "WriteVersions", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.table_arns["result-versions"]] },
        { Sid = "WriteResults", Action = ["dynamodb:PutItem"], Resource = [local.table_arns["results"]] },
        { Sid = "SettleSubmissions", Action = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], Resource = [local.table_arns["submissions"]] },
        { Sid = "FindStandingStill", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["submissions"]}/index/pending"] },
        { Sid = "FindPatient", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["patients"]] },
      ]
      keys = [
        { Sid = "ReadObjects", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.s3 },
        { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
        { Sid = "Messages", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key["messaging"].arn], Condition = local.through.sqs },
      ]
    }

    notify = {
      mail = [
        { Sid = "Send", Action = ["ses:SendEmail"], Resource = local.mail_arns, Condition = { StringEquals = { "ses:FromAddress" = var.mail_from } } },
      ]
      queues = [
        {
          Sid      = "Work"
          Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
          Resource = [local.queue_arns["notifications"]]
        },
        { Sid = "Park", Action = ["sqs:GetQueueUrl", "sqs:SendMessage"], Resource = [local.queue_arns["notifications-dlq"]] },
      ]
      tables = [
        { Sid = "RecordSending", Action = ["dynamodb:GetItem", "dynamodb:UpdateItem"], Resource = [local.table_arns["notifications"]] },
        { Sid = "FindContact", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["labs"], local.table_arns["patients"]] },
      ]
      keys = [
        { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
        { Sid = "Messages", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key["messaging"].arn], Condition = local.through.sqs },
      ]
    }

    report = {
      buckets = [
        { Sid = "KeepReports", Action = ["s3:GetObject", "s3:PutObject"], Resource = ["${local.bucket_arns["reports"]}/*"] },
        # Also because S3 says of a missing object that it is missing only to those who may list.
        { Sid = "ProbeBucket", Action = ["s3:ListBucket"], Resource = [local.bucket_arns["reports"]] },
      ]
      tables = [
        { Sid = "FindPatient", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["patients"]] },
        { Sid = "FindPatientByLogin", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["patients"]}/index/by-subject"] },
        { Sid = "ReadResult", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["results"]] },
        { Sid = "Audit", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.table_arns["audit"]] },
      ]
      keys = [
        { Sid = "Objects", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key["data"].arn], Condition = local.through.s3 },
        { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
      ]
    }

    portal = {
      tables = [
        { Sid = "Patient", Action = ["dynamodb:GetItem", "dynamodb:UpdateItem"], Resource = [local.table_arns["patients"]] },
        { Sid = "FindPatientByLogin", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["patients"]}/index/by-subject"] },
        { Sid = "ReadResult", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["results"]] },
        { Sid = "ListResults", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["results"]}/index/by-collected"] },
        { Sid = "ReadVersions", Action = ["dynamodb:Query"], Resource = [local.table_arns["result-versions"]] },
        { Sid = "ListPending", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["submissions"]}/index/pending-by-patient"] },
        { Sid = "Audit", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.table_arns["audit"]] },
        { Sid = "Sessions", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = [local.table_arns["sessions"]] },
      ]
      keys = [
        { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
      ]
    }
  }

  service_policies = {
    for service, topics in local.service_statements : service => {
      for topic, statements in topics : topic => jsonencode({
        Version   = "2012-10-17"
        Statement = [for statement in statements : merge({ Effect = "Allow" }, statement)]
      })
    }
  }
}
