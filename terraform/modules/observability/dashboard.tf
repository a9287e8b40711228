locals {
  # Title of each row's widgets, and the metrics in it. CloudWatch takes [namespace, metric, dimension, value, ...].
  widgets = [
    { title = "Messages waiting", stat = "Maximum", metrics = [
      for queue in values(var.queues) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.queue_name]
    ] },
    { title = "Age of the oldest message (s)", stat = "Maximum", metrics = [
      for queue in values(var.queues) : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.queue_name]
    ] },
    { title = "Dead letters", stat = "Maximum", metrics = [
      for queue in values(var.queues) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.dead_letter_name]
    ] },
    { title = "Requests", stat = "Sum", metrics = [
      for group in values(var.target_group_arn_suffixes) : ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.load_balancer_arn_suffix, "TargetGroup", group]
    ] },
    { title = "Errors of the services (5xx)", stat = "Sum", metrics = [
      for group in values(var.target_group_arn_suffixes) : ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.load_balancer_arn_suffix, "TargetGroup", group]
    ] },
    { title = "Slowest twentieth of the answers (s)", stat = "p95", metrics = [
      for group in values(var.target_group_arn_suffixes) : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_arn_suffix, "TargetGroup", group]
    ] },
    { title = "CPU (%)", stat = "Average", metrics = [
      for group in values(var.autoscaling_group_names) : ["AWS/EC2", "CPUUtilization", "AutoScalingGroupName", group]
    ] },
    { title = "Errors in the logs", stat = "Sum", metrics = [
      for name in keys(var.log_group_names) : [var.name, "${name}-errors"]
    ] },
    { title = "E-mails that came back or were reported (share)", stat = "Average", metrics = [
      for metric in ["BounceRate", "ComplaintRate"] : ["AWS/SES", "Reputation.${metric}", "ses:configuration-set", var.configuration_set_name]
    ] },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [
      # Before the first image there is no instance: a widget without metrics is refused.
      for position, widget in [for widget in local.widgets : widget if length(widget.metrics) > 0] : {
        type   = "metric"
        x      = position % 3 * 8
        y      = floor(position / 3) * 6
        width  = 8
        height = 6
        properties = {
          title   = widget.title
          region  = data.aws_region.current.region
          view    = "timeSeries"
          period  = 60
          stat    = widget.stat
          metrics = widget.metrics
        }
      }
    ]
  })
}
