mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_ses_domain_dkim" {
    defaults = { dkim_tokens = ["one", "two", "three"] }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:labsecure-test-mail-events" }
  }
}

variables {
  name           = "labsecure-test"
  domain         = "example.com"
  hosted_zone_id = "Z0123456789ABCDEFGHIJ"
  from_address   = "results@example.com"
  kms_key_arn    = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  event_emails   = ["admin@example.com"]
}

run "receivers_can_tell_our_mail_from_forged_mail" {
  command = plan

  assert {
    condition = toset([for record in aws_route53_record.dkim : "${record.name} ${one(record.records)}"]) == toset([
      "one._domainkey.example.com one.dkim.amazonses.com",
      "two._domainkey.example.com two.dkim.amazonses.com",
      "three._domainkey.example.com three.dkim.amazonses.com",
    ])
    error_message = "All three DKIM keys must be in the zone."
  }

  assert {
    condition     = aws_sesv2_email_identity.this.dkim_signing_attributes[0].next_signing_key_length == "RSA_2048_BIT"
    error_message = "Keys must be 2048 bits long."
  }

  assert {
    condition     = aws_route53_record.dmarc.name == "_dmarc.example.com" && startswith(one(aws_route53_record.dmarc.records), "v=DMARC1; p=quarantine")
    error_message = "Receivers must be told what to do with mail that is not signed."
  }

  assert {
    condition     = aws_ses_domain_identity_verification.this.domain == "example.com"
    error_message = "Nobody may send before SES has verified the domain."
  }
}

run "mail_goes_over_tls_and_not_to_those_who_refused_it" {
  command = plan

  assert {
    condition     = aws_sesv2_configuration_set.this.delivery_options[0].tls_policy == "REQUIRE"
    error_message = "Mail must not be delivered in the clear."
  }

  assert {
    condition     = toset(aws_sesv2_configuration_set.this.suppression_options[0].suppressed_reasons) == toset(["BOUNCE", "COMPLAINT"])
    error_message = "Addresses that bounced or complained must not be written to again."
  }

  assert {
    condition     = aws_sesv2_configuration_set.this.reputation_options[0].reputation_metrics_enabled
    error_message = "Bounce and complaint rates must be measured, for there are alarms on them."
  }

  assert {
    condition     = aws_sesv2_email_identity.this.configuration_set_name == "labsecure-test"
    error_message = "All mail of the domain must go through the set."
  }
}

run "bounces_and_complaints_are_told_and_encrypted" {
  command = plan

  assert {
    condition = (
      aws_sesv2_configuration_set_event_destination.events.event_destination[0].enabled
      && length(setsubtract(["BOUNCE", "COMPLAINT"], aws_sesv2_configuration_set_event_destination.events.event_destination[0].matching_event_types)) == 0
      && aws_sesv2_configuration_set_event_destination.events.event_destination[0].sns_destination[0].topic_arn == aws_sns_topic.events.arn
    )
    error_message = "Bounces and complaints must reach the topic."
  }

  assert {
    condition     = aws_sns_topic.events.kms_master_key_id == var.kms_key_arn
    error_message = "The topic holds addresses of patients and must be encrypted with the given key."
  }

  assert {
    condition     = keys(aws_sns_topic_subscription.email) == ["admin@example.com"] && aws_sns_topic_subscription.email["admin@example.com"].protocol == "email"
    error_message = "Those named must be told."
  }
}

run "nobody_but_ses_speaks_on_the_topic" {
  command = plan

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sns_topic_policy.events.policy).Statement :
      statement.Principal == { Service = "ses.amazonaws.com" }
      && statement.Action == "sns:Publish"
      && try(statement.Condition.StringEquals["aws:SourceArn"], null) == "arn:aws:ses:us-east-1:123456789012:configuration-set/labsecure-test"
      && try(statement.Condition.StringEquals["aws:SourceAccount"], null) == "123456789012"
      if statement.Effect == "Allow"
    ])
    error_message = "Only SES may publish, and only for this configuration set."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sns_topic_policy.events.policy).Statement :
      statement.Principal == "*" && statement.Condition.Bool["aws:SecureTransport"] == "false" if statement.Effect == "Deny"
    ])
    error_message = "The topic must refuse connections without TLS."
  }
}

run "a_sender_of_another_domain_is_refused" {
  command         = plan
  expect_failures = [var.from_address]

  variables {
    from_address = "results@example.org"
  }
}

run "a_domain_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.domain]

  variables {
    domain       = "example"
    from_address = "results@example"
  }
}

run "an_address_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.event_emails]

  variables {
    event_emails = ["admin"]
  }
}

run "a_topic_without_a_key_is_refused" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/aws/sns"
  }
}

run "a_zone_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.hosted_zone_id]

  variables {
    hosted_zone_id = "example.com"
  }
}

run "a_name_in_capitals_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "LabSecure"
  }
}
