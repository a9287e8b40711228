resource "aws_autoscaling_policy" "requests" {
  count = var.web ? 1 : 0

  name                   = "${var.name}-requests"
  autoscaling_group_name = aws_autoscaling_group.service.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = var.scaling.requests_per_target

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = var.scaling.resource_label
    }
  }
}

# Not the queue's length: with more instances, a longer queue is just as quickly done.
resource "aws_autoscaling_policy" "backlog" {
  count = var.web ? 0 : 1

  name                   = "${var.name}-backlog"
  autoscaling_group_name = aws_autoscaling_group.service.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = var.scaling.backlog_per_instance

    customized_metric_specification {
      metrics {
        id          = "waiting"
        label       = "Messages waiting"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "AWS/SQS"
            metric_name = "ApproximateNumberOfMessagesVisible"

            dimensions {
              name  = "QueueName"
              value = var.scaling.queue_name
            }
          }
        }
      }

      metrics {
        id          = "instances"
        label       = "Instances at work"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "AWS/AutoScaling"
            metric_name = "GroupInServiceInstances"

            dimensions {
              name  = "AutoScalingGroupName"
              value = var.name
            }
          }
        }
      }

      metrics {
        id          = "backlog"
        label       = "Messages waiting for each instance"
        expression  = "waiting / IF(instances > 0, instances, 1)"
        return_data = true
      }
    }
  }
}
