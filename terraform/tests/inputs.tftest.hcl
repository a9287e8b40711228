# Wrong inputs are refused in the plan, with a sentence. Each run gives one wrong value to many variables, and each of
# them has to be refused.
mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  environment    = "test"
  domain_name    = "results.example.com"
  hosted_zone_id = "Z0123456789EXAMPLE"
  zones          = ["us-east-1a", "us-east-1b"]
  mail_domain    = "results.example.com"
  mail_from      = "results@results.example.com"
  alarm_emails   = ["operations@example.com"]
  admin_email    = "operations@example.com"
  labs           = { LAB001 = { name = "Example Laboratory" } }
  images = {
    for service in ["ingest", "notify", "portal", "processor", "report"] :
    service => "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-${service}@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  }
}

run "wrong_values_are_refused" {
  command = plan

  variables {
    # an image by its tag
    images = {
      for service in ["ingest", "notify", "portal", "processor", "report"] :
      service => "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-${service}:latest"
    }
    # too small
    cidr = "10.20.0.0/24"
    # fewer than two
    zones = ["us-east-1a"]
    # an id that is none
    labs = { "lab one" = { name = "Example Laboratory" } }
    # an address that is none
    alarm_emails = ["operations"]
    # an address that is none
    admin_email = "nobody"
    # a sender of another domain
    mail_from = "results@example.org"
    # an address, not a name
    domain_name = "https://results.example.com"
    # a name, not an id
    hosted_zone_id = "results.example.com"
    # capitals
    environment = "Prod"
    # an Intel machine
    instance_types = { ingest = "t3.small" }
    # none at all
    capacity = { ingest = { min = 0, max = 2 } }
    # a month
    log_retention_days = 30
    # has a gateway endpoint already
    interface_endpoints = ["s3"]
    # the whole internet
    sftp_allowed_cidrs = ["0.0.0.0/0"]
    # no owner
    github_repository = "labsecure"
    state_bucket      = "labsecure-state-123456789012"
    # not GitHub's
    github_oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/example.com"
  }

  expect_failures = [
    var.images,
    var.cidr,
    var.zones,
    var.labs,
    var.alarm_emails,
    var.admin_email,
    var.mail_from,
    var.domain_name,
    var.hosted_zone_id,
    var.environment,
    var.instance_types,
    var.capacity,
    var.log_retention_days,
    var.interface_endpoints,
    var.sftp_allowed_cidrs,
    var.github_repository,
    var.github_oidc_provider_arn,
  ]
}

run "other_wrong_values_are_refused_too" {
  command = plan

  variables {
    # half a digest
    images = {
      for service in ["ingest", "notify", "portal", "processor", "report"] :
      service => "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-${service}@sha256:0123456789abcdef"
    }
    # no range
    cidr = "10.20.0.0"
    # the same twice
    zones = ["us-east-1a", "us-east-1a"]
    # no name
    labs = { LAB001 = { name = " " } }
    # nobody
    alarm_emails = []
    # no domain
    mail_domain = "example"
    # no such service
    instance_types = { billing = "t4g.small" }
    # no such service
    capacity = { billing = { min = 1, max = 2 } }
    # a deploy role needs it
    github_repository = "example/labsecure"
  }

  expect_failures = [
    var.images,
    var.cidr,
    var.zones,
    var.labs,
    var.alarm_emails,
    var.mail_domain,
    var.instance_types,
    var.capacity,
    var.state_bucket,
  ]
}

run "and_so_are_these" {
  command = plan

  variables {
    # one is missing
    images = {
      for service in ["ingest", "notify", "portal", "processor"] :
      service => "123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-test-${service}@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    }
    # of another region
    zones = ["us-east-1a", "eu-west-1a"]
    # less at most than at least
    capacity = { ingest = { min = 3, max = 2 } }
    # no range
    sftp_allowed_cidrs = ["203.0.113.7"]
  }

  expect_failures = [
    var.images,
    var.zones,
    var.capacity,
    var.sftp_allowed_cidrs,
  ]
}

# Apart from the others, because zones are compared with it.
run "a_region_that_is_none_is_refused" {
  command = plan

  variables {
    region = "us-east"
  }

  expect_failures = [var.region]
}
