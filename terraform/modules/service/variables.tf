variable "name" {
  description = "Name of the service in its environment, such as labsecure-dev-ingest; every resource's name begins with it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,39}$", var.name))
    error_message = "The name must be 3 to 40 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "service" {
  description = "Which of the services this is, such as ingest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+$", var.service))
    error_message = "The service must be a word in lower-case letters, such as ingest."
  }
}

variable "image" {
  description = "Container image in ECR, by digest. Another digest replaces the instances, one by one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[a-z0-9/_-]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "The image must lie in ECR and be named by its digest (<account>.dkr.ecr.<region>.amazonaws.com/<repository>@sha256:<64 hexadecimal digits>): a tag can come to mean something else."
  }
}

variable "repository_arn" {
  description = "ECR repository that holds the image; the only one that instances can pull from."
  type        = string
  nullable    = false
}

variable "port" {
  description = "Port that the service listens on."
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.port >= 1024 && var.port <= 65535
    error_message = "The port must be from 1024 to 65535: the container has no right to listen below."
  }
}

variable "vpc_id" {
  description = "VPC that the instances live in."
  type        = string
  nullable    = false
}

variable "vpc_cidr" {
  description = "Address range of the VPC; as far as instances without internet_egress can speak HTTPS."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0))
    error_message = "The VPC's range must be a CIDR block, such as 10.20.0.0/16."
  }
}

variable "subnet_ids" {
  description = "Private subnets, one in each zone, that instances are spread over."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "At least two subnets are needed, so that the loss of a zone does not stop the service."
  }
}

variable "prefix_list_ids" {
  description = "AWS prefix lists that instances may speak HTTPS to, by a short name: those of the S3 and DynamoDB gateways."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "internet_egress" {
  description = "Whether instances may speak HTTPS to anywhere. Not needed where every AWS service they call has an endpoint in the VPC."
  type        = bool
  default     = true
  nullable    = false
}

variable "web" {
  description = "Whether a load balancer sends requests to the service."
  type        = bool
  default     = false
  nullable    = false
}

variable "load_balancer_security_group_id" {
  description = "Security group of the load balancer; the only one that reaches the port. For web services."
  type        = string
  default     = null

  validation {
    condition     = var.load_balancer_security_group_id != null || !var.web
    error_message = "A web service needs the load balancer's security group: nobody could reach it otherwise."
  }
}

variable "target_group_arn" {
  description = "Target group that instances register with. For web services."
  type        = string
  default     = null

  validation {
    condition     = var.target_group_arn != null || !var.web
    error_message = "A web service needs a target group: it would get no requests otherwise."
  }
}

variable "deregistration_seconds" {
  description = "How long the load balancer may still send requests to an instance that is leaving. For web services."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deregistration_seconds >= 0 && var.deregistration_seconds <= 600
    error_message = "Leaving the load balancer can take 0 to 600 seconds."
  }
}

variable "termination_drain_seconds" {
  description = "How long the container has to finish what is in hand before it is killed. The services take 25 seconds at most."
  type        = number
  default     = 40
  nullable    = false

  validation {
    condition     = var.termination_drain_seconds >= 30 && var.termination_drain_seconds <= 900
    error_message = "Draining needs 30 to 900 seconds: a service that is killed sooner leaves work half done."
  }
}

variable "instance_type" {
  description = "EC2 instance type, of the architecture that the image is built for."
  type        = string
  default     = "t4g.small"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]+g[a-z]*\\.[a-z0-9]+$", var.instance_type))
    error_message = "The instance type must be a Graviton (arm64) one, such as t4g.small."
  }
}

variable "ami_parameter" {
  description = "Public SSM parameter that names the machine image. A newer image shows in the plan and replaces the instances."
  type        = string
  default     = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
  nullable    = false

  validation {
    condition     = startswith(var.ami_parameter, "/aws/service/")
    error_message = "The machine image must be named by a public parameter of AWS, below /aws/service/."
  }
}

variable "min_size" {
  description = "Least number of instances."
  type        = number
  nullable    = false

  validation {
    condition     = var.min_size >= 1 && floor(var.min_size) == var.min_size
    error_message = "There must be at least one instance."
  }
}

variable "max_size" {
  description = "Largest number of instances."
  type        = number
  nullable    = false

  validation {
    condition     = var.max_size >= var.min_size && floor(var.max_size) == var.max_size
    error_message = "The largest number of instances cannot be below the least."
  }
}

variable "scaling" {
  description = "What the number of instances follows: requests a minute for each target (web services; resource_label is app/<balancer>/<id>/targetgroup/<group>/<id>), or messages waiting for each instance (workers)."
  type = object({
    requests_per_target  = optional(number)
    resource_label       = optional(string)
    queue_name           = optional(string)
    backlog_per_instance = optional(number)
  })
  nullable = false

  validation {
    condition = (
      var.web
      ? try(var.scaling.requests_per_target >= 1, false) && var.scaling.resource_label != null
      : try(var.scaling.backlog_per_instance >= 1, false) && var.scaling.queue_name != null
    )
    error_message = "A web service scales by requests_per_target with a resource_label, any other by backlog_per_instance with a queue_name; the number must be 1 or more."
  }
}

variable "refresh_alarm_names" {
  description = "CloudWatch alarms that stop the replacing of instances and take it back."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.refresh_alarm_names) >= 1 && length(var.refresh_alarm_names) <= 10
    error_message = "One to ten alarms are needed: without any, a bad image would replace a good one everywhere."
  }
}

variable "policies" {
  description = "What the service itself may do: IAM policies (JSON) by a short name. The module adds what the machine needs."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.policies) <= 8
    error_message = "AWS attaches ten policies to a role at most, and two are the machine's own."
  }

  validation {
    condition = alltrue(flatten([
      for policy in values(var.policies) : [
        for statement in jsondecode(policy).Statement : [
          for action in flatten([statement.Action]) : !strcontains(action, "*")
        ]
      ]
    ]))
    error_message = "A service's policy must name each action: no * in any of them."
  }

  validation {
    condition = alltrue(flatten([
      for policy in values(var.policies) : [
        for statement in jsondecode(policy).Statement : [
          for resource in flatten([statement.Resource]) : can(regex("^arn:[^:*]+:[^:*]+:[^:*]*:[^:*]*:[^*]", resource))
        ]
      ]
    ]))
    error_message = "A service's policy must name each resource by its ARN: * alone, or instead of a name, is refused."
  }
}

variable "parameter_path" {
  description = "Path in Parameter Store below which the service's settings lie, and name of its log group, such as /labsecure/dev/ingest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9._-]+){2,}$", var.parameter_path))
    error_message = "The parameter path must have two parts or more and no slash at its end, such as /labsecure/dev/ingest."
  }
}

variable "settings" {
  description = "Environment of the service, without secrets; HOST and PORT are added. A changed setting replaces the instances."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.settings) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "Settings are named in capitals, such as RESOURCE_PREFIX."
  }

  validation {
    condition     = alltrue([for value in values(var.settings) : can(regex("^[^\\n\\t]+$", value))])
    error_message = "A setting must be one line of text, not empty: leave out what has no value."
  }
}

variable "secret_parameter_arns" {
  description = "SecureString parameters made elsewhere, by the name of the setting. They must lie at parameter_path/<name>."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, arn in var.secret_parameter_arns : endswith(arn, ":parameter${var.parameter_path}/${name}")])
    error_message = "A secret must lie below the service's parameter path and end in the name of its setting: instances can read nothing else."
  }
}

variable "revision" {
  description = "Any text; changing it replaces the instances. For secrets, whose values cannot be compared here."
  type        = string
  default     = ""
  nullable    = false
}

variable "parameter_kms_key_arn" {
  description = "KMS key that the secret parameters are encrypted with."
  type        = string
  nullable    = false
}

variable "log_kms_key_arn" {
  description = "KMS key of the log group."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 365
    error_message = "Logs must be kept for 365 days or more."
  }
}

variable "volume_kms_key_arn" {
  description = "KMS key of the instances' volumes. Auto Scaling's service-linked role must be allowed to use it."
  type        = string
  nullable    = false
}
