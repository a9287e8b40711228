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
        # In the drop bucket also because S3 says of a missing object that it is missing only to those who may list.
        { Sid = "ProbeBuckets", Action = ["s3:ListBucket"], Resource = [local.bucket_arns["drop"], local.bucket_arns["raw"]] },
        {
          # The very version that an event spoke of, so that a file put in its place meanwhile stays.
          Sid      = "TakeFilesIn"
          Action   = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:GetObjectVersion"]
          Resource = [for prefix in local.resources.buckets["drop"].events.prefixes : "${local.bucket_arns["drop"]}/${prefix}*"]
        },
        {
          Sid      = "KeepFiles"
          Action   = ["s3:AbortMultipartUpload", "s3:PutObject"]
          Resource = ["${local.bucket_arns["drop"]}/accepted/*", "${local.bucket_arns["drop"]}/processed/*"]
        },
        # By the addresses that it signs for labs; it puts nothing there itself.
        { Sid = "LetLabsUpload", Action = ["s3:PutObject"], Resource = ["${local.bucket_arns["drop"]}/incoming/*"] },
        { Sid = "Quarantine", Action = ["s3:PutObject"], Resource = ["${local.bucket_arns["quarantine"]}/*"] },
      ]
      queues = [
        {
          Sid      = "Work"
          Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
          Resource = [local.queue_arns["file-drop"]]
        },
        { Sid = "AnnounceAgain", Action = ["sqs:SendMessage"], Resource = [local.queue_arns["file-drop"]] },
        { Sid = "Park", Action = ["sqs:GetQueueUrl", "sqs:SendMessage"], Resource = [local.queue_arns["file-drop-dlq"]] },
        {
          Sid      = "Announce"
          Action   = ["sqs:GetQueueUrl", "sqs:SendMessage"]
          Resource = [local.queue_arns["lab-results"], local.queue_arns["notifications"]]
        },
      ]
      tables = [
        {
          Sid      = "RecordSubmissions"
          Action   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
          Resource = [local.table_arns["submissions"]]
        },
        { Sid = "FindOwnSubmissions", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["submissions"]}/index/by-lab"] },
        { Sid = "FindLab", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["labs"]] },
        { Sid = "RegisterPatients", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], Resource = [local.table_arns["patients"]] },
        { Sid = "FindLabByClient", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["labs"]}/index/by-client"] },
        { Sid = "Audit", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.table_arns["audit"]] },
      ]
      keys = [
        { Sid = "Objects", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key["data"].arn], Condition = local.through.s3 },
        { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
        { Sid = "Messages", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key["messaging"].arn], Condition = local.through.sqs },
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
        {
          Sid      = "SettleSubmissions"
          Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
          Resource = [local.table_arns["submissions"]]
        },
        { Sid = "FindStandingStill", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["submissions"]}/index/pending"] },
        # Whoever is like nobody registered is registered, until a registry says more of them.
        { Sid = "KnowPatients", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], Resource = [local.table_arns["patients"]] },
        {
          Sid      = "FindPatientsAlike"
          Action   = ["dynamodb:Query"]
          Resource = [for index in ["by-birth-date", "by-name", "by-record-number"] : "${local.table_arns["patients"]}/index/${index}"]
        },
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
        { Sid = "ReadWhosePendingItIs", Action = ["dynamodb:GetItem"], Resource = [local.table_arns["submissions"]] },
        { Sid = "Audit", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.table_arns["audit"]] },
        { Sid = "Sessions", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = [local.table_arns["sessions"]] },
      ]
      keys = [
        { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
      ]
    }
  }

  # People with `labsecure labs` and `labsecure reviews`, each under their own name.
  operator_statements = [
    { Sid = "Labs", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan", "dynamodb:UpdateItem"], Resource = [local.table_arns["labs"]] },
    { Sid = "FindLabByClient", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["labs"]}/index/by-client"] },
    { Sid = "FindHeld", Action = ["dynamodb:Query"], Resource = ["${local.table_arns["submissions"]}/index/pending"] },
    { Sid = "Decide", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], Resource = [local.table_arns["submissions"]] },
    { Sid = "LinkPatients", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = [local.table_arns["patients"]] },
    { Sid = "Audit", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.table_arns["audit"]] },
    { Sid = "SendAgain", Action = ["sqs:GetQueueUrl", "sqs:SendMessage"], Resource = [local.queue_arns["lab-results"]] },
    { Sid = "OpenTables", Action = ["kms:Decrypt"], Resource = [module.key["data"].arn], Condition = local.through.dynamodb },
    { Sid = "Messages", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key["messaging"].arn], Condition = local.through.sqs },
  ]

  service_policies = {
    for service, topics in local.service_statements : service => {
      for topic, statements in topics : topic => jsonencode({
        Version   = "2012-10-17"
        Statement = [for statement in statements : merge({ Effect = "Allow" }, statement)]
      })
    }
  }
}

# Attached to nobody here: whoever runs this environment gives it to the roles that its operators sign in with.
resource "aws_iam_policy" "operators" {
  name        = "${local.prefix}operators"
  description = "What the operators' commands call: the registry of labs, and results that wait for somebody to say whose they are"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in local.operator_statements : merge({ Effect = "Allow" }, statement)]
  })
}
