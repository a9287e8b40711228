# No way in but from the load balancer, none at all for a worker. People reach a machine through Session Manager.
resource "aws_security_group" "service" {
  name        = var.name
  description = "Instances of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = var.name }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  count = var.web ? 1 : 0

  security_group_id            = aws_security_group.service.id
  description                  = "Requests from the load balancer"
  referenced_security_group_id = var.load_balancer_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

# The load balancer's side of the same way: it may speak to its targets and to nobody else.
resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  count = var.web ? 1 : 0

  security_group_id            = var.load_balancer_security_group_id
  description                  = "Requests to ${var.name}"
  referenced_security_group_id = aws_security_group.service.id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_egress_rule" "gateway" {
  for_each = var.prefix_list_ids

  security_group_id = aws_security_group.service.id
  description       = "HTTPS to ${each.key} through its gateway endpoint"
  prefix_list_id    = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# AWS services without an endpoint in the VPC, and the login, have no fixed addresses.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.service.id
  description       = var.internet_egress ? "HTTPS to AWS services and the login" : "HTTPS to endpoints in the VPC"
  cidr_ipv4         = var.internet_egress ? "0.0.0.0/0" : var.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
