# For building and trying: the smallest of everything, and made-up patients only.
environment    = "dev"
region         = "us-east-1"
domain_name    = "dev.results.example.com"
hosted_zone_id = "Z0123456789EXAMPLEDEV"
mail_domain    = "dev.results.example.com"
mail_from      = "results@dev.results.example.com"

zones      = ["us-east-1a", "us-east-1b"]
cidr       = "10.20.0.0/16"
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
