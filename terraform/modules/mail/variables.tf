variable "name" {
  description = "Name of the configuration set and beginning of every other name, such as labsecure-dev."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,50}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 52 lower-case letters, digits and hyphens, such as labsecure-dev."
  }
}

variable "domain" {
  description = "Domain that e-mail is sent from; within the hosted zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "The mail domain must be a name such as example.com, in lower case."
  }
}

variable "hosted_zone_id" {
  description = "Public Route 53 zone that holds the domain."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Z[A-Z0-9]+$", var.hosted_zone_id))
    error_message = "The hosted zone is given by its id, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "from_address" {
  description = "Sender of every e-mail; of the domain."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@\\s<>]+@[^@\\s<>]+$", var.from_address)) && endswith(var.from_address, "@${var.domain}")
    error_message = "The sender must be an e-mail address of the mail domain, such as results@example.com."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the topic of bounces and complaints; SES must be allowed to use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:", var.kms_key_arn))
    error_message = "The key must be the ARN of a KMS key."
  }
}

variable "event_emails" {
  description = "Who is told of each bounce and complaint. They learn the patient's address, so few and known people."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.event_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$", address))])
    error_message = "Each must be an e-mail address, such as admin@example.com."
  }
}
