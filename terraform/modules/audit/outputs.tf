output "trail_arn" {
  description = "ARN of the trail."
  value       = aws_cloudtrail.this.arn
}

output "bucket_name" {
  description = "Bucket that holds the records."
  value       = module.bucket.name
}

output "guards" {
  description = "What guards the records and what is recorded, read from the resources, so that tests of its users can see it."
  value = merge(module.bucket.guards, {
    recorded = sort(flatten([
      for selector in aws_cloudtrail.this.advanced_event_selector : [
        for field in selector.field_selector : concat(coalesce(field.equals, []), coalesce(field.starts_with, [])) if field.field == "resources.ARN"
      ]
    ]))
  })
}
