variable "name" {
  description = "Name of the vault and of the plan."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{2,50}$", var.name))
    error_message = "The name must be 2 to 50 letters, digits, hyphens and underscores."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the backups, and that what is backed up is encrypted under."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "The key must be given by its ARN."
  }
}

variable "table_arns" {
  description = "Tables that are backed up."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.table_arns) > 0 && alltrue([for arn in var.table_arns : can(regex("^arn:aws:dynamodb:[a-z0-9-]+:[0-9]{12}:table/[A-Za-z0-9_.-]+$", arn))])
    error_message = "At least one table must be backed up, each by the ARN of one table."
  }
}

variable "bucket_arns" {
  description = "Buckets that are backed up. They need versions, and EventBridge on where they have notifications."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.bucket_arns : can(regex("^arn:aws:s3:::[a-z0-9-]+$", arn))])
    error_message = "Each bucket must be given by the ARN of one bucket."
  }
}

variable "retention_days" {
  description = "How long each backup is kept."
  type        = number
  default     = 35
  nullable    = false

  validation {
    condition     = var.retention_days >= 7 && var.retention_days <= 36500
    error_message = "Backups must be kept for at least 7 days: a mistake is not always seen on the same day."
  }
}

variable "lock" {
  description = "Refuse to delete backups before min_days. With changeable_for_days nobody at all can take the lock off after that many days."
  type        = object({ min_days = number, changeable_for_days = optional(number) })
  default     = null

  validation {
    condition     = var.lock == null ? true : var.lock.min_days >= 1 && var.lock.min_days <= var.retention_days
    error_message = "The lock must last at least a day, and not longer than backups are kept."
  }

  validation {
    condition     = try(var.lock.changeable_for_days, null) == null ? true : var.lock.changeable_for_days >= 3
    error_message = "AWS leaves at least 3 days to change one's mind about a lock."
  }
}

variable "force_destroy" {
  description = "Let Terraform delete the vault together with its backups."
  type        = bool
  default     = false
  nullable    = false
}
