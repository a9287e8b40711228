# GitHub's workflows sign in with a token of their own run: no key of AWS is stored anywhere.
# Two roles. `plan` looks, before anyone has approved. `deploy`, after approval, may roll out a version and no more: it
# cannot touch keys, data stores, network, roles or the login, so that whoever takes over the pipeline cannot either. Such
# changes are applied by an operator; README.md says how.
locals {
  github_subjects = var.github_repository == null ? {} : {
    plan   = "repo:${var.github_repository}:ref:refs/heads/main"
    deploy = "repo:${var.github_repository}:environment:${var.environment}"
  }

  github_policies = {
    for name, policy in {
      look           = { roles = ["plan", "deploy"], policy = local.look_policy, description = "Read how things are set up, never what is in them." }
      "look-further" = { roles = ["plan", "deploy"], policy = local.look_further_policy, description = "The same for what has no name of its own." }
      state          = { roles = ["deploy"], policy = local.state_policy, description = "Write Terraform's state." }
      "roll-out"     = { roles = ["deploy"], policy = local.roll_out_policy, description = "Push images, and put a version in place of another." }
    } : name => policy if var.github_repository != null
  }

  # "us-east-1:123456789012", as it stands in the middle of most ARNs.
  here = "${local.region}:${local.account_id}"
}

resource "aws_iam_openid_connect_provider" "github" {
  count = var.github_repository != null && var.github_oidc_provider_arn == null ? 1 : 0

  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "github" {
  for_each = local.github_subjects

  name                 = "${local.prefix}github-${each.key}"
  description          = "Taken on by workflows of ${var.github_repository} to ${each.key} ${var.environment}."
  max_session_duration = 7200

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = one(concat(aws_iam_openid_connect_provider.github[*].arn, compact([var.github_oidc_provider_arn]))) }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          # No wildcard: a pull request, another branch and another environment have other subjects.
          "token.actions.githubusercontent.com:sub" = each.value
        }
      }
    }]
  })
}

resource "aws_iam_policy" "github" {
  for_each = local.github_policies

  name        = "${local.prefix}github-${each.key}"
  description = each.value.description
  policy      = jsonencode(each.value.policy)
}

resource "aws_iam_role_policy_attachment" "github" {
  for_each = merge([
    for name, policy in local.github_policies : { for role in policy.roles : "${role}/${name}" => { role = role, policy = name } }
  ]...)

  role       = aws_iam_role.github[each.value.role].name
  policy_arn = aws_iam_policy.github[each.value.policy].arn
}
