variable "name" {
  description = "Name of the load balancer and beginning of every other name, such as labsecure-dev."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 32 lower-case letters, digits and hyphens, such as labsecure-dev."
  }
}

variable "vpc_id" {
  description = "VPC of the load balancer and its targets."
  type        = string
  nullable    = false
}

variable "public_subnet_ids" {
  description = "Subnets of the load balancer, in two zones or more."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.public_subnet_ids) >= 2
    error_message = "A load balancer needs public subnets in two zones or more."
  }
}

variable "domain_name" {
  description = "Where browsers and labs reach the system, such as results.example.com; within the hosted zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain_name))
    error_message = "The domain must be a name such as results.example.com, without https:// and in lower case."
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

variable "log_bucket_name" {
  description = "Bucket that the load balancer writes its access logs to, under load-balancer/."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.log_bucket_name) >= 3
    error_message = "Access logs cannot be turned off: give the name of a bucket."
  }
}

variable "services" {
  description = "Services behind the load balancer. The one without path patterns gets every other path. `labs` marks what laboratories' software calls."
  type = map(object({
    port          = number
    path_patterns = list(string)
    priority      = number
    labs          = optional(bool, false)
  }))
  nullable = false

  validation {
    condition     = length([for service in var.services : service if length(service.path_patterns) == 0]) == 1
    error_message = "Exactly one service must have no path patterns: it gets every path that no other takes."
  }

  validation {
    condition     = length(distinct([for service in var.services : service.priority])) == length(var.services)
    error_message = "Each service needs a priority of its own."
  }

  validation {
    condition     = alltrue([for service in var.services : service.priority >= 1 && service.priority <= 4999 && floor(service.priority) == service.priority])
    error_message = "Priorities are whole numbers from 1 to 4999."
  }

  validation {
    condition     = alltrue(flatten([for service in var.services : [for pattern in service.path_patterns : can(regex("^/[A-Za-z0-9/._*-]*$", pattern))]]))
    error_message = "Path patterns begin with / and hold letters, digits, / . _ - and * only."
  }

  validation {
    condition     = alltrue([for service in var.services : length(service.path_patterns) <= 50])
    error_message = "A service can have up to 50 path patterns."
  }

  validation {
    condition     = alltrue([for service in var.services : service.port >= 1024 && service.port <= 65535])
    error_message = "Services listen on a port from 1024 to 65535: they do not run as root."
  }

  validation {
    condition     = alltrue([for name in keys(var.services) : can(regex("^[a-z][a-z0-9]*$", name))])
    error_message = "Names of services are lower-case letters and digits."
  }

  validation {
    condition     = anytrue([for service in var.services : service.labs && length(service.path_patterns) > 0])
    error_message = "At least one service with path patterns must be marked as the labs'."
  }
}

variable "requests_per_5_minutes" {
  description = "Requests that one address may make in five minutes for people's pages, those of the default service."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.requests_per_5_minutes >= 100 && var.requests_per_5_minutes <= 2000000000
    error_message = "The rate limit must be 100 to 2,000,000,000 requests in five minutes."
  }
}

variable "api_requests_per_5_minutes" {
  description = "Requests that one address may make in five minutes on all other paths, which software calls: a hospital's come from one address, and so do the portal's for documents."
  type        = number
  default     = 60000
  nullable    = false

  validation {
    condition     = var.api_requests_per_5_minutes >= 100 && var.api_requests_per_5_minutes <= 2000000000
    error_message = "The rate limit for software must be 100 to 2,000,000,000 requests in five minutes."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer; turned off only to tear an environment down."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_kms_key_arn" {
  description = "KMS key that encrypts the firewall's log; CloudWatch Logs must be allowed to use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:", var.log_kms_key_arn))
    error_message = "The key must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "How long the firewall's log is kept. Audits of patient data ask for a year or more."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "The firewall's log is kept for 365 days or more, as one of the numbers that CloudWatch Logs takes: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
