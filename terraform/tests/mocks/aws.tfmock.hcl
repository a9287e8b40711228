# What AWS would make up, in the form it has there. Names and ids are those of an environment called test.
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

mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    domain_validation_options = [{
      domain_name           = "results.example.com"
      resource_record_name  = "_proof.results.example.com."
      resource_record_type  = "CNAME"
      resource_record_value = "_proof.acm-validations.aws."
    }]
  }
}

mock_resource "aws_backup_vault" {
  defaults = { arn = "arn:aws:backup:us-east-1:123456789012:backup-vault:labsecure-test" }
}

mock_resource "aws_backup_plan" {
  defaults = { id = "11111111-2222-3333-4444-555555555555" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-labsecure-test" }
}

mock_resource "aws_cognito_user_pool" {
  defaults = {
    id       = "us-east-1_11111111"
    arn      = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_11111111"
    endpoint = "cognito-idp.us-east-1.amazonaws.com/us-east-1_11111111"
  }
}

mock_resource "aws_cognito_user_pool_client" {
  defaults = {
    id            = "1example23456789"
    client_secret = "a-secret-that-is-none"
  }
}

mock_resource "aws_dynamodb_table" {
  defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/labsecure-test-results" }
}

mock_resource "aws_ecr_repository" {
  defaults = {
    arn            = "arn:aws:ecr:us-east-1:123456789012:repository/labsecure-test-ingest"
    repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-ingest"
  }
}

mock_resource "aws_eip" {
  defaults = { id = "eipalloc-11111111" }
}

mock_resource "aws_iam_instance_profile" {
  defaults = { arn = "arn:aws:iam::123456789012:instance-profile/labsecure-test" }
}

mock_resource "aws_iam_openid_connect_provider" {
  defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
}

mock_resource "aws_iam_policy" {
  defaults = { arn = "arn:aws:iam::123456789012:policy/labsecure-test" }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/labsecure-test" }
}

mock_resource "aws_kms_key" {
  defaults = {
    arn    = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    key_id = "11111111-2222-3333-4444-555555555555"
  }
}

mock_resource "aws_launch_template" {
  defaults = {
    id             = "lt-00000000000000001"
    latest_version = 7
  }
}

mock_resource "aws_lb" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/labsecure-test/0123456789abcdef"
    arn_suffix = "app/labsecure-test/0123456789abcdef"
    dns_name   = "labsecure-test-1.us-east-1.elb.amazonaws.com"
    zone_id    = "Z35SXDOTRQ7X7K"
  }
}

mock_resource "aws_lb_listener" {
  defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/labsecure-test/0123456789abcdef/0123456789abcdef" }
}

mock_resource "aws_lb_target_group" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/ingest/0123456789abcdef"
    arn_suffix = "targetgroup/ingest/0123456789abcdef"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = {
    id                          = "labsecure-test-raw"
    arn                         = "arn:aws:s3:::labsecure-test-raw"
    bucket_regional_domain_name = "labsecure-test-raw.s3.us-east-1.amazonaws.com"
  }
}

mock_resource "aws_security_group" {
  defaults = { id = "sg-00000000000000001" }
}

mock_resource "aws_ses_domain_dkim" {
  defaults = { dkim_tokens = ["one", "two", "three"] }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:us-east-1:123456789012:labsecure-test-alarms" }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:us-east-1:123456789012:labsecure-test-lab-results"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/labsecure-test-lab-results"
  }
}

mock_resource "aws_ssm_parameter" {
  defaults = {
    arn     = "arn:aws:ssm:us-east-1:123456789012:parameter/labsecure/test/portal/SESSION_SECRET"
    version = 1
  }
}

mock_resource "aws_transfer_server" {
  defaults = { id = "s-11111111111111111" }
}

mock_resource "aws_vpc" {
  defaults = { id = "vpc-11111111" }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/labsecure-test/11111111-2222-3333-4444-555555555555" }
}
