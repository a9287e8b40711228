# A second fence behind the security groups. ACLs keep no state, so answers need rules of their own: they go back to
# the ports that clients (1024 and up) and instances (32768 and up) call from. The resolver, the clock and instance
# metadata are not subject to ACLs.
locals {
  anywhere = "0.0.0.0/0"

  public_rules = merge(
    {
      "in-https"    = { number = 100, egress = false, cidr = local.anywhere, from = 443, to = 443 }
      "in-http"     = { number = 110, egress = false, cidr = local.anywhere, from = 80, to = 80 }
      "in-answers"  = { number = 120, egress = false, cidr = local.anywhere, from = 1024, to = 65535 }
      "out-https"   = { number = 100, egress = true, cidr = local.anywhere, from = 443, to = 443 }
      "out-answers" = { number = 110, egress = true, cidr = local.anywhere, from = 1024, to = 65535 }
    },
    {
      for index, cidr in var.sftp_cidrs :
      "in-sftp-${cidr}" => { number = 200 + index, egress = false, cidr = cidr, from = 22, to = 22 }
    },
  )

  private_rules = {
    "in-requests"  = { number = 100, egress = false, cidr = var.cidr, from = 1024, to = 65535 }
    "in-endpoints" = { number = 110, egress = false, cidr = var.cidr, from = 443, to = 443 }
    "in-answers"   = { number = 120, egress = false, cidr = local.anywhere, from = 32768, to = 65535 }
    "out-https"    = { number = 100, egress = true, cidr = local.anywhere, from = 443, to = 443 }
    "out-answers"  = { number = 110, egress = true, cidr = var.cidr, from = 1024, to = 65535 }
  }
}

resource "aws_network_acl" "public" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for subnet in aws_subnet.public : subnet.id]

  tags = { Name = "${var.name}-public" }
}

resource "aws_network_acl_rule" "public" {
  for_each = local.public_rules

  network_acl_id = aws_network_acl.public.id
  rule_number    = each.value.number
  egress         = each.value.egress
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = each.value.cidr
  from_port      = each.value.from
  to_port        = each.value.to
}

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for subnet in aws_subnet.private : subnet.id]

  tags = { Name = "${var.name}-private" }
}

resource "aws_network_acl_rule" "private" {
  for_each = local.private_rules

  network_acl_id = aws_network_acl.private.id
  rule_number    = each.value.number
  egress         = each.value.egress
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = each.value.cidr
  from_port      = each.value.from
  to_port        = each.value.to
}
