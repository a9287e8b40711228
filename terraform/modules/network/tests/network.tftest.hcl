mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_vpc" {
    defaults = { id = "vpc-11111111" }
  }

  mock_resource "aws_route_table" {
    defaults = { id = "rtb-private" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vpc/labsecure-test" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/labsecure-test-flow-logs" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/labsecure-test-flow-logs" }
  }
}

override_resource {
  target          = aws_nat_gateway.this["us-east-1a"]
  override_during = plan
  values          = { id = "nat-a" }
}

override_resource {
  target          = aws_subnet.public["us-east-1a"]
  override_during = plan
  values          = { id = "subnet-public-a" }
}

override_resource {
  target          = aws_nat_gateway.this["us-east-1b"]
  override_during = plan
  values          = { id = "nat-b" }
}

override_resource {
  target          = aws_subnet.public["us-east-1b"]
  override_during = plan
  values          = { id = "subnet-public-b" }
}

override_resource {
  target          = aws_nat_gateway.this["us-east-1c"]
  override_during = plan
  values          = { id = "nat-c" }
}

override_resource {
  target          = aws_subnet.public["us-east-1c"]
  override_during = plan
  values          = { id = "subnet-public-c" }
}

override_resource {
  target          = aws_route_table.public
  override_during = plan
  values          = { id = "rtb-public" }
}

variables {
  name             = "labsecure-test"
  cidr             = "10.20.0.0/16"
  zones            = ["us-east-1a", "us-east-1b", "us-east-1c"]
  logs_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "each_zone_has_a_public_and_a_private_subnet" {
  command = plan

  assert {
    condition     = output.private_subnet_cidrs == ["10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/20"]
    error_message = "Private subnets must be the first sixteenths, one per zone."
  }

  assert {
    condition     = output.public_subnet_cidrs == ["10.20.128.0/20", "10.20.144.0/20", "10.20.160.0/20"]
    error_message = "Public subnets must begin at the ninth sixteenth, one per zone."
  }

  assert {
    condition     = alltrue([for zone in var.zones : aws_subnet.private[zone].availability_zone == zone && aws_subnet.public[zone].availability_zone == zone])
    error_message = "Every zone needs a subnet of each kind."
  }

  assert {
    condition = alltrue([
      for subnet in concat(values(aws_subnet.private), values(aws_subnet.public)) : subnet.map_public_ip_on_launch != true
    ])
    error_message = "No subnet may give out public addresses by itself."
  }
}

run "nothing_works_by_having_been_given_no_group" {
  command = plan

  assert {
    condition     = aws_default_security_group.closed.vpc_id == aws_vpc.this.id && length(aws_default_security_group.closed.ingress) == 0 && length(aws_default_security_group.closed.egress) == 0
    error_message = "The default security group must have no rules."
  }
}

run "each_zone_goes_out_by_itself" {
  command = plan

  assert {
    condition     = toset(keys(aws_nat_gateway.this)) == toset(var.zones)
    error_message = "There must be one NAT gateway per zone."
  }

  assert {
    condition = alltrue([
      for zone, route in aws_route.to_nat :
      route.destination_cidr_block == "0.0.0.0/0" && route.nat_gateway_id == aws_nat_gateway.this[zone].id
    ])
    error_message = "Each zone must go out through the NAT gateway of its own."
  }

  assert {
    condition     = alltrue([for zone, gateway in aws_nat_gateway.this : gateway.subnet_id == aws_subnet.public[zone].id])
    error_message = "A NAT gateway must stand in the public subnet of its zone."
  }

  assert {
    condition     = alltrue([for association in aws_route_table_association.private : association.route_table_id == "rtb-private"])
    error_message = "Private subnets must never have the public subnets' routes."
  }
}

run "one_nat_gateway_is_enough_where_asked" {
  command = plan

  variables {
    single_nat = true
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["us-east-1a"] && keys(aws_eip.nat) == ["us-east-1a"]
    error_message = "single_nat must make one NAT gateway and one address."
  }

  assert {
    condition     = length(aws_route.to_nat) == 3
    error_message = "Every private subnet must still find its way out."
  }
}

run "everything_is_logged_encrypted_and_kept_a_year" {
  command = plan

  assert {
    condition = (
      aws_flow_log.this.vpc_id == aws_vpc.this.id
      && aws_flow_log.this.traffic_type == "ALL"
      && aws_flow_log.this.log_destination == aws_cloudwatch_log_group.flow.arn
    )
    error_message = "All traffic of the VPC must be logged to the log group."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow.kms_key_id == var.logs_kms_key_arn && aws_cloudwatch_log_group.flow.retention_in_days == 365
    error_message = "Flow logs must be encrypted with the given key and kept for a year."
  }
}

run "the_flow_log_role_writes_its_own_group_and_nothing_else" {
  command = plan

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.flow.policy).Statement : alltrue([
        for action in statement.Action : contains(
          ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents", "logs:DescribeLogGroups"], action
        )
      ])
    ])
    error_message = "The role may do no more than write flow logs."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.flow.policy).Statement : alltrue([
        for resource in flatten([statement.Resource]) :
        startswith(resource, "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vpc/labsecure-test")
      ]) if contains(statement.Action, "logs:PutLogEvents")
    ])
    error_message = "The role may write into its own log group only."
  }

  assert {
    condition     = try(jsondecode(aws_iam_role.flow.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"], null) == "123456789012"
    error_message = "Only this account's flow logs may take the role."
  }
}

run "s3_and_dynamodb_are_reached_without_nat" {
  command = plan

  assert {
    condition = alltrue([
      for endpoint in [aws_vpc_endpoint.s3, aws_vpc_endpoint.dynamodb] : endpoint.vpc_endpoint_type == "Gateway"
    ]) && aws_vpc_endpoint.s3.service_name == "com.amazonaws.us-east-1.s3" && aws_vpc_endpoint.dynamodb.service_name == "com.amazonaws.us-east-1.dynamodb"
    error_message = "S3 and DynamoDB must have gateway endpoints."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_vpc_endpoint.s3.policy).Statement :
      try(statement.Condition.StringEquals["aws:ResourceAccount"] == "123456789012", false)
      || alltrue([for action in statement.Action : startswith(action, "s3:Get")])
    ])
    error_message = "Nothing may be written to S3 outside this account."
  }

  assert {
    condition = alltrue(flatten([
      for policy in [aws_vpc_endpoint.s3.policy, aws_vpc_endpoint.dynamodb.policy] : [
        for statement in jsondecode(policy).Statement : [for action in statement.Action : !strcontains(action, "*")]
      ]
    ]))
    error_message = "Endpoint policies must name each action."
  }

  assert {
    condition     = jsondecode(aws_vpc_endpoint.dynamodb.policy).Statement[0].Resource == "arn:aws:dynamodb:us-east-1:123456789012:table/*"
    error_message = "DynamoDB's gateway must lead to this account's tables only."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0 && output.endpoint_security_group_id == null
    error_message = "Interface endpoints cost money and must not be made unasked."
  }
}

run "interface_endpoints_answer_https_from_the_private_subnets" {
  command = plan

  variables {
    interface_endpoints = ["sqs", "ecr.api"]
  }

  assert {
    condition     = toset([for endpoint in aws_vpc_endpoint.interface : endpoint.service_name]) == toset(["com.amazonaws.us-east-1.sqs", "com.amazonaws.us-east-1.ecr.api"])
    error_message = "Each service asked for must have an endpoint."
  }

  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled])
    error_message = "Services must reach the endpoints under the usual names."
  }

  assert {
    condition = toset([for rule in aws_vpc_security_group_ingress_rule.endpoints : rule.cidr_ipv4]) == toset(output.private_subnet_cidrs) && alltrue([
      for rule in aws_vpc_security_group_ingress_rule.endpoints : rule.from_port == 443 && rule.to_port == 443
    ])
    error_message = "Endpoints must answer the private subnets on 443 and nobody else."
  }
}

run "the_fence_lets_in_what_is_needed_and_no_more" {
  command = plan

  assert {
    condition = toset([
      for rule in aws_network_acl_rule.public : "${rule.from_port}-${rule.to_port}" if !rule.egress && rule.cidr_block == "0.0.0.0/0"
    ]) == toset(["443-443", "80-80", "1024-65535"])
    error_message = "From anywhere the public subnets take HTTP, HTTPS and answers."
  }

  assert {
    condition = alltrue([
      for rule in aws_network_acl_rule.private : rule.from_port >= 32768 if !rule.egress && rule.cidr_block != var.cidr
    ])
    error_message = "From outside the VPC the private subnets take nothing but answers."
  }

  assert {
    condition = alltrue([
      for rule in concat(values(aws_network_acl_rule.public), values(aws_network_acl_rule.private)) :
      rule.protocol == "tcp" && !(rule.from_port <= 22 && rule.to_port >= 22)
    ])
    error_message = "SSH must stay shut."
  }

  assert {
    condition = alltrue([
      for rule in aws_network_acl_rule.private : rule.from_port == 443 && rule.to_port == 443 if rule.egress && rule.cidr_block != var.cidr
    ])
    error_message = "Services may call out over HTTPS only."
  }
}

run "sftp_opens_for_named_networks_only" {
  command = plan

  variables {
    sftp_cidrs = ["203.0.113.0/24", "198.51.100.7/32"]
  }

  assert {
    condition = toset([
      for rule in aws_network_acl_rule.public : rule.cidr_block if !rule.egress && rule.from_port <= 22 && rule.to_port >= 22
    ]) == toset(["203.0.113.0/24", "198.51.100.7/32"])
    error_message = "Port 22 must be open to the given networks only."
  }
}

run "one_zone_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["us-east-1a"]
  }
}

run "a_zone_named_twice_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["us-east-1a", "us-east-1a", "us-east-1b"]
  }
}

run "a_network_too_small_is_refused" {
  command         = plan
  expect_failures = [var.cidr]

  variables {
    cidr = "10.20.0.0/23"
  }
}

run "public_addresses_are_refused" {
  command         = plan
  expect_failures = [var.cidr]

  variables {
    cidr = "8.8.0.0/16"
  }
}

run "a_network_that_begins_in_its_middle_is_refused" {
  command         = plan
  expect_failures = [var.cidr]

  variables {
    cidr = "10.20.5.0/16"
  }
}

run "an_interface_endpoint_for_s3_is_refused" {
  command         = plan
  expect_failures = [var.interface_endpoints]

  variables {
    interface_endpoints = ["s3"]
  }
}

run "sftp_for_the_whole_internet_is_refused" {
  command         = plan
  expect_failures = [var.sftp_cidrs]

  variables {
    sftp_cidrs = ["0.0.0.0/0"]
  }
}

run "logs_kept_for_a_month_are_refused" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 30
  }
}

run "logs_without_a_key_are_refused" {
  command         = plan
  expect_failures = [var.logs_kms_key_arn]

  variables {
    logs_kms_key_arn = ""
  }
}

run "a_name_in_capitals_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "LabSecure"
  }
}
