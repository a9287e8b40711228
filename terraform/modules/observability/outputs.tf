output "topic_arn" {
  description = "Where alarms go."
  value       = aws_sns_topic.alarms.arn
}

output "alarm_names" {
  description = "Alarms that gate a roll-out, by web service and by queue."
  value = merge(
    {
      for name in keys(var.target_group_arn_suffixes) : name => [
        aws_cloudwatch_metric_alarm.this["${name}-5xx"].alarm_name,
        aws_cloudwatch_metric_alarm.this["${name}-unhealthy-hosts"].alarm_name,
      ]
    },
    { for name, alarm in aws_cloudwatch_metric_alarm.dead_letters_rising : name => [alarm.alarm_name] },
  )
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
