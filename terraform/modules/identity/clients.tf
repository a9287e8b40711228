locals {
  # Asking Cognito for tokens with a name and a password, past its pages, is open to no client.
  only_refresh = ["ALLOW_REFRESH_TOKEN_AUTH"]
}

# Confidential: code with PKCE, and a secret. Cognito does not insist on PKCE; the portal always sends it.
resource "aws_cognito_user_pool_client" "portal" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "${var.name}-portal"

  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "profile", "email"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = local.only_refresh

  callback_urls = ["${var.portal_url}/auth/callback"]
  logout_urls   = ["${var.portal_url}/", "${var.portal_url}/login"]

  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true

  # A refresh token outlives no session of the portal: they end after eight hours.
  access_token_validity  = 60
  id_token_validity      = 60
  refresh_token_validity = 8

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }
}

# Managed login shows a client's pages only once it has a look, even if that is Cognito's own.
resource "aws_cognito_managed_login_branding" "portal" {
  user_pool_id                = aws_cognito_user_pool.this.id
  client_id                   = aws_cognito_user_pool_client.portal.id
  use_cognito_provided_values = true
}

resource "aws_cognito_resource_server" "api" {
  user_pool_id = aws_cognito_user_pool.this.id
  identifier   = "labsecure"
  name         = "LabSecure"

  scope {
    scope_name        = "results.write"
    scope_description = "Send lab results and ask what became of them"
  }
}

# Which lab a client is, the registry of labs says, not its token. Tokens last long because Cognito bills each.
resource "aws_cognito_user_pool_client" "lab" {
  for_each = var.labs

  user_pool_id = aws_cognito_user_pool.this.id
  name         = "${each.key} ${each.value.name}"

  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["client_credentials"]
  allowed_oauth_scopes                 = ["${aws_cognito_resource_server.api.identifier}/results.write"]
  explicit_auth_flows                  = local.only_refresh

  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true

  access_token_validity = 12

  token_validity_units {
    access_token = "hours"
  }
}
