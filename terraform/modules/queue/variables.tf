variable "name" {
  description = "Name of the queue."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,80}$", var.name))
    error_message = "The name must be 1 to 80 letters, digits, hyphens and underscores."
  }
}

variable "dead_letter_name" {
  description = "Name of the queue for messages that nobody could handle."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,80}$", var.dead_letter_name)) && var.dead_letter_name != var.name
    error_message = "The dead-letter queue needs a name of its own: 1 to 80 letters, digits, hyphens and underscores."
  }
}

variable "visibility_timeout_seconds" {
  description = "How long a received message is hidden from other workers."
  type        = number
  nullable    = false

  validation {
    condition     = var.visibility_timeout_seconds >= 1 && var.visibility_timeout_seconds <= 43200
    error_message = "The visibility timeout must be 1 second to 12 hours."
  }
}

variable "max_receives" {
  description = "How often a message is tried before it goes to the dead-letter queue."
  type        = number
  nullable    = false

  validation {
    condition     = var.max_receives >= 2 && var.max_receives <= 20
    error_message = "A message must be tried 2 to 20 times: once would throw away what a restart interrupted."
  }
}

variable "retention_days" {
  description = "How long a message waits before SQS forgets it."
  type        = number
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 14
    error_message = "SQS keeps messages for 1 to 14 days."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the messages of both queues."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "The key must be given by its ARN."
  }
}

variable "source_bucket_arns" {
  description = "Buckets of this account whose events may come in. Their names are enough; the key must let S3 in as well."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.source_bucket_arns : can(regex("^arn:aws:s3:::[a-z0-9-]+$", arn))])
    error_message = "Each source must be the ARN of one bucket, such as arn:aws:s3:::labsecure-dev-drop."
  }
}
