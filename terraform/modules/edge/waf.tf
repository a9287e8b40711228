# What labs send trips rules that are right for people's forms: it is larger than 8 KB, it holds mark-up (FHIR's
# narrative, XML name spaces) and addresses, and lab software often says no name. These rules are counted here, and
# block only elsewhere: see `common-elsewhere`. What the count leaves open, ingest answers for: it takes no body without
# a lab's token and checks every byte.
locals {
  counted_rules = [
    "SizeRestrictions_BODY",
    "CrossSiteScripting_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "EC2MetaDataSSRF_BODY",
    "NoUserAgent_HEADER",
  ]

  # The listener's patterns as regular expressions, so that routing and firewall cannot disagree.
  expressions = { for name, service in var.services : name => [
    for pattern in service.path_patterns : replace(replace(pattern, ".", "\\."), "*", ".*")
  ] }
  lab_paths = "^(${join("|", flatten([for name, service in var.services : local.expressions[name] if service.labs]))})$"
  api_paths = "^(${join("|", flatten(values(local.expressions)))})$"
}

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = "In front of ${var.domain_name}"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  # Samples would show tokens and cookies in the console; the log below leaves them out.
  visibility_config {
    metric_name                = var.name
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = false
  }

  rule {
    name     = "reputation"
    priority = 10

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesAmazonIpReputationList"
      }
    }

    visibility_config {
      metric_name                = "${var.name}-reputation"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  # 429 and not 403: software that is told to come back later does.
  rule {
    name     = "rate-people"
    priority = 20

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    statement {
      rate_based_statement {
        aggregate_key_type    = "IP"
        evaluation_window_sec = 300
        limit                 = var.requests_per_5_minutes

        scope_down_statement {
          not_statement {
            statement {
              regex_match_statement {
                regex_string = local.api_paths

                field_to_match {
                  uri_path {}
                }

                text_transformation {
                  priority = 0
                  type     = "NONE"
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      metric_name                = "${var.name}-rate-people"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "rate-software"
    priority = 30

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    statement {
      rate_based_statement {
        aggregate_key_type    = "IP"
        evaluation_window_sec = 300
        limit                 = var.api_requests_per_5_minutes

        scope_down_statement {
          regex_match_statement {
            regex_string = local.api_paths

            field_to_match {
              uri_path {}
            }

            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }
      }
    }

    visibility_config {
      metric_name                = "${var.name}-rate-software"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "known-bad-inputs"
    priority = 40

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
      }
    }

    visibility_config {
      metric_name                = "${var.name}-known-bad-inputs"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "common"
    priority = 50

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"

        dynamic "rule_action_override" {
          for_each = local.counted_rules

          content {
            name = rule_action_override.value

            action_to_use {
              count {}
            }
          }
        }
      }
    }

    visibility_config {
      metric_name                = "${var.name}-common"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  # A request that still bears a label of the common rules was counted and not blocked.
  rule {
    name     = "common-elsewhere"
    priority = 60

    action {
      block {}
    }

    statement {
      and_statement {
        statement {
          label_match_statement {
            scope = "NAMESPACE"
            key   = "awswaf:managed:aws:core-rule-set:"
          }
        }

        statement {
          not_statement {
            statement {
              regex_match_statement {
                regex_string = local.lab_paths

                field_to_match {
                  uri_path {}
                }

                text_transformation {
                  priority = 0
                  type     = "NONE"
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      metric_name                = "${var.name}-common-elsewhere"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  tags = { Name = var.name }

  lifecycle {
    precondition {
      condition     = length(local.api_paths) <= 200
      error_message = "The path patterns are too long together: AWS takes 200 letters in one expression of the firewall."
    }
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = aws_lb.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}
