# What goes to production next: like production, with made-up patients and one instance of each service.
environment    = "staging"
region         = "us-east-1"
domain_name    = "staging.results.example.com"
hosted_zone_id = "Z0123456789EXAMPLESTAGING"
mail_domain    = "staging.results.example.com"
mail_from      = "results@staging.results.example.com"

zones      = ["us-east-1a", "us-east-1b"]
cidr       = "10.30.0.0/16"
single_nat = true

capacity = {
  ingest    = { min = 1, max = 2 }
  processor = { min = 1, max = 2 }
  notify    = { min = 1, max = 2 }
  report    = { min = 1, max = 2 }
  portal    = { min = 1, max = 2 }
}

labs = {
  LAB001 = { name = "Example Laboratory" }
}

alarm_emails = ["operations@example.com"]
admin_email  = "operations@example.com"

github_repository = "example/labsecure"
state_bucket      = "labsecure-state-123456789012"
