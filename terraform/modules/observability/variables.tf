variable "name" {
  description = "What every alarm, the topic and the dashboard begin with, such as labsecure-dev."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,29}$", var.name))
    error_message = "The name must be 3 to 30 lower-case letters, digits and hyphens."
  }
}

variable "queues" {
  description = "Queues to watch, by short name. A message older than max_age_seconds means that nobody works it off."
  type = map(object({
    queue_name       = string
    dead_letter_name = string
    max_age_seconds  = optional(number, 300)
    max_depth        = optional(number, 1000)
  }))
  nullable = false

  validation {
    condition     = alltrue([for queue in values(var.queues) : queue.max_age_seconds >= 60 && queue.max_depth >= 1])
    error_message = "Each queue needs a greatest age of at least 60 seconds and a greatest depth of at least 1 message."
  }
}

variable "load_balancer_arn_suffix" {
  description = "The load balancer as CloudWatch names it."
  type        = string
  nullable    = false
}

variable "target_group_arn_suffixes" {
  description = "The target group of each web service as CloudWatch names it."
  type        = map(string)
  nullable    = false
}

variable "autoscaling_group_names" {
  description = "The Auto Scaling group of each service."
  type        = map(string)
  nullable    = false
}

variable "log_group_names" {
  description = "The log group of each service, whose error lines are counted."
  type        = map(string)
  nullable    = false
}

variable "configuration_set_name" {
  description = "SES configuration set of the e-mails sent; publishes its own bounce and complaint rates."
  type        = string
  nullable    = false
}

variable "backup_vault_name" {
  description = "Vault whose failed backups are told of."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of the topic. CloudWatch must be let use it by the key's policy, or no alarm is ever heard."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.kms_key_arn, "arn:")
    error_message = "The key must be given as an ARN."
  }
}

variable "alarm_emails" {
  description = "Who is told. Each address has to confirm once."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.alarm_emails) > 0 && alltrue([for address in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$", address))])
    error_message = "At least one e-mail address is needed, each such as operations@example.com: an alarm that nobody hears is none."
  }
}

variable "latency_seconds" {
  description = "What the slowest twentieth of the requests to a web service may take."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.latency_seconds > 0
    error_message = "The latency must be more than 0 seconds."
  }
}
