variable "name" {
  description = "Name of the bucket; no other bucket in the world may have it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 63 lower-case letters, digits and hyphens, without dots, which break TLS."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts every object. Null only together with s3_managed_key."
  type        = string
  default     = null

  validation {
    condition     = var.s3_managed_key == (var.kms_key_arn == null)
    error_message = "Give the key's ARN, or say s3_managed_key for a log bucket, and not both."
  }

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "The key must be given by the ARN of the key itself, not by an alias: puts are compared with it."
  }
}

# Said apart from the key, because on a first plan nobody knows yet whether an ARN will be null.
variable "s3_managed_key" {
  description = "Encrypt with S3's own key instead: only for logs whose senders can use no other."
  type        = bool
  default     = false
  nullable    = false
}

variable "transitions" {
  description = "Colder storage classes by age in days, for objects of every size."
  type        = list(object({ days = number, storage_class = string }))
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for step in var.transitions :
      contains(["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], step.storage_class)
    ])
    error_message = "A storage class must be one of STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER and DEEP_ARCHIVE."
  }

  validation {
    condition     = alltrue([for step in var.transitions : step.days >= 30 if endswith(step.storage_class, "_IA")])
    error_message = "S3 moves nothing to STANDARD_IA or ONEZONE_IA before 30 days."
  }

  validation {
    condition = alltrue([
      for i, step in var.transitions : i == 0 ? true : step.days > var.transitions[i - 1].days
    ])
    error_message = "The transitions must be in order of age, each later than the one before."
  }
}

variable "expire_days" {
  description = "Age at which objects are deleted. Null keeps them for ever."
  type        = number
  default     = null

  validation {
    condition     = var.expire_days == null ? true : var.expire_days >= 1 && alltrue([for step in var.transitions : step.days < var.expire_days])
    error_message = "Objects must live for at least a day, and longer than until their last change of storage class."
  }
}

variable "noncurrent_expire_days" {
  description = "How long an overwritten or deleted version can still be brought back."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.noncurrent_expire_days >= 1
    error_message = "Old versions must be kept for at least a day."
  }
}

variable "access_log_bucket" {
  description = "Bucket that gets a line for every request to this one, under s3/<name>/."
  type        = string
  default     = null
}

variable "policy_statements" {
  description = "Who may use the bucket besides those whom IAM lets: services of AWS. Each is an Allow."
  type = list(object({
    sid        = string
    principals = map(list(string))
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for statement in var.policy_statements : length(statement.conditions) > 0 || alltrue([
        for resource in statement.resources : can(regex("/AWSLogs/[0-9]{12}/\\*$", resource))
      ])
    ])
    error_message = "Each statement needs a condition that says on whose behalf the service acts, or an account's own folder (AWSLogs/<account>/*) to write into."
  }

  validation {
    condition     = !contains(flatten([for statement in var.policy_statements : values(statement.principals)]), "*")
    error_message = "A statement must name its principals; * is everyone."
  }
}

variable "events" {
  description = "Queue that is told of every new object whose key begins with one of the prefixes."
  type        = object({ queue_arn = string, prefixes = list(string) })
  default     = null

  validation {
    condition     = var.events == null ? true : length(var.events.prefixes) > 0
    error_message = "Events need at least one prefix."
  }

  validation {
    condition = var.events == null ? true : alltrue(flatten([
      for i, one in var.events.prefixes : [for j, other in var.events.prefixes : i == j || !startswith(other, one)]
    ]))
    error_message = "No prefix may begin with another: S3 refuses to tell of one object twice."
  }
}

variable "lock_days" {
  description = "How long each version can be neither deleted nor overwritten, by anybody. Null means no lock. Cannot be turned off again."
  type        = number
  default     = null

  validation {
    condition     = var.lock_days == null ? true : var.lock_days >= 1 && var.lock_days <= 36500
    error_message = "The lock must last from 1 to 36500 days."
  }
}

variable "force_destroy" {
  description = "Let Terraform delete the bucket together with what is in it."
  type        = bool
  default     = false
  nullable    = false
}
