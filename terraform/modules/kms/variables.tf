variable "name" {
  description = "Name of the key; its alias is alias/<name>."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,62}$", var.name)) && !startswith(var.name, "aws")
    error_message = "The name must be lower-case letters, digits and hyphens, and must not begin with aws, which AWS keeps for itself."
  }
}

variable "description" {
  description = "What the key encrypts, in a sentence."
  type        = string
  nullable    = false

  validation {
    condition     = length(trimspace(var.description)) > 0
    error_message = "The description must say what the key encrypts."
  }
}

variable "statements" {
  description = "Who may use the key besides those whom IAM lets: services of AWS and their roles. Conditions are those of IAM, with lists of values."
  type = list(object({
    sid        = string
    principals = map(list(string))
    actions    = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for statement in var.statements : length(statement.conditions) > 0 if contains(keys(statement.principals), "Service")
    ])
    error_message = "A statement for a service of AWS needs a condition that says on whose behalf it acts; without one, other accounts could use the key through that service."
  }

  validation {
    condition = alltrue([
      for statement in var.statements : !contains(flatten(values(statement.principals)), "*")
    ])
    error_message = "A statement must name its principals; * is everyone."
  }

  validation {
    condition = alltrue([
      for action in flatten(var.statements[*].actions) : can(regex("^kms:[A-Za-z]+\\*?$", action))
    ])
    error_message = "Actions must be named, such as kms:Decrypt or kms:GenerateDataKey*; kms:* would let a service give the key away."
  }
}

variable "deletion_window_days" {
  description = "How long a deleted key can still be brought back. What it encrypted is lost after that."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "The deletion window must be 7 to 30 days."
  }
}
