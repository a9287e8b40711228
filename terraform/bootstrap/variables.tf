variable "environment" {
  description = "Name of the environment whose state it is: the same as for everything else."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,9}$", var.environment))
    error_message = "The environment must be 2 to 10 lower-case letters and digits, beginning with a letter, such as dev, staging or prod."
  }
}

variable "region" {
  description = "AWS region that the state lives in."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.region))
    error_message = "The region must be an AWS region of the standard partition, such as us-east-1."
  }
}

variable "create_autoscaling_role" {
  description = "Make Auto Scaling's own role. False where the account has it already, which AWS says by refusing."
  type        = bool
  default     = true
  nullable    = false
}
