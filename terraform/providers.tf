provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application = "labsecure"
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}
