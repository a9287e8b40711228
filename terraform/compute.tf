# The services, each on its own machines, with its own settings and rights (iam.tf).

locals {
  # Every one of them is read at its service's start, and a changed one replaces the machines.
  common_settings = {
    AWS_REGION      = local.region
    RESOURCE_PREFIX = local.prefix
  }

  sign_in_settings = {
    OIDC_ISSUER   = module.identity.issuer
    OIDC_JWKS_URI = module.identity.jwks_uri
  }

  # The load balancer stands in the public subnets: what it says of a caller's address is believed, and nobody else.
  behind_load_balancer = { TRUSTED_PROXIES = join(",", module.network.public_subnet_cidrs) }

  service_settings = {
    ingest    = merge(local.common_settings, local.sign_in_settings, local.behind_load_balancer)
    processor = local.common_settings
    notify = merge(local.common_settings, {
      ADMIN_EMAIL = var.admin_email
      MAIL_FROM   = var.mail_from
      PORTAL_URL  = module.edge.url
    })
    report = merge(local.common_settings, local.sign_in_settings, {
      OIDC_CLIENT_IDS = module.identity.portal_client_id
    })
    portal = merge(local.common_settings, local.behind_load_balancer, {
      DOCUMENTS_ORIGIN = "https://${local.prefix}reports.s3.${local.region}.amazonaws.com"
      OIDC_CLIENT_ID   = module.identity.portal_client_id
      OIDC_ISSUER      = module.identity.issuer
      OIDC_LOGOUT_URL  = module.identity.logout_url
      PORTAL_URL       = module.edge.url
      REPORT_URL       = module.edge.url
    })
  }

  parameters_arn        = "arn:aws:ssm:${local.region}:${local.account_id}:parameter${local.parameter_root}"
  portal_parameters_arn = "${local.parameters_arn}/portal"
  service_secrets = {
    # Made by an operator (scripts/sealing-key.sh) and not here: whatever was sealed for a key is lost with it, so no plan
    # may be able to put another in its place.
    ingest = {
      arns     = { SEALING_KEY = "${local.parameters_arn}/ingest/SEALING_KEY" }
      revision = ""
    }
    portal = {
      arns = {
        OIDC_CLIENT_SECRET = "${local.portal_parameters_arn}/OIDC_CLIENT_SECRET"
        SESSION_SECRET     = "${local.portal_parameters_arn}/SESSION_SECRET"
      }
      revision = join(" ", [aws_ssm_parameter.client_secret.version, aws_ssm_parameter.session_secret.version])
    }
  }

  # Requests a minute for each instance, and messages that may wait for each: estimates, to be set by a load test on
  # machines of this kind.
  requests_per_target  = { ingest = 6000, report = 600, portal = 1500 }
  backlog_per_instance = { processor = 1500, notify = 300 }

  # What a worker and its machine call besides S3 and DynamoDB. With an endpoint for each, it needs no way to the internet;
  # web services do, because the login has no endpoint.
  worker_endpoints = {
    processor = ["autoscaling", "ecr.api", "ecr.dkr", "logs", "sqs", "ssm", "ssmmessages"]
    notify    = ["autoscaling", "ecr.api", "ecr.dkr", "email", "logs", "sqs", "ssm", "ssmmessages"]
  }
}

# Secrets go to Parameter Store and nowhere else: not into the plan, and those that are made here not into the state.
resource "aws_ssm_parameter" "client_secret" {
  name        = "${local.parameter_root}/portal/OIDC_CLIENT_SECRET"
  description = "The portal's secret at the login"
  type        = "SecureString"
  key_id      = module.key["data"].arn
  value_wo    = module.identity.portal_client_secret

  # A secret is not compared. A new client has a new secret, and its id tells it from the old one.
  value_wo_version = parseint(substr(sha256(module.identity.portal_client_id), 0, 7), 16)
}

resource "aws_ssm_parameter" "session_secret" {
  name        = "${local.parameter_root}/portal/SESSION_SECRET"
  description = "Signs the portal's cookies; one more in value_wo_version makes a new one, and everyone signs in again"
  type        = "SecureString"
  key_id      = module.key["data"].arn

  # Made anew in each run and kept by none: it is sent only when the version is another. 244 random bits.
  value_wo         = sha256("${uuid()}${uuid()}")
  value_wo_version = 1
}

module "service" {
  source   = "./modules/service"
  for_each = local.running_services

  name           = local.service_names[each.key]
  service        = each.key
  image          = var.images[each.key]
  repository_arn = aws_ecr_repository.service[each.key].arn
  port           = each.value.port
  instance_type  = local.instance_types[each.key]
  min_size       = local.capacity[each.key].min
  max_size       = local.capacity[each.key].max

  vpc_id     = module.network.vpc_id
  vpc_cidr   = module.network.cidr
  subnet_ids = module.network.private_subnet_ids
  prefix_list_ids = {
    dynamodb = module.network.dynamodb_prefix_list_id
    s3       = module.network.s3_prefix_list_id
  }
  internet_egress = each.value.web ? true : length(setsubtract(local.worker_endpoints[each.key], var.interface_endpoints)) > 0

  web                             = each.value.web
  load_balancer_security_group_id = each.value.web ? module.edge.security_group_id : null
  target_group_arn                = each.value.web ? module.edge.target_group_arns[each.key] : null

  scaling = {
    requests_per_target  = lookup(local.requests_per_target, each.key, null)
    resource_label       = each.value.web ? "${module.edge.load_balancer_arn_suffix}/${module.edge.target_group_arn_suffixes[each.key]}" : null
    queue_name           = each.value.web ? null : "${local.prefix}${each.value.queue}"
    backlog_per_instance = lookup(local.backlog_per_instance, each.key, null)
  }
  refresh_alarm_names = local.refresh_alarm_names[each.key]

  policies              = local.service_policies[each.key]
  parameter_path        = "${local.parameter_root}/${each.key}"
  settings              = local.service_settings[each.key]
  secret_parameter_arns = try(local.service_secrets[each.key].arns, {})
  revision              = try(local.service_secrets[each.key].revision, "")
  parameter_kms_key_arn = module.key["data"].arn

  log_kms_key_arn    = module.key["logs"].arn
  log_retention_days = var.log_retention_days
  volume_kms_key_arn = module.key["volumes"].arn
}
