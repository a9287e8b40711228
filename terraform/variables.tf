variable "environment" {
  description = "Name of the environment; part of every resource's name. Production is called prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,9}$", var.environment))
    error_message = "The environment must be 2 to 10 lower-case letters and digits, beginning with a letter, such as dev, staging or prod."
  }
}

variable "region" {
  description = "AWS region that everything lives in."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.region))
    error_message = "The region must be an AWS region of the standard partition, such as us-east-1."
  }
}

variable "domain_name" {
  description = "Name under which patients and labs reach the system, such as results.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.domain_name))
    error_message = "The domain name must be a full name in lower case, such as results.example.com."
  }
}

variable "hosted_zone_id" {
  description = "Route 53 public hosted zone that holds domain_name and mail_domain."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Z[A-Z0-9]{1,31}$", var.hosted_zone_id))
    error_message = "The hosted zone id must be one of Route 53, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "cidr" {
  description = "Address range of the VPC; cut into one public and one private subnet per zone."
  type        = string
  default     = "10.20.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 20, false)
    error_message = "The CIDR must be an IPv4 range from /16 to /20: a smaller one leaves no room for the subnets."
  }
}

variable "zones" {
  description = "Availability zones to spread over, of the given region."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.zones)) >= 2 && length(var.zones) == length(distinct(var.zones))
    error_message = "At least two different availability zones are needed, so that the loss of one does not stop the system."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^[a-z]{2}-[a-z]+-[0-9][a-z]$", zone)) && startswith(zone, var.region)])
    error_message = "Each availability zone must be one of the region, such as us-east-1a."
  }
}

variable "single_nat" {
  description = "One NAT gateway for all zones: cheaper, and the way out is lost with its zone. For anything but production."
  type        = bool
  default     = false
  nullable    = false
}

variable "interface_endpoints" {
  description = "AWS services reached without NAT, by the short name of their endpoint, such as sqs or logs. Each costs by the hour and zone."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.interface_endpoints : can(regex("^[a-z0-9.-]+$", name)) && !contains(["s3", "dynamodb"], name)])
    error_message = "Interface endpoints are short names such as sqs, kms or ecr.dkr; S3 and DynamoDB have gateway endpoints already."
  }
}

variable "images" {
  description = "Container image of each service, by digest. Empty only for the very first apply, before the registry holds any image: the services then wait."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for image in values(var.images) : can(regex("^[^@\\s]+@sha256:[0-9a-f]{64}$", image))])
    error_message = "Each image must be named by its digest, such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-dev-ingest@sha256:<64 hexadecimal digits>: a tag can come to mean something else."
  }

  validation {
    condition     = length(var.images) == 0 || length(setsubtract(["ingest", "processor", "notify", "report", "portal"], keys(var.images))) == 0 && length(var.images) == 5
    error_message = "There must be one image for each of ingest, processor, notify, report and portal, and no other."
  }
}

variable "instance_types" {
  description = "EC2 instance type of a service, where it is not t4g.small. Images are built for arm64, so only Graviton types will do."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for type in values(var.instance_types) : can(regex("^[a-z]+[0-9]+g[a-z]*\\.[a-z0-9]+$", type))])
    error_message = "Instance types must be Graviton (arm64) ones, such as t4g.small or m7g.large."
  }

  validation {
    condition     = length(setsubtract(keys(var.instance_types), ["ingest", "processor", "notify", "report", "portal"])) == 0
    error_message = "Instance types can be given for ingest, processor, notify, report and portal only."
  }
}

variable "capacity" {
  description = "Least and most instances of a service, where it is not 1 to 2."
  type        = map(object({ min = number, max = number }))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for size in values(var.capacity) : size.min >= 1 && size.max >= size.min && size.max <= 20])
    error_message = "Each service needs at least 1 instance, and max must be from min to 20."
  }

  validation {
    condition     = length(setsubtract(keys(var.capacity), ["ingest", "processor", "notify", "report", "portal"])) == 0
    error_message = "Capacity can be given for ingest, processor, notify, report and portal only."
  }
}

variable "labs" {
  description = "Laboratories by id. Each gets a client for the API and, where sftp_enabled, a user per lab shut into its folder."
  type = map(object({
    name             = string
    sftp_public_keys = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for id in keys(var.labs) : can(regex("^LAB[0-9]{3,6}$", id))])
    error_message = "A lab's id is LAB and 3 to 6 digits, such as LAB001."
  }

  validation {
    condition     = alltrue([for lab in values(var.labs) : length(trimspace(lab.name)) > 0])
    error_message = "Each lab needs a name."
  }
}

variable "alarm_emails" {
  description = "Who is told of alarms by e-mail. Each address has to confirm once."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.alarm_emails) > 0 && alltrue([for address in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$", address))])
    error_message = "At least one e-mail address is needed for alarms, each such as operations@example.com."
  }
}

variable "admin_email" {
  description = "Who is told by e-mail of submissions that ended without a result."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$", var.admin_email))
    error_message = "The administrator's e-mail address must be one, such as admin@example.com."
  }
}

variable "mail_domain" {
  description = "Domain that e-mails come from; in the hosted zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.mail_domain))
    error_message = "The mail domain must be a full name in lower case, such as results.example.com."
  }
}

variable "mail_from" {
  description = "Sender of every e-mail to patients; an address at mail_domain."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+$", var.mail_from)) && endswith(var.mail_from, "@${var.mail_domain}")
    error_message = "The sender must be an e-mail address at the mail domain."
  }
}

variable "log_retention_days" {
  description = "How long logs are kept. HIPAA audits ask for a year at least."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "Logs must be kept for at least 365 days, and for a number of days that CloudWatch Logs knows: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete tables, the load balancer, the user pool, and buckets that are not empty. Turned off only to tear an environment down."
  type        = bool
  default     = true
  nullable    = false
}

variable "sftp_enabled" {
  description = "A managed SFTP server in front of the file drop. Costs by the hour."
  type        = bool
  default     = false
  nullable    = false
}

variable "sftp_allowed_cidrs" {
  description = "Address ranges that labs reach the SFTP server from."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.sftp_allowed_cidrs : can(cidrhost(cidr, 0)) && !endswith(cidr, "/0")])
    error_message = "Each SFTP range must be a CIDR block, such as 203.0.113.0/24, and not the whole internet."
  }
}

variable "github_repository" {
  description = "GitHub repository (owner/name) whose workflows may deploy this environment. Without one, no deploy role is made."
  type        = string
  default     = null

  validation {
    condition     = var.github_repository == null || can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.github_repository))
    error_message = "The GitHub repository must be given as owner/name."
  }
}

variable "github_oidc_provider_arn" {
  description = "GitHub's identity provider, where the account has one already (AWS allows one per account). Made here otherwise."
  type        = string
  default     = null

  validation {
    condition     = var.github_oidc_provider_arn == null || can(regex("^arn:aws:iam::[0-9]{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com$", var.github_oidc_provider_arn))
    error_message = "The identity provider must be the ARN of token.actions.githubusercontent.com in this account."
  }
}

variable "state_bucket" {
  description = "Bucket that holds the Terraform state (made by bootstrap/), which the deploy role reads and writes. Needed with github_repository."
  type        = string
  default     = null

  validation {
    condition     = var.github_repository == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.state_bucket))
    error_message = "With github_repository, state_bucket must name the bucket of the Terraform state."
  }
}
