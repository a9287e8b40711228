data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  default_service = one([for name, service in var.services : name if length(service.path_patterns) == 0])
}

resource "aws_security_group" "this" {
  name        = "${var.name}-load-balancer"
  description = "Load balancer, from the internet; what it calls is added by each service"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-load-balancer" }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS from anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# Open only to send people on to HTTPS.
resource "aws_vpc_security_group_ingress_rule" "http" {
  security_group_id = aws_security_group.this.id
  description       = "HTTP from anywhere, redirected"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_lb" "this" {
  name               = var.name
  load_balancer_type = "application"
  internal           = false
  subnets            = var.public_subnet_ids
  security_groups    = [aws_security_group.this.id]

  drop_invalid_header_fields = true
  desync_mitigation_mode     = "defensive"
  enable_deletion_protection = var.deletion_protection

  # A body of 25 MB is read to its end before the first byte of its answer: minutes on a slow instance, while nothing moves on
  # the connection. Ingest itself waits for 5 minutes then; for all else services end a silent connection after 30 seconds.
  # Services keep idle connections for 305 seconds. Were it the other way round, they would close some under way.
  idle_timeout = 300

  # Services believe the last address in X-Forwarded-For, which is the one that is appended here.
  xff_header_processing_mode = "append"

  access_logs {
    enabled = true
    bucket  = var.log_bucket_name
    prefix  = "load-balancer"
  }

  tags = { Name = var.name }
}

# A new group is made before the old one goes, so its name cannot be fixed; a prefix has six letters at most.
# Inside the VPC traffic is HTTP: it passes only between the load balancer's group and the service's.
resource "aws_lb_target_group" "this" {
  for_each = var.services

  name_prefix                   = substr(each.key, 0, 6)
  vpc_id                        = var.vpc_id
  target_type                   = "instance"
  protocol                      = "HTTP"
  port                          = each.value.port
  deregistration_delay          = 30
  load_balancing_algorithm_type = "least_outstanding_requests"

  health_check {
    path                = "/ready"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  tags = { Name = "${var.name}-${each.key}" }

  lifecycle {
    create_before_destroy = true
  }
}
