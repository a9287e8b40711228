variable "name" {
  description = "Begins the name of everything here, such as labsecure-dev."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,40}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 42 lower-case letters, digits and hyphens, such as labsecure-dev."
  }
}

variable "cidr" {
  description = "Private IPv4 addresses of the whole network. Each subnet gets a sixteenth."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.cidr)) && try(cidrsubnet(var.cidr, 0, 0) == var.cidr, false)
    error_message = "The CIDR must be a private IPv4 network that begins at its first address, such as 10.20.0.0/16."
  }

  validation {
    condition     = try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 22, false)
    error_message = "The CIDR must be from /16, the most a VPC can have, to /22: a smaller one leaves too few addresses for each subnet."
  }
}

variable "zones" {
  description = "Availability zones to spread over; each gets a public and a private subnet. Add at the end only: the order decides the addresses."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 8
    error_message = "There must be 2 to 8 availability zones: with one, its failure is the failure of everything."
  }

  validation {
    condition     = length(distinct(var.zones)) == length(var.zones)
    error_message = "Each availability zone can be named only once."
  }
}

variable "single_nat" {
  description = "One NAT gateway for all zones, which is cheaper, instead of one for each, which survives the loss of a zone."
  type        = bool
  default     = false
  nullable    = false
}

variable "interface_endpoints" {
  description = "AWS services to reach without NAT, by short name, such as sqs. S3 and DynamoDB always are, at no cost."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.interface_endpoints : can(regex("^[a-z0-9][a-z0-9.-]*$", service)) && !contains(["s3", "dynamodb"], service)])
    error_message = "Interface endpoints are short service names such as sqs or ecr.api; s3 and dynamodb are reached through gateways already."
  }
}

variable "sftp_cidrs" {
  description = "Networks that may reach port 22 of the public subnets, where the SFTP server stands if there is one."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.sftp_cidrs) <= 10 && alltrue([for cidr in var.sftp_cidrs : can(cidrnetmask(cidr)) && !endswith(cidr, "/0")])
    error_message = "SFTP networks are at most ten IPv4 CIDRs, none of them the whole internet."
  }
}

variable "logs_kms_key_arn" {
  description = "KMS key that encrypts the flow logs; CloudWatch Logs must be allowed to use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:", var.logs_kms_key_arn))
    error_message = "The key must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "How long flow logs are kept. Audits of patient data ask for a year or more."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "Flow logs are kept for 365 days or more, as one of the numbers that CloudWatch Logs takes: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
