locals {
  # DynamoDB wants a type for every attribute that is a key somewhere, and for no other.
  attribute_types = merge(
    { for key in distinct(flatten([for index in var.indexes : compact([index.partition_key, index.sort_key])])) : key => "S" },
    { (var.partition_key) = "S" },
    { for key in compact([var.sort_key]) : key => var.sort_key_type },
  )
}

resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.partition_key
  range_key                   = var.sort_key
  deletion_protection_enabled = var.deletion_protection

  dynamic "attribute" {
    for_each = local.attribute_types

    content {
      name = attribute.key
      type = attribute.value
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.indexes

    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.partition_key
      range_key          = global_secondary_index.value.sort_key
      projection_type    = global_secondary_index.value.include == null ? "ALL" : "INCLUDE"
      non_key_attributes = global_secondary_index.value.include
    }
  }

  dynamic "ttl" {
    for_each = var.time_to_live == null ? [] : [var.time_to_live]

    content {
      enabled        = true
      attribute_name = ttl.value
    }
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }

  point_in_time_recovery {
    enabled = true
  }

  tags = { Name = var.name }
}
