variable "name" {
  description = "Name of the trail and of its bucket."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the trail; it must let CloudTrail in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "The key must be given by its ARN."
  }
}

variable "log_bucket_name" {
  description = "Bucket that gets a line for every request to the trail's bucket: who read the trail."
  type        = string
  default     = null
}

variable "data_bucket_arns" {
  description = "Buckets whose every read and write is recorded."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.data_bucket_arns) > 0 && alltrue([for arn in var.data_bucket_arns : can(regex("^arn:aws:s3:::[a-z0-9-]+$", arn))])
    error_message = "At least one bucket must be recorded, each by the ARN of one bucket."
  }
}

variable "data_table_arns" {
  description = "Tables whose every read and write is recorded, through their indexes too."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.data_table_arns) > 0 && alltrue([for arn in var.data_table_arns : can(regex("^arn:aws:dynamodb:[a-z0-9-]+:[0-9]{12}:table/[A-Za-z0-9_.-]+$", arn))])
    error_message = "At least one table must be recorded, each by the ARN of one table."
  }
}

variable "lock_days" {
  description = "How long nobody at all can delete a record. Once stored, a record's time cannot be shortened."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.lock_days >= 1
    error_message = "Records must be locked for at least a day."
  }
}

variable "retention_days" {
  description = "How long records are kept."
  type        = number
  default     = 2192
  nullable    = false

  validation {
    condition     = var.retention_days >= 365 && var.retention_days >= var.lock_days
    error_message = "Records must be kept for at least 365 days, and for as long as they are locked."
  }
}

variable "force_destroy" {
  description = "Let Terraform delete the bucket with its records, as far as the lock lets go of them."
  type        = bool
  default     = false
  nullable    = false
}
