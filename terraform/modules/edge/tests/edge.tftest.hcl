mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_lb" {
    defaults = {
      arn      = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/labsecure-test/0123456789abcdef"
      dns_name = "labsecure-test-1.us-east-1.elb.amazonaws.com"
      zone_id  = "Z35SXDOTRQ7X7K"
    }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
      domain_validation_options = [{
        domain_name           = "results.example.com"
        resource_record_name  = "_proof.results.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_proof.acm-validations.aws."
      }]
    }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-labsecure-test" }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/labsecure-test/11111111-2222-3333-4444-555555555555" }
  }
}

override_resource {
  target          = aws_lb_target_group.this["ingest"]
  override_during = plan
  values          = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/ingest/0123456789abcdef" }
}

override_resource {
  target          = aws_lb_target_group.this["report"]
  override_during = plan
  values          = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/report/0123456789abcdef" }
}

override_resource {
  target          = aws_lb_target_group.this["portal"]
  override_during = plan
  values          = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/portal/0123456789abcdef" }
}

variables {
  name              = "labsecure-test"
  vpc_id            = "vpc-11111111"
  public_subnet_ids = ["subnet-11111111", "subnet-22222222"]
  domain_name       = "results.example.com"
  hosted_zone_id    = "Z0123456789ABCDEFGHIJ"
  log_bucket_name   = "labsecure-test-logs"
  log_kms_key_arn   = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  services = {
    ingest = {
      port     = 8080
      priority = 100
      labs     = true
      path_patterns = [
        "/api/v1/ingest*", "/api/v1/status/*", "/api/v1/health", "/api/v1/openapi.json", "/api/v1/docs*", "/api/v1/validate",
        "/api/v1/submissions*",
      ]
    }
    report = { port = 8081, priority = 200, path_patterns = ["/api/v1/results/*/report"] }
    portal = { port = 8082, priority = 300, path_patterns = [] }
  }
}

run "only_tls_and_nothing_in_the_clear" {
  command = plan

  assert {
    condition     = aws_lb_listener.https.protocol == "HTTPS" && aws_lb_listener.https.port == 443 && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
    error_message = "The listener must speak TLS 1.3, and 1.2 with strong ciphers only."
  }

  assert {
    condition     = aws_lb_listener.https.certificate_arn == aws_acm_certificate.this.arn && aws_acm_certificate_validation.this.certificate_arn == aws_acm_certificate.this.arn
    error_message = "The listener must show the domain's certificate."
  }

  assert {
    condition = (
      aws_lb_listener.http.port == 80
      && aws_lb_listener.http.default_action[0].type == "redirect"
      && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS"
      && aws_lb_listener.http.default_action[0].redirect[0].status_code == "HTTP_301"
    )
    error_message = "HTTP must do nothing but send on to HTTPS."
  }

  assert {
    condition     = aws_acm_certificate.this.domain_name == var.domain_name && aws_acm_certificate.this.validation_method == "DNS" && aws_route53_record.certificate.name == "_proof.results.example.com." && aws_route53_record.certificate.zone_id == var.hosted_zone_id
    error_message = "The certificate must be for the domain and proven in its zone."
  }
}

run "the_load_balancer_is_careful" {
  command = plan

  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.desync_mitigation_mode == "defensive"
    error_message = "Invalid headers must be dropped and request smuggling defended against."
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection
    error_message = "The load balancer must be protected from deletion unless said otherwise."
  }

  assert {
    condition     = aws_lb.this.access_logs[0].enabled && aws_lb.this.access_logs[0].bucket == "labsecure-test-logs"
    error_message = "Access must be logged."
  }

  assert {
    condition     = aws_lb.this.idle_timeout == 300
    error_message = "A large body must have as long to be read as ingest itself waits, and less than services keep a connection (305 s)."
  }

  assert {
    condition     = aws_lb.this.xff_header_processing_mode == "append"
    error_message = "Services take the caller's address from what the load balancer appends."
  }

  assert {
    condition     = toset([aws_vpc_security_group_ingress_rule.https.from_port, aws_vpc_security_group_ingress_rule.http.to_port]) == toset([443, 80]) && aws_vpc_security_group_ingress_rule.https.to_port == 443 && aws_vpc_security_group_ingress_rule.http.from_port == 80
    error_message = "The load balancer answers on 443 and 80 only."
  }

  assert {
    condition     = aws_route53_record.this.name == "results.example.com" && aws_route53_record.this.alias[0].name == aws_lb.this.dns_name && output.url == "https://results.example.com"
    error_message = "The domain must lead to the load balancer."
  }
}

run "paths_lead_to_their_service_and_all_others_to_the_portal" {
  command = plan

  assert {
    condition     = endswith(aws_lb_listener.https.default_action[0].target_group_arn, "targetgroup/portal/0123456789abcdef")
    error_message = "What no rule takes must go to the portal."
  }

  assert {
    condition = toset(flatten([
      for rule in aws_lb_listener_rule.paths : [for condition in rule.condition : [for pattern in condition.path_pattern : pattern.values]]
      if endswith(rule.action[0].target_group_arn, "targetgroup/ingest/0123456789abcdef")
    ])) == toset(var.services.ingest.path_patterns)
    error_message = "Every path of ingest must lead to ingest."
  }

  assert {
    condition = toset(flatten([
      for rule in aws_lb_listener_rule.paths : [for condition in rule.condition : [for pattern in condition.path_pattern : pattern.values]]
      if endswith(rule.action[0].target_group_arn, "targetgroup/report/0123456789abcdef")
    ])) == toset(["/api/v1/results/*/report"])
    error_message = "Reports must come from the report service."
  }

  assert {
    condition = alltrue(flatten([
      for rule in aws_lb_listener_rule.paths : [for condition in rule.condition : [for pattern in condition.path_pattern : length(pattern.values) <= 5]]
    ]))
    error_message = "A rule takes at most five values."
  }

  assert {
    condition     = length(distinct([for rule in aws_lb_listener_rule.paths : rule.priority])) == length(aws_lb_listener_rule.paths)
    error_message = "Each rule needs a priority of its own."
  }
}

run "only_ready_instances_get_requests" {
  command = plan

  assert {
    condition = alltrue([
      for name, group in aws_lb_target_group.this :
      group.health_check[0].path == "/ready" && group.health_check[0].matcher == "200" && group.port == var.services[name].port
    ])
    error_message = "Targets must be asked whether they are ready, on the service's port."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : group.deregistration_delay == "30" && group.target_type == "instance"])
    error_message = "An instance that goes must have 30 seconds to finish."
  }
}

run "the_firewall_stands_in_front" {
  command = plan

  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == aws_lb.this.arn && aws_wafv2_web_acl_association.this.web_acl_arn == aws_wafv2_web_acl.this.arn
    error_message = "The firewall must be on the load balancer."
  }

  assert {
    condition = toset(flatten([
      for rule in aws_wafv2_web_acl.this.rule : [for statement in rule.statement : [for group in statement.managed_rule_group_statement : group.name]]
      if length(rule.override_action) == 1 && try(length(one(rule.override_action).none) == 1, false)
    ])) == toset(["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"])
    error_message = "Reputation, known bad inputs and common rules must all be there and in force."
  }

  assert {
    condition     = length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.priority])) == length(aws_wafv2_web_acl.this.rule)
    error_message = "Each rule needs a priority of its own."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : !one(rule.visibility_config).sampled_requests_enabled]) && !one(aws_wafv2_web_acl.this.visibility_config).sampled_requests_enabled
    error_message = "Samples would show tokens and cookies."
  }
}

run "large_bodies_pass_on_the_labs_paths_only" {
  command = plan

  assert {
    condition = toset(flatten([
      for rule in aws_wafv2_web_acl.this.rule : [
        for override in one(one(rule.statement).managed_rule_group_statement).rule_action_override :
        override.name if length(one(override.action_to_use).count) == 1
      ] if rule.name == "common"
    ])) == toset(["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY", "NoUserAgent_HEADER"])
    error_message = "The rules that labs' software trips must be counted, and no others."
  }

  assert {
    condition = one([
      for rule in aws_wafv2_web_acl.this.rule : alltrue([
        length(one(rule.action).block) == 1,
        rule.priority > one([for common in aws_wafv2_web_acl.this.rule : common.priority if common.name == "common"]),
        anytrue([
          for part in one(one(rule.statement).and_statement).statement :
          try(one(part.label_match_statement).key == "awswaf:managed:aws:core-rule-set:" && one(part.label_match_statement).scope == "NAMESPACE", false)
        ]),
        anytrue([
          for part in one(one(rule.statement).and_statement).statement :
          try(one(one(one(part.not_statement).statement).regex_match_statement).regex_string == local.lab_paths, false)
        ]),
      ]) if rule.name == "common-elsewhere"
    ])
    error_message = "What was counted must be blocked afterwards, everywhere but on the labs' paths."
  }

  assert {
    condition = alltrue([
      for path in ["/api/v1/ingest", "/api/v1/ingest/batch", "/api/v1/status/1", "/api/v1/openapi.json", "/api/v1/submissions?x"] :
      can(regex(local.lab_paths, path))
    ])
    error_message = "The labs' paths must be known as such."
  }

  assert {
    condition = alltrue([
      for path in ["/", "/results", "/login", "/api/v1/results/1/report", "/x/api/v1/ingest", "/api/v1/openapi-json", "/api/v1/health/x"] :
      !can(regex(local.lab_paths, path))
    ])
    error_message = "No other path may pass for the labs'."
  }
}

run "nobody_can_knock_too_often" {
  command = plan

  assert {
    condition = toset([
      for rule in aws_wafv2_web_acl.this.rule : one(one(rule.statement).rate_based_statement).limit
      if length(one(rule.statement).rate_based_statement) == 1 && try(one(one(one(rule.action).block).custom_response).response_code == 429, false)
    ]) == toset([2000, 60000])
    error_message = "Requests of people and of software must be limited by address, with 429."
  }

  assert {
    condition     = can(regex(local.api_paths, "/api/v1/ingest")) && can(regex(local.api_paths, "/api/v1/results/1/report")) && !can(regex(local.api_paths, "/login"))
    error_message = "Everything but the portal's pages is called by software."
  }

  assert {
    condition = (
      one([for rule in aws_wafv2_web_acl.this.rule : one(one(one(one(one(one(rule.statement).rate_based_statement).scope_down_statement).not_statement).statement).regex_match_statement).regex_string if rule.name == "rate-people"]) == local.api_paths
      && one([for rule in aws_wafv2_web_acl.this.rule : one(one(one(one(rule.statement).rate_based_statement).scope_down_statement).regex_match_statement).regex_string if rule.name == "rate-software"]) == local.api_paths
    )
    error_message = "One limit is for the paths that software calls, the other for all the rest."
  }
}

run "the_firewalls_log_is_encrypted_and_holds_no_secrets" {
  command = plan

  assert {
    condition     = startswith(aws_cloudwatch_log_group.waf.name, "aws-waf-logs-") && aws_cloudwatch_log_group.waf.kms_key_id == var.log_kms_key_arn && aws_cloudwatch_log_group.waf.retention_in_days == 365
    error_message = "The firewall's log must be encrypted and kept for a year."
  }

  assert {
    condition     = aws_wafv2_web_acl_logging_configuration.this.resource_arn == aws_wafv2_web_acl.this.arn && aws_wafv2_web_acl_logging_configuration.this.log_destination_configs == toset([aws_cloudwatch_log_group.waf.arn])
    error_message = "The firewall must log to its group."
  }

  assert {
    condition = toset(concat(
      flatten([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : [for header in field.single_header : header.name]]),
      flatten([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : [for query in field.query_string : "query string"]]),
    )) == toset(["authorization", "cookie", "query string"])
    error_message = "Tokens, cookies and codes must not be logged."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_cloudwatch_log_resource_policy.waf.policy_document).Statement :
      statement.Principal.Service == "delivery.logs.amazonaws.com"
      && statement.Resource == "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-labsecure-test:log-stream:*"
      && try(statement.Condition.StringEquals["aws:SourceAccount"], null) == "123456789012"
    ])
    error_message = "Only this account's log delivery may write the firewall's log."
  }
}

run "protection_can_be_lifted_to_tear_down" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = !aws_lb.this.enable_deletion_protection
    error_message = "Without protection the load balancer must be deletable."
  }
}

run "two_default_services_are_refused" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {
      ingest = { port = 8080, priority = 100, path_patterns = ["/api/*"], labs = true }
      portal = { port = 8080, priority = 300, path_patterns = [] }
      report = { port = 8080, priority = 200, path_patterns = [] }
    }
  }
}

run "no_default_service_is_refused" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {
      ingest = { port = 8080, priority = 100, path_patterns = ["/api/*"], labs = true }
    }
  }
}

run "one_priority_for_two_services_is_refused" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {
      ingest = { port = 8080, priority = 100, path_patterns = ["/api/*"], labs = true }
      portal = { port = 8080, priority = 100, path_patterns = [] }
    }
  }
}

run "a_path_without_its_slash_is_refused" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {
      ingest = { port = 8080, priority = 100, path_patterns = ["api/*"], labs = true }
      portal = { port = 8080, priority = 300, path_patterns = [] }
    }
  }
}

run "a_port_that_only_root_may_have_is_refused" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {
      ingest = { port = 80, priority = 100, path_patterns = ["/api/*"], labs = true }
      portal = { port = 8080, priority = 300, path_patterns = [] }
    }
  }
}

run "nobody_marked_as_the_labs_is_refused" {
  command         = plan
  expect_failures = [var.services]

  variables {
    services = {
      ingest = { port = 8080, priority = 100, path_patterns = ["/api/*"] }
      portal = { port = 8080, priority = 300, path_patterns = [] }
    }
  }
}

run "more_paths_than_the_firewall_can_tell_apart_are_refused" {
  command         = plan
  expect_failures = [aws_wafv2_web_acl.this]

  variables {
    services = {
      ingest = { port = 8080, priority = 100, path_patterns = [for index in range(20) : "/api/v1/path-${index}"], labs = true }
      report = { port = 8081, priority = 200, path_patterns = ["/api/v1/results/*/report"] }
      portal = { port = 8080, priority = 300, path_patterns = [] }
    }
  }
}

run "one_subnet_is_refused" {
  command         = plan
  expect_failures = [var.public_subnet_ids]

  variables {
    public_subnet_ids = ["subnet-11111111"]
  }
}

run "an_address_instead_of_a_domain_is_refused" {
  command         = plan
  expect_failures = [var.domain_name]

  variables {
    domain_name = "https://results.example.com"
  }
}

run "a_name_longer_than_aws_takes_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "labsecure-a-name-of-thirty-three-x"
  }
}

run "a_rate_limit_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.requests_per_5_minutes, var.api_requests_per_5_minutes]

  variables {
    requests_per_5_minutes     = 0
    api_requests_per_5_minutes = 0
  }
}

run "no_access_logs_is_refused" {
  command         = plan
  expect_failures = [var.log_bucket_name]

  variables {
    log_bucket_name = ""
  }
}

run "a_log_without_key_or_year_is_refused" {
  command         = plan
  expect_failures = [var.log_kms_key_arn, var.log_retention_days]

  variables {
    log_kms_key_arn    = ""
    log_retention_days = 7
  }
}
