output "arn" {
  description = "ARN of the table."
  value       = aws_dynamodb_table.this.arn
}

output "name" {
  description = "Name of the table."
  value       = aws_dynamodb_table.this.name
}

output "index_arns" {
  description = "ARN of each index by its name."
  value       = { for name in keys(var.indexes) : name => "${aws_dynamodb_table.this.arn}/index/${name}" }
}

output "guards" {
  description = "How the table was made, read from its resource, so that tests of its users can see it."
  value = {
    kms_key_arn         = one(aws_dynamodb_table.this.server_side_encryption).kms_key_arn
    deletion_protection = aws_dynamodb_table.this.deletion_protection_enabled
    keys                = compact([aws_dynamodb_table.this.hash_key, aws_dynamodb_table.this.range_key])
    types               = { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type }
    time_to_live        = one(aws_dynamodb_table.this.ttl[*].attribute_name)
    indexes = {
      for index in aws_dynamodb_table.this.global_secondary_index : index.name => {
        keys    = compact([index.hash_key, index.range_key])
        include = index.projection_type == "ALL" ? [] : sort(index.non_key_attributes)
      }
    }
  }
}
