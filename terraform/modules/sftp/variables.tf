variable "name" {
  description = "Begins the name of everything here, such as labsecure-dev."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,40}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 42 lower-case letters, digits and hyphens, such as labsecure-dev."
  }
}

variable "bucket_arn" {
  description = "Bucket that files are put into."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:s3:::[a-z0-9.-]+$", var.bucket_arn))
    error_message = "The bucket must be given by its ARN, without a path."
  }
}

variable "bucket_name" {
  description = "The same bucket's name."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "KMS key of the bucket."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:", var.kms_key_arn))
    error_message = "The key must be the ARN of a KMS key."
  }
}

variable "labs" {
  description = "Laboratories by id, with the SSH keys they sign in with. One without keys has no user."
  type        = map(object({ public_keys = list(string) }))
  nullable    = false

  validation {
    condition     = alltrue([for id in keys(var.labs) : can(regex("^LAB[0-9]{3,6}$", id))])
    error_message = "A lab's id is LAB and 3 to 6 digits, such as LAB001."
  }

  validation {
    condition = alltrue(flatten([for lab in var.labs : [
      for key in lab.public_keys : can(regex("^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) [A-Za-z0-9+/]+={0,3}( [^\\n]*)?$", key))
    ]]))
    error_message = "Each key must be one line of an OpenSSH public key: ssh-ed25519, ecdsa-sha2-nistp256 or ssh-rsa and its letters. A private key never belongs here."
  }

  validation {
    condition     = alltrue([for lab in var.labs : length(lab.public_keys) <= 50 && length(distinct(lab.public_keys)) == length(lab.public_keys)])
    error_message = "A lab can have up to 50 keys, each once."
  }
}

variable "vpc_id" {
  description = "VPC that the server's addresses are in."
  type        = string
  nullable    = false
}

variable "public_subnet_ids" {
  description = "Subnets of the server; it gets a fixed public address in each, for labs' firewalls."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.public_subnet_ids) >= 1
    error_message = "The server needs at least one public subnet."
  }
}

variable "allowed_cidrs" {
  description = "Networks of the labs; nobody else reaches the server."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_cidrs) > 0 && alltrue([for cidr in var.allowed_cidrs : can(cidrnetmask(cidr)) && !endswith(cidr, "/0")])
    error_message = "Name at least one IPv4 network of the labs, such as 203.0.113.0/24, and not the whole internet."
  }
}

variable "log_kms_key_arn" {
  description = "KMS key that encrypts the log of transfers; CloudWatch Logs must be allowed to use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws:kms:", var.log_kms_key_arn))
    error_message = "The key must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "How long the log of transfers is kept. Audits of patient data ask for a year or more."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "The log of transfers is kept for 365 days or more, as one of the numbers that CloudWatch Logs takes: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
