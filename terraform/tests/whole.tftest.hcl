# The services and what is around them, as the root puts them together.
mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

# Told apart from the other keys.
override_resource {
  target          = module.key["data"].aws_kms_key.this
  override_during = plan
  values = {
    arn    = "arn:aws:kms:us-east-1:123456789012:key/11111111-0000-0000-0000-000000000000"
    key_id = "11111111-0000-0000-0000-000000000000"
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
  admin_email    = "admin@example.com"
  labs           = { LAB001 = { name = "Example Laboratory" } }
  images = {
    for service in ["ingest", "notify", "portal", "processor", "report"] :
    service => "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-${service}@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  }
}

run "five_services_each_with_its_own_image_group_and_role" {
  command = plan

  assert {
    condition     = { for name, service in module.service : name => [service.role_name, service.autoscaling_group_name] } == { for name in ["ingest", "notify", "portal", "processor", "report"] : name => ["labsecure-test-${name}", "labsecure-test-${name}"] }
    error_message = "Each service must have a role and an Auto Scaling group of its own."
  }

  assert {
    condition     = alltrue([for name, service in module.service : strcontains(service.user_data, var.images[name])])
    error_message = "Each service's machines must run its image, by digest."
  }

  assert {
    condition     = { for name, repository in aws_ecr_repository.service : name => [repository.name, repository.image_tag_mutability] } == { for name in ["ingest", "notify", "portal", "processor", "report"] : name => ["labsecure-test-${name}", "IMMUTABLE"] }
    error_message = "Each service must have a repository whose tags never come to mean another image."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.service : repository.image_scanning_configuration[0].scan_on_push && repository.encryption_configuration[0].kms_key == module.key["data"].arn && !repository.force_delete])
    error_message = "Images must be scanned, encrypted with our key, and not be deleted along."
  }
}

run "the_gates_of_a_roll_out_are_alarms_that_exist" {
  command = plan

  assert {
    condition     = length(setsubtract(flatten(values(local.refresh_alarm_names)), flatten(values(module.observability.alarm_names)))) == 0
    error_message = "A service is gated on an alarm that nobody makes: its roll-out would fail, or be gated on nothing."
  }

  assert {
    condition     = { for name, alarms in local.refresh_alarm_names : name => length(alarms) } == { ingest = 3, notify = 1, portal = 2, processor = 1, report = 2 }
    error_message = "Each roll-out must be gated."
  }
}

run "nobody_may_do_everything" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for policies in local.service_policies : [
        for policy in values(policies) : [
          for statement in jsondecode(policy).Statement : [
            !anytrue([for action in flatten([statement.Action]) : strcontains(action, "*")]),
            !contains(flatten([statement.Resource]), "*"),
          ]
        ]
      ]
    ]))
    error_message = "A service's policies must name each action and each resource."
  }

  # What stands on the left is done by whoever stands on the right, and by nobody else.
  assert {
    condition = {
      for deed, about in {
        write_results  = ["dynamodb:PutItem", local.table_arns["results"]]
        write_versions = ["dynamodb:PutItem", local.table_arns["result-versions"]]
        keep_bytes     = ["s3:PutObject", "${local.bucket_arns["raw"]}/raw/*"]
        read_bytes     = ["s3:GetObject", "${local.bucket_arns["raw"]}/raw/*"]
        take_results   = ["sqs:ReceiveMessage", local.queue_arns["lab-results"]]
        write_e_mails  = ["ses:SendEmail", local.mail_arns[0]]
        keep_sessions  = ["dynamodb:PutItem", local.table_arns["sessions"]]
        take_files     = ["s3:DeleteObjectVersion", "${local.bucket_arns["drop"]}/incoming/*"]
        hear_of_files  = ["sqs:ReceiveMessage", local.queue_arns["file-drop"]]
        } : deed => join(" ", [
          for service, policies in local.service_policies : service if anytrue(flatten([
            for policy in values(policies) : [
              for statement in jsondecode(policy).Statement : contains(flatten([statement.Action]), about[0]) && contains(flatten([statement.Resource]), about[1])
            ]
          ]))
      ])
      } == {
      write_results  = "processor"
      write_versions = "processor"
      keep_bytes     = "ingest"
      read_bytes     = "processor"
      take_results   = "processor"
      write_e_mails  = "notify"
      keep_sessions  = "portal"
      take_files     = "ingest"
      hear_of_files  = "ingest"
    }
    error_message = "Roles must stay apart: somebody can do what is another's to do, or cannot do what is theirs."
  }
}

run "what_labs_put_is_taken_and_what_was_taken_stays" {
  command = plan

  # Of what S3 does not tell the queue, nothing may be read or deleted.
  assert {
    condition = toset(flatten([
      for statement in local.service_statements.ingest.buckets : statement.Resource
      if length(setintersection(statement.Action, ["s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:DeleteObjectVersion"])) > 0
    ])) == toset(["arn:aws:s3:::labsecure-test-drop/incoming/*", "arn:aws:s3:::labsecure-test-drop/patients/*"])
    error_message = "Ingest must be able to take away what it is told of, and nothing else."
  }
}

run "the_key_of_sealed_files_is_read_by_ingest_and_made_by_nobody_here" {
  command = plan

  assert {
    condition     = local.service_secrets.ingest.arns == { SEALING_KEY = "arn:aws:ssm:us-east-1:123456789012:parameter/labsecure/test/ingest/SEALING_KEY" }
    error_message = "Ingest must be able to read the key that scripts/sealing-key.sh puts there."
  }

  assert {
    condition     = !contains(keys(local.service_settings.ingest), "SEALING_KEY") && length(regexall("SEALING_KEY", join(" ", [aws_ssm_parameter.client_secret.name, aws_ssm_parameter.session_secret.name]))) == 0
    error_message = "A plan must not be able to put another key in place of the one that files were sealed for."
  }
}

run "operators_reach_the_two_registries_and_what_waits_and_no_result" {
  command = plan

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_policy.operators.policy).Statement : [
        for resource in statement.Resource : element(split("/", resource), 1) if startswith(resource, "arn:aws:dynamodb:")
      ]
    ])) == toset([for table in ["audit", "labs", "patients", "submissions"] : "labsecure-test-${table}"])
    error_message = "Operators' commands must reach their tables, and neither results nor their versions."
  }

  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_policy.operators.policy).Statement : [
        for action in statement.Action : !strcontains(action, "*") && !startswith(action, "s3:") && !strcontains(action, "Delete")
      ]
    ]))
    error_message = "Operators' commands read no object and delete nothing."
  }

  assert {
    condition     = length(aws_iam_policy.operators.policy) <= 6144
    error_message = "IAM takes policies of up to 6,144 characters."
  }
}

run "without_a_repository_there_is_no_way_in_for_a_pipeline" {
  command = plan

  assert {
    condition     = length(aws_iam_role.github) == 0 && length(aws_iam_policy.github) == 0 && length(aws_iam_openid_connect_provider.github) == 0
    error_message = "No role for workflows must be made unless a repository is named."
  }
}

run "a_pipeline_signs_in_as_itself_and_may_only_roll_out" {
  command = plan

  variables {
    github_repository = "example/labsecure"
    state_bucket      = "labsecure-state-123456789012"
  }

  assert {
    condition = {
      for name, role in aws_iam_role.github : name => jsondecode(role.assume_role_policy).Statement[0].Condition
      } == {
      for name, subject in { plan = "repo:example/labsecure:ref:refs/heads/main", deploy = "repo:example/labsecure:environment:test" } : name => {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = subject
        }
      }
    }
    error_message = "Only the main branch may look, and only runs of this environment may deploy."
  }

  assert {
    condition = alltrue([
      for role in aws_iam_role.github : jsondecode(role.assume_role_policy).Statement[0].Principal.Federated == aws_iam_openid_connect_provider.github[0].arn
    ])
    error_message = "Only GitHub's tokens may be taken."
  }

  assert {
    condition     = join(" ", sort(keys(aws_iam_role_policy_attachment.github))) == "deploy/look deploy/look-further deploy/roll-out deploy/state plan/look plan/look-further"
    error_message = "The role that plans must have the two policies for looking, the one that deploys all four."
  }

  # What a pipeline must never be able to do, whoever has taken it over.
  assert {
    condition = length(setintersection(
      flatten([for policy in aws_iam_policy.github : [for statement in jsondecode(policy.policy).Statement : statement.Action]]),
      [
        "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:DeleteTable", "dynamodb:UpdateTable",
        "iam:AttachRolePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:UpdateAssumeRolePolicy",
        "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "s3:DeleteBucket", "s3:PutBucketPolicy", "sqs:ReceiveMessage", "ssm:PutParameter",
      ],
    )) == 0
    error_message = "The pipeline's roles must not reach data, keys, roles or settings."
  }

  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_policy.github : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in flatten([statement.Action]) : !endswith(action, ":*") && action != "*"
        ]
      ]
    ]))
    error_message = "No policy may allow all actions of a service."
  }

  # Objects can be read from the state alone, and be written there alone.
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_policy.github : [
        for statement in jsondecode(policy.policy).Statement : [
          for resource in flatten([statement.Resource]) : startswith(resource, "arn:aws:s3:::labsecure-state-123456789012/test/terraform.tfstate")
        ] if length(setintersection(flatten([statement.Action]), ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"])) > 0
      ]
    ]))
    error_message = "The pipeline must not read or write any object but the state and its lock."
  }

  # For keys: only through what is named in the encryption context.
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_policy.github : [
        for statement in jsondecode(policy.policy).Statement : length(try(statement.Condition.StringLike, {})) > 0
        if length(setintersection(flatten([statement.Action]), ["kms:Decrypt", "kms:GenerateDataKey"])) > 0
      ]
    ]))
    error_message = "The pipeline may use keys for settings and the state only."
  }

  assert {
    condition     = alltrue([for policy in aws_iam_policy.github : length(replace(policy.policy, "/\\s/", "")) <= 6144])
    error_message = "IAM takes policies of up to 6,144 characters."
  }
}

run "an_identity_provider_that_is_there_is_not_made_again" {
  command = plan

  variables {
    github_repository        = "example/labsecure"
    state_bucket             = "labsecure-state-123456789012"
    github_oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0 && jsondecode(aws_iam_role.github["deploy"].assume_role_policy).Statement[0].Principal.Federated == var.github_oidc_provider_arn
    error_message = "AWS allows one identity provider of GitHub per account."
  }
}

run "before_the_first_image_all_but_the_services_is_there" {
  command = plan

  variables {
    images = {}
  }

  assert {
    condition     = length(module.service) == 0 && length(aws_ecr_repository.service) == 5 && length(module.queue) == 3 && module.edge.url == "https://results.example.com"
    error_message = "The first apply must make the registry, and everything else but the services."
  }
}

run "what_an_operator_needs_is_put_out" {
  command = plan

  variables {
    sftp_enabled       = true
    sftp_allowed_cidrs = ["203.0.113.0/24"]
  }

  assert {
    condition     = output.portal_url == "https://results.example.com" && output.api_url == "https://results.example.com/api/v1"
    error_message = "The addresses of portal and API must be put out."
  }

  assert {
    condition     = keys(output.lab_client_ids) == ["LAB001"] && issensitive(output.lab_client_secrets)
    error_message = "Each lab's client must be put out, its secret hidden."
  }

  assert {
    condition     = toset(keys(output.queue_urls)) == toset(keys(local.resources.queues)) && toset(values(output.bucket_names)) == toset([for name in keys(local.resources.buckets) : "labsecure-test-${name}"]) && length(output.autoscaling_group_names) == 5
    error_message = "Queues, buckets and groups must be put out."
  }

  assert {
    condition     = output.sftp_endpoint != null
    error_message = "Where SFTP is on, its address must be put out."
  }
}
