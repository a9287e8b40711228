resource "aws_autoscaling_group" "service" {
  name                = var.name
  min_size            = var.min_size
  max_size            = var.max_size
  vpc_zone_identifier = var.subnet_ids
  target_group_arns   = var.web ? [var.target_group_arn] : []

  # Not ELB: /ready also fails when a store does not answer, and replacing every instance would not mend that. Instances
  # whose process is dead report themselves; the load balancer passes by those that are not ready.
  health_check_type         = "EC2"
  health_check_grace_period = 60
  default_instance_warmup   = 120
  wait_for_capacity_timeout = "20m"

  enabled_metrics = ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupMinSize", "GroupMaxSize", "GroupTotalInstances"]

  launch_template {
    id      = aws_launch_template.service.id
    version = aws_launch_template.service.latest_version
  }

  # A hook that came after the group would miss its first instances.
  dynamic "initial_lifecycle_hook" {
    for_each = local.lifecycle_hooks

    content {
      name                 = initial_lifecycle_hook.key
      lifecycle_transition = initial_lifecycle_hook.value.transition
      heartbeat_timeout    = initial_lifecycle_hook.value.seconds
      default_result       = initial_lifecycle_hook.value.default_result
    }
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      # One at a time, the new before the old goes.
      min_healthy_percentage = 100
      max_healthy_percentage = 100 + ceil(100 / var.min_size)

      # After half of them, five minutes in which an alarm can still stop it.
      checkpoint_percentages = [50, 100]
      checkpoint_delay       = 300

      auto_rollback = true
      skip_matching = true

      alarm_specification {
        alarms = var.refresh_alarm_names
      }
    }
  }

  dynamic "tag" {
    for_each = { Name = var.name, Service = var.service }

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  # An instance reads its settings and uses its role in its first minute.
  depends_on = [
    aws_ssm_parameter.setting,
    aws_iam_role_policy_attachment.machine,
    aws_iam_role_policy_attachment.secrets,
    aws_iam_role_policy_attachment.service,
    aws_vpc_security_group_egress_rule.gateway,
    aws_vpc_security_group_egress_rule.https,
  ]
}

# The same hooks once more, because the group takes a change to them only from here.
resource "aws_autoscaling_lifecycle_hook" "service" {
  for_each = local.lifecycle_hooks

  name                   = each.key
  autoscaling_group_name = aws_autoscaling_group.service.name
  lifecycle_transition   = each.value.transition
  heartbeat_timeout      = each.value.seconds
  default_result         = each.value.default_result
}
