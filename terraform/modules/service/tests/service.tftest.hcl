mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }
  mock_data "aws_ssm_parameter" {
    defaults = { insecure_value = "ami-0123456789abcdef0" }
  }
  mock_resource "aws_security_group" {
    defaults = { id = "sg-00000000000000001" }
  }
  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::123456789012:instance-profile/labsecure-test-ingest" }
  }
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/labsecure-test-ingest" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-00000000000000001", latest_version = 7 }
  }
}

variables {
  name                            = "labsecure-test-ingest"
  service                         = "ingest"
  image                           = "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-ingest@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  repository_arn                  = "arn:aws:ecr:us-east-1:123456789012:repository/labsecure-test-ingest"
  vpc_id                          = "vpc-00000000000000001"
  vpc_cidr                        = "10.20.0.0/16"
  subnet_ids                      = ["subnet-00000000000000001", "subnet-00000000000000002"]
  prefix_list_ids                 = { s3 = "pl-00000001", dynamodb = "pl-00000002" }
  web                             = true
  load_balancer_security_group_id = "sg-00000000000000002"
  target_group_arn                = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/ingest/0000000000000001"
  min_size                        = 2
  max_size                        = 4
  scaling = {
    requests_per_target = 1000
    resource_label      = "app/labsecure-test/0000000000000001/targetgroup/ingest/0000000000000001"
  }
  refresh_alarm_names = ["labsecure-test-ingest-5xx"]
  policies = {
    raw = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:PutObject\"],\"Resource\":[\"arn:aws:s3:::labsecure-test-raw/*\"]}]}"
  }
  parameter_path        = "/labsecure/test/ingest"
  settings              = { RESOURCE_PREFIX = "labsecure-test-" }
  parameter_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000001"
  log_kms_key_arn       = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000002"
  volume_kms_key_arn    = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000003"
}

run "machines_are_closed" {
  command = plan

  assert {
    condition     = aws_launch_template.service.metadata_options[0].http_tokens == "required" && aws_launch_template.service.metadata_options[0].http_endpoint == "enabled"
    error_message = "Instance metadata must be reached with a token only (IMDSv2)."
  }
  assert {
    condition     = aws_launch_template.service.metadata_options[0].http_put_response_hop_limit == 2
    error_message = "The container takes its credentials from one hop further, and nothing is further than that."
  }
  assert {
    condition     = aws_launch_template.service.network_interfaces[0].associate_public_ip_address == "false"
    error_message = "No instance may have a public address."
  }
  assert {
    condition     = aws_launch_template.service.key_name == null
    error_message = "There is no SSH: people reach a machine through Session Manager."
  }
  assert {
    condition     = aws_launch_template.service.network_interfaces[0].security_groups == toset(["sg-00000000000000001"])
    error_message = "Instances must be in the service's own security group and in no other."
  }
  assert {
    condition = (
      aws_launch_template.service.block_device_mappings[0].ebs[0].encrypted == "true"
      && aws_launch_template.service.block_device_mappings[0].ebs[0].kms_key_id == var.volume_kms_key_arn
      && aws_launch_template.service.block_device_mappings[0].ebs[0].volume_type == "gp3"
    )
    error_message = "Volumes must be gp3, encrypted with the key for volumes."
  }
  assert {
    condition     = aws_cloudwatch_log_group.service.kms_key_id == var.log_kms_key_arn && aws_cloudwatch_log_group.service.retention_in_days == 365
    error_message = "Logs must be encrypted with the key for logs and kept for a year."
  }
}

run "ways_in_and_out" {
  command = plan

  assert {
    condition = (
      length(aws_vpc_security_group_ingress_rule.load_balancer) == 1
      && aws_vpc_security_group_ingress_rule.load_balancer[0].referenced_security_group_id == "sg-00000000000000002"
      && aws_vpc_security_group_ingress_rule.load_balancer[0].cidr_ipv4 == null
      && aws_vpc_security_group_ingress_rule.load_balancer[0].from_port == 8080
      && aws_vpc_security_group_ingress_rule.load_balancer[0].to_port == 8080
    )
    error_message = "Only the load balancer may reach a web service, and only its port."
  }
  assert {
    condition = (
      aws_vpc_security_group_egress_rule.load_balancer[0].security_group_id == "sg-00000000000000002"
      && aws_vpc_security_group_egress_rule.load_balancer[0].referenced_security_group_id == "sg-00000000000000001"
      && aws_vpc_security_group_egress_rule.load_balancer[0].to_port == 8080
    )
    error_message = "The load balancer must be let out to the service's port."
  }
  assert {
    condition     = length(aws_security_group.service.ingress) == 0 && length(aws_security_group.service.egress) == 0
    error_message = "Rules are resources of their own: rules in the group itself would be at odds with them."
  }
  assert {
    condition = alltrue([
      for rule in concat([aws_vpc_security_group_egress_rule.https], values(aws_vpc_security_group_egress_rule.gateway)) :
      rule.from_port == 443 && rule.to_port == 443 && rule.ip_protocol == "tcp"
    ])
    error_message = "Instances may speak HTTPS only."
  }
}

run "a_worker_is_reached_by_nobody" {
  command = plan

  variables {
    web                             = false
    load_balancer_security_group_id = null
    target_group_arn                = null
    internet_egress                 = false
    scaling                         = { queue_name = "labsecure-test-lab-results", backlog_per_instance = 100 }
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.load_balancer) == 0 && length(aws_vpc_security_group_egress_rule.load_balancer) == 0
    error_message = "A worker has no way in."
  }
  assert {
    condition     = aws_vpc_security_group_egress_rule.https.cidr_ipv4 == "10.20.0.0/16"
    error_message = "Without internet egress, HTTPS must end in the VPC."
  }
  assert {
    condition     = length(aws_autoscaling_group.service.target_group_arns) == 0
    error_message = "A worker is no target of a load balancer."
  }
  assert {
    condition     = length(aws_autoscaling_policy.requests) == 0 && one([for metric in aws_autoscaling_policy.backlog[0].target_tracking_configuration[0].customized_metric_specification[0].metrics : metric.expression if metric.return_data]) == "waiting / IF(instances > 0, instances, 1)"
    error_message = "A worker must scale by the messages that wait for each instance."
  }
  assert {
    condition = alltrue([
      for metric in aws_autoscaling_policy.backlog[0].target_tracking_configuration[0].customized_metric_specification[0].metrics :
      one(metric.metric_stat[0].metric[0].dimensions).value == (metric.id == "waiting" ? "labsecure-test-lab-results" : "labsecure-test-ingest") if !metric.return_data
    ])
    error_message = "The backlog must be that of the service's own queue, over the group's own instances."
  }
  assert {
    condition     = aws_autoscaling_lifecycle_hook.service["terminate"].heartbeat_timeout == 100
    error_message = "A worker has no load balancer to leave: its drain time and a minute are enough."
  }
}

run "the_group_replaces_with_care" {
  command = plan

  assert {
    condition     = aws_autoscaling_group.service.launch_template[0].version == "7"
    error_message = "The group must name a version of the launch template: with $Latest, a new image would start no refresh."
  }
  assert {
    condition = (
      aws_autoscaling_group.service.instance_refresh[0].preferences[0].alarm_specification[0].alarms == tolist(["labsecure-test-ingest-5xx"])
      && aws_autoscaling_group.service.instance_refresh[0].preferences[0].auto_rollback
    )
    error_message = "Replacing instances must stop at an alarm and go back."
  }
  assert {
    condition = (
      aws_autoscaling_group.service.instance_refresh[0].preferences[0].min_healthy_percentage == 100
      && aws_autoscaling_group.service.instance_refresh[0].preferences[0].max_healthy_percentage == 150
    )
    error_message = "Of two instances, one at a time must be replaced, the new one before the old one goes."
  }
  assert {
    condition     = { for name, hook in aws_autoscaling_lifecycle_hook.service : hook.lifecycle_transition => "${name} ${hook.default_result} ${hook.heartbeat_timeout}" } == { "autoscaling:EC2_INSTANCE_LAUNCHING" = "launch ABANDON 900", "autoscaling:EC2_INSTANCE_TERMINATING" = "terminate CONTINUE 130" }
    error_message = "An instance that never becomes ready is thrown away; one that goes has time to leave the load balancer, drain, and say so."
  }
  assert {
    condition     = toset([for hook in aws_autoscaling_group.service.initial_lifecycle_hook : "${hook.name} ${hook.default_result} ${hook.heartbeat_timeout} ${hook.lifecycle_transition}"]) == toset([for name, hook in aws_autoscaling_lifecycle_hook.service : "${name} ${hook.default_result} ${hook.heartbeat_timeout} ${hook.lifecycle_transition}"])
    error_message = "The group's first instances must have the same hooks as all later ones."
  }
  assert {
    condition     = aws_autoscaling_group.service.health_check_type == "EC2"
    error_message = "A store that does not answer must not have every instance replaced."
  }
  assert {
    condition     = contains(aws_autoscaling_group.service.enabled_metrics, "GroupInServiceInstances")
    error_message = "Workers are scaled by this metric of the group."
  }
  assert {
    condition     = length(aws_autoscaling_policy.backlog) == 0 && aws_autoscaling_policy.requests[0].target_tracking_configuration[0].predefined_metric_specification[0].resource_label == var.scaling.resource_label
    error_message = "A web service must scale by the requests to its own targets."
  }
}

run "the_container_can_do_little" {
  command = plan

  assert {
    condition     = startswith(base64decode(aws_launch_template.service.user_data), "#cloud-config\n")
    error_message = "Cloud-init knows its own format by the first line."
  }
  assert {
    condition = alltrue([
      for option in [
        "--user 1000:1000", "--read-only", "--cap-drop ALL", "--security-opt no-new-privileges", "--log-driver awslogs",
        "--log-opt mode=non-blocking", "--log-opt awslogs-group=/labsecure/test/ingest", "--tmpfs /tmp:rw,noexec,nosuid,nodev",
        "--env-file /run/labsecure/environment", "--publish 8080:8080",
      ] :
      strcontains(one([for file in yamldecode(base64decode(aws_launch_template.service.user_data)).write_files : file.content if endswith(file.path, "/labsecure.service")]), " ${option}")
    ])
    error_message = "The container must run without rights: not as root, read-only, no capabilities, logs that never block."
  }
  assert {
    condition     = strcontains(one([for file in yamldecode(base64decode(aws_launch_template.service.user_data)).write_files : file.content if endswith(file.path, "/labsecure.service")]), "\n  ${var.image}\n")
    error_message = "The container must be the image of the given digest."
  }
  assert {
    condition     = !strcontains(base64decode(aws_launch_template.service.user_data), "RESOURCE_PREFIX")
    error_message = "User data holds no settings: they are read from Parameter Store at each start."
  }
  assert {
    condition     = { for name, parameter in aws_ssm_parameter.setting : parameter.name => parameter.insecure_value } == { "/labsecure/test/ingest/RESOURCE_PREFIX" = "labsecure-test-", "/labsecure/test/ingest/HOST" = "0.0.0.0", "/labsecure/test/ingest/PORT" = "8080" }
    error_message = "Settings must lie below the service's path, with the address and port it listens on."
  }
}

run "settings_before" {
  command = plan
}

run "a_changed_setting_replaces_instances" {
  command = plan

  variables {
    settings = { RESOURCE_PREFIX = "labsecure-other-" }
  }

  assert {
    condition     = base64decode(aws_launch_template.service.user_data) != run.settings_before.user_data
    error_message = "A changed setting must change the launch template, or running instances would keep the old one."
  }
}

run "a_changed_secret_replaces_instances" {
  command = plan

  variables {
    revision = "2"
  }

  assert {
    condition     = base64decode(aws_launch_template.service.user_data) != run.settings_before.user_data
    error_message = "A changed revision must change the launch template."
  }
}

run "the_role_is_narrow" {
  command = plan

  variables {
    secret_parameter_arns = { SESSION_SECRET = "arn:aws:ssm:us-east-1:123456789012:parameter/labsecure/test/ingest/SESSION_SECRET" }
  }

  assert {
    condition     = jsondecode(aws_iam_role.service.assume_role_policy).Statement == [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" } }]
    error_message = "Only EC2 may take the role."
  }
  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_policy.machine.policy).Statement : statement.Action if contains(flatten([statement.Resource]), "*")
      ])) == toset([
      "ecr:GetAuthorizationToken",
      "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
    ])
    error_message = "Only actions for which AWS has nothing narrower may be allowed on every resource."
  }
  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_iam_policy.machine.policy).Statement : [for action in statement.Action : !strcontains(action, "*")]]))
    error_message = "Every action must be named."
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_policy.machine.policy).Statement : statement.Resource if contains(statement.Action, "ssm:GetParametersByPath")]) == ["arn:aws:ssm:us-east-1:123456789012:parameter/labsecure/test/ingest", "arn:aws:ssm:us-east-1:123456789012:parameter/labsecure/test/ingest/*"]
    error_message = "A machine may read the settings of its own service and no others."
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_policy.machine.policy).Statement : statement.Resource if contains(statement.Action, "ecr:BatchGetImage")]) == [var.repository_arn]
    error_message = "A machine may pull from its own repository only."
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_policy.machine.policy).Statement : statement.Resource if contains(statement.Action, "logs:PutLogEvents")]) == ["arn:aws:logs:us-east-1:123456789012:log-group:/labsecure/test/ingest:*"]
    error_message = "A machine may write to its own log group only."
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_policy.machine.policy).Statement : statement.Resource if contains(statement.Action, "autoscaling:CompleteLifecycleAction")]) == ["arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/labsecure-test-ingest"]
    error_message = "A machine may speak for its own group only."
  }
  assert {
    condition = one(jsondecode(aws_iam_policy.secrets[0].policy).Statement) == {
      Sid      = "DecryptOwnSecrets"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = [var.parameter_kms_key_arn]
      Condition = {
        StringEquals = {
          "kms:ViaService"                      = "ssm.us-east-1.amazonaws.com"
          "kms:EncryptionContext:PARAMETER_ARN" = ["arn:aws:ssm:us-east-1:123456789012:parameter/labsecure/test/ingest/SESSION_SECRET"]
        }
      }
    }
    error_message = "A machine may decrypt its own secrets, through Parameter Store, and nothing else with that key."
  }
  assert {
    condition     = length(aws_iam_role_policy_attachment.service) == 1 && aws_iam_policy.service["raw"].policy == var.policies["raw"]
    error_message = "The service's own policies must be attached as they are given."
  }
}

run "no_secrets_no_key" {
  command = plan

  assert {
    condition     = length(aws_iam_policy.secrets) == 0
    error_message = "A service without secrets needs no right to decrypt any."
  }
}

run "bad_input" {
  command = plan

  variables {
    name                      = "Ingest!"
    service                   = "in gest"
    image                     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-ingest:latest"
    port                      = 80
    vpc_cidr                  = "10.20.0.0"
    subnet_ids                = ["subnet-00000000000000001"]
    instance_type             = "t3.small"
    ami_parameter             = "/mine/image"
    parameter_path            = "/labsecure/test/ingest/"
    refresh_alarm_names       = []
    min_size                  = 0
    log_retention_days        = 30
    termination_drain_seconds = 5
    deregistration_seconds    = -1
  }

  expect_failures = [
    var.name, var.service, var.image, var.port, var.vpc_cidr, var.subnet_ids, var.instance_type, var.ami_parameter,
    var.parameter_path, var.refresh_alarm_names, var.min_size, var.log_retention_days, var.termination_drain_seconds,
    var.deregistration_seconds,
  ]
}

run "a_largest_number_below_the_least" {
  command = plan
  variables {
    max_size = 1
  }
  expect_failures = [var.max_size]
}

run "a_web_service_without_a_load_balancer" {
  command = plan
  variables {
    load_balancer_security_group_id = null
    target_group_arn                = null
  }
  expect_failures = [var.load_balancer_security_group_id, var.target_group_arn]
}

run "a_web_service_that_scales_by_a_queue" {
  command = plan
  variables {
    scaling = { queue_name = "labsecure-test-lab-results", backlog_per_instance = 100 }
  }
  expect_failures = [var.scaling]
}

run "a_policy_with_any_action" {
  command = plan
  variables {
    policies = { raw = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::labsecure-test-raw/*\"}]}" }
  }
  expect_failures = [var.policies]
}

run "a_policy_on_any_resource" {
  command = plan
  variables {
    policies = { raw = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\",\"Resource\":\"*\"}]}" }
  }
  expect_failures = [var.policies]
}

run "a_policy_on_every_bucket" {
  command = plan
  variables {
    policies = { raw = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::*\"}]}" }
  }
  expect_failures = [var.policies]
}

run "an_empty_setting" {
  command = plan
  variables {
    settings = { ADMIN_EMAIL = "" }
  }
  expect_failures = [var.settings]
}

run "a_setting_with_a_line_break" {
  command = plan
  variables {
    settings = { ADMIN_EMAIL = "a\nINJECTED=b" }
  }
  expect_failures = [var.settings]
}

run "a_secret_of_another_service" {
  command = plan
  variables {
    secret_parameter_arns = { SESSION_SECRET = "arn:aws:ssm:us-east-1:123456789012:parameter/labsecure/test/portal/SESSION_SECRET" }
  }
  expect_failures = [var.secret_parameter_arns]
}
