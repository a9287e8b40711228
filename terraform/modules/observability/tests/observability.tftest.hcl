mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:labsecure-test-alarms" }
  }
}

variables {
  name = "labsecure-test"
  queues = {
    lab-results = { queue_name = "labsecure-test-lab-results", dead_letter_name = "labsecure-test-lab-results-dlq", max_age_seconds = 120 }
    file-drop   = { queue_name = "labsecure-test-file-drop", dead_letter_name = "labsecure-test-file-drop-dlq" }
  }
  load_balancer_arn_suffix  = "app/labsecure-test/0123456789abcdef"
  target_group_arn_suffixes = { ingest = "targetgroup/ingest/0123456789abcdef", portal = "targetgroup/portal/0123456789abcdef" }
  autoscaling_group_names   = { ingest = "labsecure-test-ingest", processor = "labsecure-test-processor" }
  log_group_names           = { ingest = "/labsecure/test/ingest", processor = "/labsecure/test/processor" }
  configuration_set_name    = "labsecure-test"
  backup_vault_name         = "labsecure-test"
  kms_key_arn               = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  alarm_emails              = ["operations@example.com", "night@example.com"]
}

run "everything_that_needs_a_person_has_an_alarm" {
  command = plan

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.this)) == toset([
      "lab-results-depth", "lab-results-age", "lab-results-dead-letters",
      "file-drop-depth", "file-drop-age", "file-drop-dead-letters",
      "ingest-5xx", "ingest-latency", "ingest-unhealthy-hosts",
      "portal-5xx", "portal-latency", "portal-unhealthy-hosts",
      "load-balancer-5xx",
      "ingest-cpu", "ingest-status-checks", "processor-cpu", "processor-status-checks",
      "ingest-errors", "processor-errors",
      "mail-bounces", "mail-complaints", "mail-bounces-of-account", "mail-complaints-of-account",
      "backups-failed",
    ])
    error_message = "An alarm is missing, or one is new and not listed here."
  }

  assert {
    condition = alltrue([
      for alarm in concat(values(aws_cloudwatch_metric_alarm.this), values(aws_cloudwatch_metric_alarm.dead_letters_rising)) :
      toset(alarm.alarm_actions) == toset([aws_sns_topic.alarms.arn])
      && startswith(alarm.alarm_name, "labsecure-test-")
      && alarm.actions_enabled != false
    ])
    error_message = "Every alarm must reach the topic and bear the environment's name."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["lab-results-dead-letters"].dimensions["QueueName"] == "labsecure-test-lab-results-dlq"
      && aws_cloudwatch_metric_alarm.this["lab-results-dead-letters"].threshold == 0
      && aws_cloudwatch_metric_alarm.this["lab-results-dead-letters"].evaluation_periods == 1
    )
    error_message = "One dead letter, once, is enough to tell someone."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["lab-results-age"].threshold == 120
      && aws_cloudwatch_metric_alarm.this["file-drop-age"].threshold == 300
      && aws_cloudwatch_metric_alarm.this["lab-results-age"].dimensions["QueueName"] == "labsecure-test-lab-results"
    )
    error_message = "The age that is too old is each queue's own."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["portal-latency"].extended_statistic == "p95"
      && aws_cloudwatch_metric_alarm.this["portal-latency"].statistic == null
      && aws_cloudwatch_metric_alarm.this["portal-latency"].dimensions["TargetGroup"] == "targetgroup/portal/0123456789abcdef"
    )
    error_message = "Latency is judged by the slowest twentieth, service by service."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["mail-bounces"].dimensions == tomap({ "ses:configuration-set" = "labsecure-test" }) && aws_cloudwatch_metric_alarm.this["mail-bounces-of-account"].threshold < 0.05
    error_message = "Bounces must be told of before AWS reviews the account at 5 %."
  }
}

run "gates_of_a_roll_out_are_those_that_turn_green_again" {
  command = plan

  assert {
    condition = output.alarm_names == {
      ingest      = ["labsecure-test-ingest-5xx", "labsecure-test-ingest-unhealthy-hosts"]
      portal      = ["labsecure-test-portal-5xx", "labsecure-test-portal-unhealthy-hosts"]
      lab-results = ["labsecure-test-lab-results-dead-letters-rising"]
      file-drop   = ["labsecure-test-file-drop-dead-letters-rising"]
    }
    error_message = "Services name these alarms by themselves: their names must not change unseen."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.dead_letters_rising : contains(alarm.metric_query[*].expression, "DIFF(lying)")])
    error_message = "A worker is gated on dead letters that rise, not on those that lie there."
  }
}

run "the_topic_is_encrypted_and_takes_alarms_of_this_account_alone" {
  command = plan

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == var.kms_key_arn
    error_message = "The topic must be encrypted with the given key."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement :
      try(statement.Condition.StringEquals["aws:SourceAccount"], "") == "123456789012" && statement.Principal == { Service = "cloudwatch.amazonaws.com" }
      if statement.Effect == "Allow"
    ])
    error_message = "Only CloudWatch, for this account, may publish."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "Publishing without TLS must be denied."
  }

  assert {
    condition     = toset([for subscription in aws_sns_topic_subscription.email : subscription.endpoint]) == toset(["operations@example.com", "night@example.com"])
    error_message = "Everyone on the list is subscribed."
  }
}

run "errors_in_logs_are_counted_where_the_alarm_looks" {
  command = plan

  assert {
    condition = alltrue([
      for name, filter in aws_cloudwatch_log_metric_filter.errors :
      filter.metric_transformation[0].name == aws_cloudwatch_metric_alarm.this["${name}-errors"].metric_name
      && filter.metric_transformation[0].namespace == aws_cloudwatch_metric_alarm.this["${name}-errors"].namespace
      && strcontains(filter.pattern, "\"error\"") && strcontains(filter.pattern, "\"fatal\"")
    ])
    error_message = "The alarm must look at the metric that the filter writes."
  }
}

run "the_dashboard_shows_all_of_it" {
  command = plan

  assert {
    condition = alltrue([
      for shown in ["labsecure-test-lab-results", "labsecure-test-file-drop-dlq", "targetgroup/portal/0123456789abcdef", "labsecure-test-processor", "ingest-errors", "ses:configuration-set"] :
      strcontains(aws_cloudwatch_dashboard.this.dashboard_body, shown)
    ])
    error_message = "Something that is watched is not on the dashboard."
  }
}

run "before_the_first_image_no_widget_is_empty" {
  command = plan

  variables {
    autoscaling_group_names = {}
    log_group_names         = {}
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : length(widget.properties.metrics) > 0])
    error_message = "CloudWatch refuses a widget without metrics."
  }
}

run "nobody_to_tell_is_refused" {
  command = plan

  variables {
    alarm_emails = []
  }

  expect_failures = [var.alarm_emails]
}

run "an_address_that_is_none_is_refused" {
  command = plan

  variables {
    alarm_emails = ["operations.example.com"]
  }

  expect_failures = [var.alarm_emails]
}

run "a_queue_without_patience_is_refused" {
  command = plan

  variables {
    queues = { lab-results = { queue_name = "q", dead_letter_name = "d", max_age_seconds = 1 } }
  }

  expect_failures = [var.queues]
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/labsecure"
  }

  expect_failures = [var.kms_key_arn]
}

run "no_latency_at_all_is_refused" {
  command = plan

  variables {
    latency_seconds = 0
  }

  expect_failures = [var.latency_seconds]
}

run "a_name_in_capitals_is_refused" {
  command = plan

  variables {
    name = "LabSecure"
  }

  expect_failures = [var.name]
}
