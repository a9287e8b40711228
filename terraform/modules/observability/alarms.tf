# Each alarm is one line of the tables below, so that what is watched, and how closely, can be read in one place.
# threshold: the last value that is still good. minutes x periods: how long it must be bad before anyone is told.
locals {
  queue_alarms = merge([
    for name, queue in var.queues : {
      "${name}-depth" = {
        namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = queue.queue_name }
        statistic = "Maximum", threshold = queue.max_depth, minutes = 5, periods = 3
        meaning   = "More waits in ${queue.queue_name} than is worked off."
      }
      "${name}-age" = {
        namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = queue.queue_name }
        statistic = "Maximum", threshold = queue.max_age_seconds, minutes = 1, periods = 5
        meaning   = "Nobody works off ${queue.queue_name}, or not fast enough."
      }
      "${name}-dead-letters" = {
        namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = queue.dead_letter_name }
        statistic = "Maximum", threshold = 0, minutes = 1, periods = 1
        meaning   = "A message was given up and lies in ${queue.dead_letter_name}: look at it, mend the cause, redrive."
      }
    }
  ]...)

  web_alarms = merge([
    for name, target_group in var.target_group_arn_suffixes : {
      "${name}-5xx" = {
        namespace  = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count"
        dimensions = { LoadBalancer = var.load_balancer_arn_suffix, TargetGroup = target_group }
        statistic  = "Sum", threshold = 5, minutes = 1, periods = 2
        meaning    = "${name} answers with errors of its own."
      }
      "${name}-latency" = {
        namespace  = "AWS/ApplicationELB", metric = "TargetResponseTime"
        dimensions = { LoadBalancer = var.load_balancer_arn_suffix, TargetGroup = target_group }
        statistic  = "p95", threshold = var.latency_seconds, minutes = 5, periods = 2
        meaning    = "${name} is slow."
      }
      "${name}-unhealthy-hosts" = {
        namespace  = "AWS/ApplicationELB", metric = "UnHealthyHostCount"
        dimensions = { LoadBalancer = var.load_balancer_arn_suffix, TargetGroup = target_group }
        statistic  = "Maximum", threshold = 0, minutes = 1, periods = 3
        meaning    = "An instance of ${name} does not answer /ready."
      }
    }
  ]...)

  # Errors that no target answered: no healthy instance, or none at all.
  load_balancer_alarms = {
    "load-balancer-5xx" = {
      namespace  = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count"
      dimensions = { LoadBalancer = var.load_balancer_arn_suffix }
      statistic  = "Sum", threshold = 5, minutes = 1, periods = 3
      meaning    = "The load balancer reaches no instance."
    }
  }

  instance_alarms = merge([
    for name, group in var.autoscaling_group_names : {
      "${name}-cpu" = {
        namespace = "AWS/EC2", metric = "CPUUtilization", dimensions = { AutoScalingGroupName = group }
        statistic = "Average", threshold = 80, minutes = 5, periods = 3
        meaning   = "${name} is busy for longer than scaling out should take."
      }
      "${name}-status-checks" = {
        namespace = "AWS/EC2", metric = "StatusCheckFailed", dimensions = { AutoScalingGroupName = group }
        statistic = "Maximum", threshold = 0, minutes = 1, periods = 3
        meaning   = "An instance of ${name}, or the hardware under it, is broken."
      }
    }
  ]...)

  log_alarms = {
    for name, group in var.log_group_names : "${name}-errors" => {
      namespace = var.name, metric = "${name}-errors", dimensions = {}
      statistic = "Sum", threshold = 5, minutes = 5, periods = 1
      meaning   = "${name} logs errors."
    }
  }

  # AWS reviews an account at 5 % bounces or 0.1 % complaints, and stops its e-mails at 10 % and 0.5 %: told before that.
  mail_alarms = merge([
    for metric, limit in { BounceRate = 0.03, ComplaintRate = 0.0008 } : {
      "mail-${lower(replace(metric, "Rate", ""))}s" = {
        namespace  = "AWS/SES", metric = "Reputation.${metric}"
        dimensions = { "ses:configuration-set" = var.configuration_set_name }
        statistic  = "Average", threshold = limit, minutes = 60, periods = 1
        meaning    = "Too many e-mails of this environment come back or are reported as unwanted."
      }
      "mail-${lower(replace(metric, "Rate", ""))}s-of-account" = {
        namespace = "AWS/SES", metric = "Reputation.${metric}", dimensions = {}
        statistic = "Average", threshold = limit, minutes = 60, periods = 1
        meaning   = "Too many e-mails of the account come back or are reported: AWS may stop all of them."
      }
    }
  ]...)

  backup_alarms = {
    "backups-failed" = {
      namespace = "AWS/Backup", metric = "NumberOfBackupJobsFailed", dimensions = { BackupVaultName = var.backup_vault_name }
      statistic = "Sum", threshold = 0, minutes = 60, periods = 1
      meaning   = "A table or bucket was not backed up."
    }
  }

  alarms = merge(
    local.queue_alarms, local.web_alarms, local.load_balancer_alarms, local.instance_alarms, local.log_alarms, local.mail_alarms,
    local.backup_alarms,
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = each.value.meaning
  namespace         = each.value.namespace
  metric_name       = each.value.metric
  dimensions        = each.value.dimensions

  statistic          = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period             = each.value.minutes * 60
  evaluation_periods = each.value.periods

  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  # An idle queue, a service nobody called and a day without e-mail report nothing, and nothing is wrong with that.
  treat_missing_data = "notBreaching"

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]
}

# Gates the roll-out of a worker: red while dead letters rise, green again though they still lie there, or the version
# that mends the cause could not be rolled out.
resource "aws_cloudwatch_metric_alarm" "dead_letters_rising" {
  for_each = var.queues

  alarm_name          = "${var.name}-${each.key}-dead-letters-rising"
  alarm_description   = "Messages are being given up right now: ${each.value.dead_letter_name} grows."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "rise"
    expression  = "DIFF(lying)"
    label       = "rise"
    return_data = true
  }

  metric_query {
    id = "lying"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = each.value.dead_letter_name }
      stat        = "Maximum"
      period      = 300
    }
  }
}
