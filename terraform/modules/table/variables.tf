variable "name" {
  description = "Name of the table."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", var.name))
    error_message = "The name must be 3 to 255 letters, digits, dots, hyphens and underscores."
  }
}

variable "partition_key" {
  description = "Attribute that spreads the items; a string."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.partition_key) > 0
    error_message = "The table needs a partition key."
  }
}

variable "sort_key" {
  description = "Attribute that orders the items of one partition. Null where there is one item each."
  type        = string
  default     = null

  validation {
    condition     = var.sort_key == null ? true : length(var.sort_key) > 0 && var.sort_key != var.partition_key
    error_message = "The sort key must be another attribute than the partition key."
  }
}

variable "sort_key_type" {
  description = "S for strings, N for numbers."
  type        = string
  default     = "S"
  nullable    = false

  validation {
    condition     = contains(["S", "N"], var.sort_key_type)
    error_message = "The type of the sort key must be S or N."
  }
}

variable "indexes" {
  description = "Indexes by name. Keys are strings. With include, an index holds the keys and those attributes; without, everything."
  type = map(object({
    partition_key = string
    sort_key      = optional(string)
    include       = optional(list(string))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.indexes) <= 20 && alltrue([for name in keys(var.indexes) : can(regex("^[A-Za-z0-9_.-]{3,255}$", name))])
    error_message = "A table has at most 20 indexes, each with a name of 3 to 255 letters, digits, dots, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for index in values(var.indexes) : index.include == null ? true : length(index.include) > 0 && length(index.include) <= 20])
    error_message = "An index includes 1 to 20 attributes besides the keys, or, with none given, everything."
  }
}

variable "time_to_live" {
  description = "Attribute with the second since 1970 after which DynamoDB deletes an item. Null keeps items for ever."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "Key that encrypts the table, its indexes and its backups."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "The key must be given by its ARN."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the table. Turned off only to tear an environment down."
  type        = bool
  default     = true
  nullable    = false
}
