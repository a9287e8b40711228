resource "aws_iam_role" "service" {
  name        = var.name
  description = "What ${var.name} may do, and its machines"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_instance_profile" "service" {
  name = var.name
  role = aws_iam_role.service.name
}

locals {
  parameters_arn = "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter${var.parameter_path}"
  group_arn      = "arn:${local.partition}:autoscaling:${local.region}:${local.account_id}:autoScalingGroup:*:autoScalingGroupName/${var.name}"
  log_group_arn  = "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.parameter_path}"

  # What the machine does before and around the service. AWS's own policy for Session Manager would let it read every
  # parameter of the account.
  machine_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Settings"
        Effect   = "Allow"
        Action   = ["ssm:GetParametersByPath"]
        Resource = [local.parameters_arn, "${local.parameters_arn}/*"]
      },
      {
        Sid      = "RegistrySignIn"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"] # AWS has no narrower resource for this action
      },
      {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [var.repository_arn]
      },
      {
        Sid      = "Logs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${local.log_group_arn}:*"]
      },
      {
        Sid      = "Lifecycle"
        Effect   = "Allow"
        Action   = ["autoscaling:CompleteLifecycleAction", "autoscaling:SetInstanceHealth"]
        Resource = [local.group_arn]
      },
      {
        Sid      = "SessionManager"
        Effect   = "Allow"
        Action   = ["ssm:UpdateInstanceInformation"]
        Resource = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:instance/*"]
      },
      {
        Sid    = "SessionManagerChannels"
        Effect = "Allow"
        Action = [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = ["*"] # AWS has no narrower resource for this action
      },
    ]
  }

  secrets_policy = {
    Version = "2012-10-17"
    Statement = [{
      Sid      = "DecryptOwnSecrets"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = [var.parameter_kms_key_arn]
      Condition = {
        StringEquals = {
          "kms:ViaService"                      = "ssm.${local.region}.amazonaws.com"
          "kms:EncryptionContext:PARAMETER_ARN" = values(var.secret_parameter_arns)
        }
      }
    }]
  }
}

resource "aws_iam_policy" "machine" {
  name        = "${var.name}-machine"
  description = "What a machine of ${var.name} needs: image, settings, logs, lifecycle, Session Manager"
  policy      = jsonencode(local.machine_policy)
}

resource "aws_iam_policy" "secrets" {
  count = length(var.secret_parameter_arns) > 0 ? 1 : 0

  name        = "${var.name}-secrets"
  description = "Decrypt the secrets of ${var.name}, as Parameter Store hands them out"
  policy      = jsonencode(local.secrets_policy)
}

resource "aws_iam_policy" "service" {
  for_each = var.policies

  name        = "${var.name}-${each.key}"
  description = "What ${var.name} itself may do: ${each.key}"
  policy      = each.value
}

resource "aws_iam_role_policy_attachment" "machine" {
  role       = aws_iam_role.service.name
  policy_arn = aws_iam_policy.machine.arn
}

resource "aws_iam_role_policy_attachment" "secrets" {
  count = length(aws_iam_policy.secrets)

  role       = aws_iam_role.service.name
  policy_arn = aws_iam_policy.secrets[count.index].arn
}

resource "aws_iam_role_policy_attachment" "service" {
  for_each = aws_iam_policy.service

  role       = aws_iam_role.service.name
  policy_arn = each.value.arn
}
