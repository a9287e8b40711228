# Whoever reads these gets a bucket that is already shut, and whose policy already lets the services in.
output "arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.this.arn
  depends_on  = [aws_s3_bucket_policy.this]
}

output "name" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.bucket
  depends_on  = [aws_s3_bucket_policy.this, aws_s3_bucket_ownership_controls.this]
}

output "regional_domain_name" {
  description = "Host name that links to objects carry."
  value       = aws_s3_bucket.this.bucket_regional_domain_name
}

output "guards" {
  description = "What guards the bucket, read from its resources, so that tests of its users can see it."
  value = {
    policy            = aws_s3_bucket_policy.this.policy
    kms_key_arn       = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id
    access_log_bucket = one(aws_s3_bucket_logging.this[*].target_bucket)
    lock_days         = one([for lock in aws_s3_bucket_object_lock_configuration.this : one(one(lock.rule).default_retention).days])
    force_destroy     = aws_s3_bucket.this.force_destroy
    transitions = {
      for step in flatten(aws_s3_bucket_lifecycle_configuration.this.rule[*].transition) : step.days => step.storage_class
    }
    expire_days = one(flatten(aws_s3_bucket_lifecycle_configuration.this.rule[*].expiration)[*].days)
    events = {
      for queue in flatten(aws_s3_bucket_notification.this[*].queue) : queue.filter_prefix => queue.queue_arn
    }
  }
}
