terraform {
  # Write-only arguments and the S3 backend's lock file need this much.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
