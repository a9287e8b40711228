locals {
  # A rule takes five values at most.
  rules = merge([
    for name, service in var.services : {
      for index, patterns in chunklist(service.path_patterns, 5) :
      "${name}-${index}" => { service = name, patterns = patterns, priority = service.priority * 10 + index }
    }
  ]...)
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = aws_acm_certificate_validation.this.certificate_arn

  # TLS 1.3, and 1.2 with forward secrecy and authenticated encryption for labs whose software is not there yet.
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[local.default_service].arn
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTP"
  port              = 80

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener_rule" "paths" {
  for_each = local.rules

  listener_arn = aws_lb_listener.https.arn
  priority     = each.value.priority

  condition {
    path_pattern {
      values = each.value.patterns
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.value.service].arn
  }

  tags = { Name = "${var.name}-${each.key}" }
}
