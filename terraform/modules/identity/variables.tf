variable "name" {
  description = "Name of the user pool, such as labsecure-dev."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,60}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 62 lower-case letters, digits and hyphens, such as labsecure-dev."
  }
}

variable "domain_prefix" {
  description = "First part of the sign-in page's address; no other AWS account in the region may have it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain_prefix)) && !can(regex("aws|amazon|cognito", var.domain_prefix))
    error_message = "The prefix must be up to 63 lower-case letters, digits and hyphens, without aws, amazon or cognito in it."
  }
}

variable "portal_url" {
  description = "Where browsers reach the portal; the only place people are sent back to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", var.portal_url))
    error_message = "The portal's address must begin with https:// and have no path and no slash at the end."
  }
}

variable "labs" {
  description = "Laboratories that send results, by id. Each gets credentials of its own, and each costs by the month."
  type        = map(object({ name = string }))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for id in keys(var.labs) : can(regex("^LAB[0-9]{3,6}$", id))])
    error_message = "A lab's id is LAB and 3 to 6 digits, such as LAB001."
  }

  validation {
    condition     = alltrue([for lab in values(var.labs) : can(regex("^[\\w\\s+=,.@-]{1,100}$", lab.name))])
    error_message = "A lab's name is 1 to 100 letters, digits, spaces and + = , . @ - only: Cognito takes no other."
  }
}

variable "staff_groups" {
  description = "Groups for staff. A patient is in none."
  type        = list(string)
  default     = ["admin", "support"]
  nullable    = false

  validation {
    condition     = alltrue([for group in var.staff_groups : can(regex("^[a-z][a-z0-9-]{0,62}$", group))]) && length(distinct(var.staff_groups)) == length(var.staff_groups)
    error_message = "Groups are named once each, with lower-case letters, digits and hyphens."
  }
}

variable "mfa" {
  description = "ON asks everyone for a second factor from an authenticator app; OPTIONAL only those who set one up."
  type        = string
  default     = "ON"
  nullable    = false

  validation {
    condition     = contains(["ON", "OPTIONAL"], var.mfa)
    error_message = "The second factor is ON or OPTIONAL; it cannot be turned off."
  }
}

variable "mail" {
  description = "Verified SES identity, sender and configuration set for invitations and forgotten passwords. Without it Cognito sends 50 e-mails a day from an address of its own."
  type = object({
    identity_arn           = string
    from_address           = string
    configuration_set_name = string
  })
  default = null

  validation {
    condition     = var.mail == null || can(regex("^arn:aws:ses:", var.mail.identity_arn))
    error_message = "The mail identity must be the ARN of an SES identity."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the pool with everyone's accounts; turned off only to tear an environment down."
  type        = bool
  default     = true
  nullable    = false
}
