data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = var.name

  # An e-mail that tells of a result is not sent over a connection that anyone can read.
  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  # SES stops writing to addresses that bounced or complained before AWS stops all our e-mail.
  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

# The set is the identity's own, so that nobody who sends has to think of it.
resource "aws_sesv2_email_identity" "this" {
  email_identity         = var.domain
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name

  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

# Tokens and the wait below are of SES's older interface. It speaks of the same identity and the same keys.
resource "aws_ses_domain_dkim" "this" {
  domain = aws_sesv2_email_identity.this.email_identity
}

# There are always three keys.
resource "aws_route53_record" "dkim" {
  count = 3

  zone_id = var.hosted_zone_id
  name    = "${aws_ses_domain_dkim.this.dkim_tokens[count.index]}._domainkey.${var.domain}"
  type    = "CNAME"
  records = ["${aws_ses_domain_dkim.this.dkim_tokens[count.index]}.dkim.amazonses.com"]
  ttl     = 300
}

# Whoever receives e-mail in this name that bears no signature of it shall treat it as forged.
resource "aws_route53_record" "dmarc" {
  zone_id = var.hosted_zone_id
  name    = "_dmarc.${var.domain}"
  type    = "TXT"
  records = ["v=DMARC1; p=quarantine; adkim=s"]
  ttl     = 300
}

# Waits until SES has seen the records: Cognito refuses a sender that is not verified yet.
resource "aws_ses_domain_identity_verification" "this" {
  domain = aws_sesv2_email_identity.this.email_identity

  depends_on = [aws_route53_record.dkim]
}
