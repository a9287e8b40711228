mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_resource "aws_cognito_user_pool" {
    defaults = {
      id       = "us-east-1_11111111"
      arn      = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_11111111"
      endpoint = "cognito-idp.us-east-1.amazonaws.com/us-east-1_11111111"
    }
  }
}

override_resource {
  target          = aws_cognito_user_pool_client.portal
  override_during = plan
  values          = { id = "portal-client", client_secret = "portal-secret" }
}

override_resource {
  target          = aws_cognito_user_pool_client.lab["LAB001"]
  override_during = plan
  values          = { id = "lab-1-client", client_secret = "lab-1-secret" }
}

override_resource {
  target          = aws_cognito_user_pool_client.lab["LAB002"]
  override_during = plan
  values          = { id = "lab-2-client", client_secret = "lab-2-secret" }
}

variables {
  name          = "labsecure-test"
  domain_prefix = "labsecure-test-123456789012"
  portal_url    = "https://results.example.com"
  labs = {
    LAB001 = { name = "Northside Laboratory" }
    LAB002 = { name = "City Hospital" }
  }
}

run "accounts_are_hard_to_take" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool.this.mfa_configuration == "ON" && aws_cognito_user_pool.this.software_token_mfa_configuration[0].enabled
    error_message = "Everyone must need a second factor."
  }

  assert {
    condition = alltrue([
      aws_cognito_user_pool.this.password_policy[0].minimum_length >= 12,
      aws_cognito_user_pool.this.password_policy[0].require_lowercase,
      aws_cognito_user_pool.this.password_policy[0].require_uppercase,
      aws_cognito_user_pool.this.password_policy[0].require_numbers,
      aws_cognito_user_pool.this.password_policy[0].require_symbols,
      aws_cognito_user_pool.this.password_policy[0].temporary_password_validity_days <= 7,
    ])
    error_message = "Passwords must be long and of all kinds, and temporary ones short-lived."
  }

  assert {
    condition     = aws_cognito_user_pool.this.admin_create_user_config[0].allow_admin_create_user_only
    error_message = "Nobody may make an account for themselves."
  }

  assert {
    condition     = one(aws_cognito_user_pool.this.account_recovery_setting[0].recovery_mechanism).name == "verified_email" && aws_cognito_user_pool.this.user_attribute_update_settings[0].attributes_require_verification_before_update == toset(["email"])
    error_message = "A password may be reset only through an address that was proven."
  }

  assert {
    condition     = aws_cognito_user_pool.this.deletion_protection == "ACTIVE"
    error_message = "The pool must be protected from deletion unless said otherwise."
  }

  assert {
    condition     = length(aws_cognito_user_pool.this.schema) == 0
    error_message = "People can write attributes, and a pool's schema can never change: there may be none."
  }

  assert {
    condition     = alltrue([for client in concat([aws_cognito_user_pool_client.portal], values(aws_cognito_user_pool_client.lab)) : client.prevent_user_existence_errors == "ENABLED"])
    error_message = "Nobody may learn from an error who has an account."
  }
}

run "the_portal_gets_codes_and_sends_people_back_to_itself_only" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool_client.portal.allowed_oauth_flows == toset(["code"]) && aws_cognito_user_pool_client.portal.allowed_oauth_flows_user_pool_client && aws_cognito_user_pool_client.portal.generate_secret
    error_message = "The portal must use codes, with a secret, and no other flow."
  }

  assert {
    condition     = aws_cognito_user_pool_client.portal.callback_urls == toset(["https://results.example.com/auth/callback"])
    error_message = "Codes may go to the portal's callback only."
  }

  assert {
    condition     = aws_cognito_user_pool_client.portal.logout_urls == toset(["https://results.example.com/", "https://results.example.com/login"])
    error_message = "People who sign out may be sent to the portal's door only."
  }

  assert {
    condition     = aws_cognito_user_pool_client.portal.allowed_oauth_scopes == toset(["openid", "profile", "email"])
    error_message = "The portal's tokens must not let anyone write attributes or results."
  }

  assert {
    condition     = aws_cognito_user_pool_client.portal.explicit_auth_flows == toset(["ALLOW_REFRESH_TOKEN_AUTH"])
    error_message = "Passwords may be typed on Cognito's pages only."
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.portal.enable_token_revocation
      && aws_cognito_user_pool_client.portal.access_token_validity == 60
      && aws_cognito_user_pool_client.portal.refresh_token_validity == 8
      && aws_cognito_user_pool_client.portal.token_validity_units[0].access_token == "minutes"
      && aws_cognito_user_pool_client.portal.token_validity_units[0].refresh_token == "hours"
    )
    error_message = "Access must end after an hour, and with sign-out or eight hours for good."
  }

  assert {
    condition     = aws_cognito_user_pool_domain.this.managed_login_version == 2 && aws_cognito_managed_login_branding.portal.client_id == "portal-client"
    error_message = "Sign-in needs managed login, and managed login a look."
  }
}

run "each_lab_has_credentials_of_its_own_for_sending_results" {
  command = plan

  assert {
    condition     = output.lab_client_ids == { LAB001 = "lab-1-client", LAB002 = "lab-2-client" }
    error_message = "Each lab needs a client of its own."
  }

  assert {
    condition     = nonsensitive(output.lab_client_secrets) == { LAB001 = "lab-1-secret", LAB002 = "lab-2-secret" }
    error_message = "Each lab needs a secret of its own."
  }

  assert {
    condition = alltrue([
      for client in aws_cognito_user_pool_client.lab :
      client.allowed_oauth_flows == toset(["client_credentials"])
      && client.allowed_oauth_flows_user_pool_client
      && client.allowed_oauth_scopes == toset(["labsecure/results.write"])
      && client.generate_secret
      && client.explicit_auth_flows == toset(["ALLOW_REFRESH_TOKEN_AUTH"])
    ])
    error_message = "A lab may send results as itself and do nothing else."
  }

  assert {
    condition     = alltrue([for client in aws_cognito_user_pool_client.lab : client.access_token_validity == 12 && client.token_validity_units[0].access_token == "hours"])
    error_message = "A lab's token must last twelve hours, so that few are bought."
  }

  assert {
    condition     = aws_cognito_resource_server.api.identifier == "labsecure" && one(aws_cognito_resource_server.api.scope).scope_name == "results.write"
    error_message = "The API's scope must be labsecure/results.write."
  }
}

run "services_learn_where_the_login_is" {
  command = plan

  assert {
    condition     = output.issuer == "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_11111111" && output.jwks_uri == "${output.issuer}/.well-known/jwks.json"
    error_message = "Tokens are issued and signed under the pool's endpoint."
  }

  assert {
    condition     = output.login_url == "https://labsecure-test-123456789012.auth.us-east-1.amazoncognito.com" && output.logout_url == "${output.login_url}/logout"
    error_message = "People sign in and out under the pool's domain."
  }

  assert {
    condition     = output.portal_client_id == "portal-client" && nonsensitive(output.portal_client_secret) == "portal-secret" && issensitive(output.portal_client_secret) && issensitive(output.lab_client_secrets)
    error_message = "The portal's client must be told, its secret not be shown."
  }

  assert {
    condition     = toset(keys(aws_cognito_user_group.staff)) == toset(["admin", "support"])
    error_message = "There must be groups for staff."
  }
}

run "mail_goes_through_our_own_domain_where_there_is_one" {
  command = plan

  variables {
    mail = {
      identity_arn           = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
      from_address           = "LabSecure <results@example.com>"
      configuration_set_name = "labsecure-test"
    }
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.email_configuration[0].email_sending_account == "DEVELOPER"
      && aws_cognito_user_pool.this.email_configuration[0].source_arn == var.mail.identity_arn
      && aws_cognito_user_pool.this.email_configuration[0].from_email_address == var.mail.from_address
      && aws_cognito_user_pool.this.email_configuration[0].configuration_set == "labsecure-test"
    )
    error_message = "Invitations must come from the given sender, and their bounces be counted."
  }
}

run "protection_can_be_lifted_to_tear_down" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = aws_cognito_user_pool.this.deletion_protection == "INACTIVE"
    error_message = "Without protection the pool must be deletable."
  }
}

run "no_second_factor_is_refused" {
  command         = plan
  expect_failures = [var.mfa]

  variables {
    mfa = "OFF"
  }
}

run "a_portal_without_tls_is_refused" {
  command         = plan
  expect_failures = [var.portal_url]

  variables {
    portal_url = "http://results.example.com"
  }
}

run "a_portal_with_a_path_is_refused" {
  command         = plan
  expect_failures = [var.portal_url]

  variables {
    portal_url = "https://results.example.com/"
  }
}

run "a_lab_id_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.labs]

  variables {
    labs = { northside = { name = "Northside Laboratory" } }
  }
}

run "a_lab_name_that_cognito_does_not_take_is_refused" {
  command         = plan
  expect_failures = [var.labs]

  variables {
    labs = { LAB001 = { name = "Northside <Laboratory>" } }
  }
}

run "a_prefix_that_aws_keeps_for_itself_is_refused" {
  command         = plan
  expect_failures = [var.domain_prefix]

  variables {
    domain_prefix = "labsecure-cognito"
  }
}

run "a_group_named_twice_is_refused" {
  command         = plan
  expect_failures = [var.staff_groups]

  variables {
    staff_groups = ["admin", "admin"]
  }
}

run "a_mail_identity_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.mail]

  variables {
    mail = { identity_arn = "example.com", from_address = "results@example.com", configuration_set_name = "x" }
  }
}

run "a_name_in_capitals_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "LabSecure"
  }
}
