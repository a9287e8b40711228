# S3 tries the queue when it is told of it, so whoever reads this waits for the policy.
output "arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.this.arn
  depends_on  = [aws_sqs_queue_policy.this]
}

output "url" {
  description = "Address of the queue."
  value       = aws_sqs_queue.this.url
}

output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "dead_letter_arn" {
  description = "ARN of the dead-letter queue."
  value       = aws_sqs_queue.dead_letter.arn
}

output "dead_letter_url" {
  description = "Address of the dead-letter queue."
  value       = aws_sqs_queue.dead_letter.url
}

output "dead_letter_name" {
  description = "Name of the dead-letter queue."
  value       = aws_sqs_queue.dead_letter.name
}

output "guards" {
  description = "What guards the queue, read from its resources, so that tests of its users can see it."
  value = {
    policy                     = aws_sqs_queue_policy.this.policy
    kms_key_arns               = [aws_sqs_queue.this.kms_master_key_id, aws_sqs_queue.dead_letter.kms_master_key_id]
    visibility_timeout_seconds = aws_sqs_queue.this.visibility_timeout_seconds
    max_receives               = jsondecode(aws_sqs_queue.this.redrive_policy).maxReceiveCount
    retention_days             = aws_sqs_queue.this.message_retention_seconds / 86400
  }
}
