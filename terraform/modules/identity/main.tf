data "aws_region" "current" {}

# No attributes of our own: a pool's schema can never change, and people could write them. Who someone is to us, the
# tables say.
resource "aws_cognito_user_pool" "this" {
  name                = var.name
  user_pool_tier      = "ESSENTIALS"
  deletion_protection = var.deletion_protection ? "ACTIVE" : "INACTIVE"

  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]

  mfa_configuration = var.mfa

  software_token_mfa_configuration {
    enabled = true
  }

  username_configuration {
    case_sensitive = false
  }

  # Results go to known patients only, so nobody makes an account for themselves.
  admin_create_user_config {
    allow_admin_create_user_only = true
  }

  password_policy {
    minimum_length                   = 14
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = true
    temporary_password_validity_days = 7
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  # A new address counts only once its owner has proven it; until then the old one does.
  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  dynamic "email_configuration" {
    for_each = var.mail[*]

    content {
      email_sending_account = "DEVELOPER"
      source_arn            = email_configuration.value.identity_arn
      from_email_address    = email_configuration.value.from_address
      configuration_set     = email_configuration.value.configuration_set_name
    }
  }
}

# Version 2 is managed login. The portal needs it: it asks for the password at each sign-in (prompt=login), which the
# older pages do not know.
resource "aws_cognito_user_pool_domain" "this" {
  user_pool_id          = aws_cognito_user_pool.this.id
  domain                = var.domain_prefix
  managed_login_version = 2
}

resource "aws_cognito_user_group" "staff" {
  for_each = toset(var.staff_groups)

  user_pool_id = aws_cognito_user_pool.this.id
  name         = each.key
  description  = "Staff: ${each.key}"
}
