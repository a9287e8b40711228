data "aws_caller_identity" "current" {}

# One repository per service. A tag can never come to mean another image; instances name images by digest anyway.
resource "aws_ecr_repository" "service" {
  for_each = local.service_names

  name                 = each.value
  image_tag_mutability = "IMMUTABLE"
  force_delete         = !var.deletion_protection

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = module.key["data"].arn
  }
}

# The last fifty are enough to go back to; what an instance runs is never that old.
resource "aws_ecr_lifecycle_policy" "service" {
  for_each = aws_ecr_repository.service

  repository = each.value.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the last fifty images"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 50 }
      action       = { type = "expire" }
    }]
  })
}
