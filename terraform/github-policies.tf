locals {
  # What Terraform reads to make a plan: how things are set up. No object of a patient's bucket, no item of a table, no message.
  look_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "State"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = local.state_objects
      },
      {
        Sid      = "StateBucket"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:aws:s3:::${coalesce(var.state_bucket, "none")}"
      },
      {
        Sid       = "KeyOfTheState"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = "arn:aws:kms:${local.here}:key/*"
        Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::${coalesce(var.state_bucket, "none")}*" } }
      },
      {
        Sid      = "Settings"
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:GetParameters", "ssm:ListTagsForResource"]
        Resource = ["arn:aws:ssm:${local.here}:parameter${local.parameter_root}/*", "arn:aws:ssm:${local.region}::parameter/aws/service/*"]
      },
      {
        Sid       = "KeyOfTheSettings"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = "arn:aws:kms:${local.here}:key/*"
        Condition = { StringLike = { "kms:EncryptionContext:PARAMETER_ARN" = "arn:aws:ssm:${local.here}:parameter${local.parameter_root}/*" } }
      },
      {
        Sid    = "NamedThings"
        Effect = "Allow"
        Action = [
          "cloudtrail:GetEventSelectors",
          "cloudtrail:GetTrail",
          "cloudtrail:GetTrailStatus",
          "cloudtrail:ListTags",
          "cloudwatch:DescribeAlarms",
          "cloudwatch:GetDashboard",
          "cloudwatch:ListTagsForResource",
          "dynamodb:DescribeContinuousBackups",
          "dynamodb:DescribeTable",
          "dynamodb:DescribeTimeToLive",
          "dynamodb:ListTagsOfResource",
          "ecr:DescribeImages",
          "ecr:DescribeRepositories",
          "ecr:GetLifecyclePolicy",
          "ecr:GetRepositoryPolicy",
          "ecr:ListTagsForResource",
          "iam:GetInstanceProfile",
          "iam:GetPolicy",
          "iam:GetPolicyVersion",
          "iam:GetRole",
          "iam:ListAttachedRolePolicies",
          "iam:ListInstanceProfilesForRole",
          "iam:ListPolicyVersions",
          "iam:ListRolePolicies",
          "logs:DescribeMetricFilters",
          "logs:ListTagsForResource",
          "s3:GetAccelerateConfiguration",
          "s3:GetBucketAcl",
          "s3:GetBucketCORS",
          "s3:GetBucketLocation",
          "s3:GetBucketLogging",
          "s3:GetBucketNotification",
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetBucketOwnershipControls",
          "s3:GetBucketPolicy",
          "s3:GetBucketPublicAccessBlock",
          "s3:GetBucketRequestPayment",
          "s3:GetBucketTagging",
          "s3:GetBucketVersioning",
          "s3:GetBucketWebsite",
          "s3:GetEncryptionConfiguration",
          "s3:GetLifecycleConfiguration",
          "s3:GetReplicationConfiguration",
          "s3:ListBucket",
          "ses:GetConfigurationSet",
          "ses:GetConfigurationSetEventDestinations",
          "ses:GetEmailIdentity",
          "ses:ListTagsForResource",
          "sns:GetTopicAttributes",
          "sns:ListSubscriptionsByTopic",
          "sns:ListTagsForResource",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListQueueTags",
        ]
        Resource = [
          "arn:aws:cloudtrail:${local.here}:trail/${local.name}*",
          "arn:aws:cloudwatch:${local.here}:alarm:${local.name}*",
          "arn:aws:cloudwatch::${local.account_id}:dashboard/${local.name}*",
          "arn:aws:dynamodb:${local.here}:table/${local.name}*",
          "arn:aws:ecr:${local.here}:repository/${local.name}*",
          "arn:aws:iam::${local.account_id}:instance-profile/${local.name}*",
          "arn:aws:iam::${local.account_id}:policy/${local.name}*",
          "arn:aws:iam::${local.account_id}:role/${local.name}*",
          "arn:aws:logs:${local.here}:log-group:*${local.name}*",
          "arn:aws:logs:${local.here}:log-group:${local.parameter_root}/*",
          "arn:aws:s3:::${local.name}*",
          "arn:aws:ses:${local.here}:configuration-set/${local.name}*",
          "arn:aws:ses:${local.here}:identity/${var.mail_domain}",
          "arn:aws:sns:${local.here}:${local.name}*",
          "arn:aws:sqs:${local.here}:${local.name}*",
        ]
      },
    ]
  }

  # The same for what has no name to hold it to.
  look_further_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        # Ids of AWS's own making: nothing in them tells one environment from another.
        Sid    = "ThingsWithMadeUpIds"
        Effect = "Allow"
        Action = [
          "acm:DescribeCertificate",
          "acm:ListTagsForCertificate",
          "backup:DescribeBackupVault",
          "backup:GetBackupPlan",
          "backup:GetBackupSelection",
          "backup:GetBackupVaultAccessPolicy",
          "backup:ListTags",
          "cognito-idp:DescribeResourceServer",
          "cognito-idp:DescribeUserPool",
          "cognito-idp:DescribeUserPoolClient",
          "cognito-idp:GetGroup",
          "cognito-idp:GetUserPoolMfaConfig",
          "cognito-idp:ListTagsForResource",
          "ec2:DescribeVpcAttribute",
          "iam:GetOpenIDConnectProvider",
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListResourceTags",
          "route53:GetChange",
          "route53:GetHostedZone",
          "route53:ListResourceRecordSets",
          "route53:ListTagsForResource",
          "transfer:DescribeServer",
          "transfer:DescribeUser",
          "transfer:ListTagsForResource",
          "wafv2:GetLoggingConfiguration",
          "wafv2:GetWebACL",
          "wafv2:GetWebACLForResource",
          "wafv2:ListTagsForResource",
        ]
        Resource = [
          "arn:aws:acm:${local.here}:certificate/*",
          "arn:aws:backup:${local.here}:*",
          "arn:aws:cognito-idp:${local.here}:userpool/*",
          "arn:aws:ec2:${local.here}:vpc/*",
          "arn:aws:elasticloadbalancing:${local.here}:loadbalancer/app/${local.name}*",
          "arn:aws:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com",
          "arn:aws:kms:${local.here}:key/*",
          "arn:aws:route53:::change/*",
          "arn:aws:route53:::hostedzone/${var.hosted_zone_id}",
          "arn:aws:transfer:${local.here}:*",
          "arn:aws:wafv2:${local.here}:regional/*",
        ]
      },
      {
        Sid    = "ThingsWithoutNames"
        Effect = "Allow"
        Action = [
          "autoscaling:DescribeAutoScalingGroups",
          "autoscaling:DescribeInstanceRefreshes",
          "autoscaling:DescribeLifecycleHooks",
          "autoscaling:DescribePolicies",
          "autoscaling:DescribeScalingActivities",
          "autoscaling:DescribeTags",
          "cloudtrail:DescribeTrails",
          "cognito-idp:DescribeUserPoolDomain",
          "ec2:DescribeAddresses",
          "ec2:DescribeAddressesAttribute",
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeFlowLogs",
          "ec2:DescribeImages",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeInternetGateways",
          "ec2:DescribeLaunchTemplates",
          "ec2:DescribeLaunchTemplateVersions",
          "ec2:DescribeManagedPrefixLists",
          "ec2:DescribeNatGateways",
          "ec2:DescribeNetworkAcls",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribePrefixLists",
          "ec2:DescribeRouteTables",
          "ec2:DescribeSecurityGroupRules",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeTags",
          "ec2:DescribeVpcEndpoints",
          "ec2:DescribeVpcEndpointServices",
          "ec2:DescribeVpcs",
          "elasticloadbalancing:Describe*",
          "kms:ListAliases",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "sns:GetSubscriptionAttributes",
          "ssm:DescribeParameters",
        ]
        # AWS has no narrower resource for this action
        Resource = "*"
      },
    ]
  }

  state_objects = [
    "arn:aws:s3:::${coalesce(var.state_bucket, "none")}/${var.environment}/terraform.tfstate",
    "arn:aws:s3:::${coalesce(var.state_bucket, "none")}/${var.environment}/terraform.tfstate.tflock",
  ]

  state_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "State"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = local.state_objects
      },
      {
        # The lock is let go by deleting it. The state itself is never deleted.
        Sid      = "Lock"
        Effect   = "Allow"
        Action   = "s3:DeleteObject"
        Resource = local.state_objects[1]
      },
      {
        Sid       = "KeyOfTheState"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = "arn:aws:kms:${local.here}:key/*"
        Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::${coalesce(var.state_bucket, "none")}*" } }
      },
    ]
  }

  roll_out_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Registry"
        Effect = "Allow"
        Action = "ecr:GetAuthorizationToken"
        # AWS has no narrower resource for this action
        Resource = "*"
      },
      {
        Sid    = "Images"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = [for repository in aws_ecr_repository.service : repository.arn]
      },
      {
        Sid       = "NewVersionsOfLaunchTemplates"
        Effect    = "Allow"
        Action    = ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"]
        Resource  = "arn:aws:ec2:${local.here}:launch-template/*"
        Condition = { StringEquals = { "aws:ResourceTag/Environment" = var.environment, "aws:ResourceTag/Application" = "labsecure" } }
      },
      {
        Sid    = "AutoScalingGroups"
        Effect = "Allow"
        Action = [
          "autoscaling:CancelInstanceRefresh",
          "autoscaling:RollbackInstanceRefresh",
          "autoscaling:StartInstanceRefresh",
          "autoscaling:UpdateAutoScalingGroup",
        ]
        Resource = "arn:aws:autoscaling:${local.here}:autoScalingGroup:*:autoScalingGroupName/${local.prefix}*"
      },
      {
        # Auto Scaling asks whether the caller could start the instance; only from one of our templates.
        Sid    = "InstancesFromOurTemplates"
        Effect = "Allow"
        Action = "ec2:RunInstances"
        Resource = [
          "arn:aws:ec2:${local.region}::image/*",
          "arn:aws:ec2:${local.here}:instance/*",
          "arn:aws:ec2:${local.here}:launch-template/*",
          "arn:aws:ec2:${local.here}:network-interface/*",
          "arn:aws:ec2:${local.here}:security-group/*",
          "arn:aws:ec2:${local.here}:subnet/*",
          "arn:aws:ec2:${local.here}:volume/*",
        ]
        Condition = {
          ArnLike = { "ec2:LaunchTemplate" = "arn:aws:ec2:${local.here}:launch-template/*" }
          Bool    = { "ec2:IsLaunchTemplateResource" = "true" }
        }
      },
      {
        Sid       = "TagsOfNewInstances"
        Effect    = "Allow"
        Action    = "ec2:CreateTags"
        Resource  = [for kind in ["instance", "network-interface", "volume"] : "arn:aws:ec2:${local.here}:${kind}/*"]
        Condition = { StringEquals = { "ec2:CreateAction" = "RunInstances" } }
      },
      {
        Sid       = "RolesOfTheServices"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [for name in values(local.service_names) : "arn:aws:iam::${local.account_id}:role/${name}"]
        Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }
      },
    ]
  }
}
