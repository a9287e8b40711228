# Patients' data. Two instances of everything in two zones, and a way out of each zone of its own.
environment    = "prod"
region         = "us-east-1"
domain_name    = "results.example.com"
hosted_zone_id = "Z0123456789EXAMPLEPROD"
mail_domain    = "results.example.com"
mail_from      = "results@results.example.com"

zones = ["us-east-1a", "us-east-1b"]
cidr  = "10.40.0.0/16"

capacity = {
  ingest    = { min = 2, max = 4 }
  processor = { min = 2, max = 4 }
  notify    = { min = 2, max = 4 }
  report    = { min = 2, max = 4 }
  portal    = { min = 2, max = 4 }
}

labs = {
  LAB001 = { name = "Example Laboratory" }
}

alarm_emails = ["operations@example.com"]
admin_email  = "operations@example.com"

github_repository = "example/labsecure"
state_bucket      = "labsecure-state-123456789012"
