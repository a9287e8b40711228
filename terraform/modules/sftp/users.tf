locals {
  users = { for id, lab in var.labs : id => lab if length(lab.public_keys) > 0 }

  # By what a key is and not by its place, so that taking one away leaves the others alone.
  keys = merge([
    for id, lab in local.users : {
      for key in lab.public_keys : "${id}-${substr(sha256(key), 0, 12)}" => { lab = id, body = key }
    }
  ]...)
}

# Shut in twice: the folder is all that a lab sees, and a role of its own all that it could reach.
resource "aws_transfer_user" "lab" {
  for_each = local.users

  server_id           = aws_transfer_server.this.id
  user_name           = each.key
  role                = aws_iam_role.lab[each.key].arn
  home_directory_type = "LOGICAL"

  home_directory_mappings {
    entry  = "/"
    target = "/${var.bucket_name}/incoming/${each.key}"
  }
}

resource "aws_transfer_ssh_key" "lab" {
  for_each = local.keys

  server_id = aws_transfer_server.this.id
  user_name = aws_transfer_user.lab[each.value.lab].user_name
  body      = each.value.body
}

resource "aws_iam_role" "lab" {
  for_each = local.users

  name        = "${var.name}-sftp-${each.key}"
  description = "What ${each.key} may do over SFTP"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "transfer.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:aws:transfer:${local.region}:${local.account_id}:user/${aws_transfer_server.this.id}/*" }
      }
    }]
  })
}

# Put, look, and no deleting: what was sent is ours to keep. Reading is there because clients ask for a file before and
# after they write it; what was taken in has left the folder.
resource "aws_iam_policy" "lab" {
  for_each = local.users

  name        = "${var.name}-sftp-${each.key}"
  description = "Put files into the folder of ${each.key}"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Put"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${var.bucket_arn}/incoming/${each.key}/*"
      },
      {
        Sid       = "List"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = var.bucket_arn
        Condition = { StringLike = { "s3:prefix" = ["incoming/${each.key}", "incoming/${each.key}/*"] } }
      },
      {
        Sid       = "UseTheBucketsKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = var.kms_key_arn
        Condition = { StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" } }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "lab" {
  for_each = local.users

  role       = aws_iam_role.lab[each.key].name
  policy_arn = aws_iam_policy.lab[each.key].arn
}
