data "aws_ssm_parameter" "machine_image" {
  name = var.ami_parameter
}

locals {
  lifecycle_hooks = {
    launch = {
      transition = "autoscaling:EC2_INSTANCE_LAUNCHING"
      # Installing the container engine, pulling the image, and becoming ready; the first time also waiting for the network.
      seconds = 900
      # An instance that never becomes ready is thrown away.
      default_result = "ABANDON"
    }
    terminate = {
      transition     = "autoscaling:EC2_INSTANCE_TERMINATING"
      seconds        = local.leave_seconds + var.termination_drain_seconds + 60
      default_result = "CONTINUE"
    }
  }

  leave_seconds = var.web ? var.deregistration_seconds : 0

  template_values = {
    service         = var.service
    image           = var.image
    registry        = split("/", var.image)[0]
    port            = var.port
    region          = local.region
    parameter_path  = var.parameter_path
    log_group       = aws_cloudwatch_log_group.service.name
    group           = var.name
    drain_seconds   = var.termination_drain_seconds
    leave_seconds   = local.leave_seconds
    settings_digest = sha256(jsonencode([local.settings, var.revision]))
  }

  files = {
    "/opt/labsecure/set-up"                           = { template = "set-up.sh.tftpl", mode = "0700" }
    "/opt/labsecure/prepare"                          = { template = "prepare.sh.tftpl", mode = "0700" }
    "/opt/labsecure/lifecycle"                        = { template = "lifecycle.sh.tftpl", mode = "0700" }
    "/etc/systemd/system/labsecure.service"           = { template = "labsecure.service.tftpl", mode = "0644" }
    "/etc/systemd/system/labsecure-lifecycle.service" = { template = "labsecure-lifecycle.service.tftpl", mode = "0644" }
  }

  cloud_config = {
    write_files = [
      for target, file in local.files : {
        path        = target
        permissions = file.mode
        content     = templatefile("${path.module}/templates/${file.template}", local.template_values)
      }
    ]
    runcmd = [["/opt/labsecure/set-up"]]
  }

  # Cloud-init reads YAML, and JSON is YAML.
  user_data = "#cloud-config\n${jsonencode(local.cloud_config)}"
}

resource "aws_launch_template" "service" {
  name                   = var.name
  description            = "One machine of ${var.name}"
  image_id               = data.aws_ssm_parameter.machine_image.insecure_value
  instance_type          = var.instance_type
  user_data              = base64encode(local.user_data)
  ebs_optimized          = true
  update_default_version = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.service.arn
  }

  # Two hops: the container takes the role's credentials from here, one hop further than the machine.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }

  network_interfaces {
    associate_public_ip_address = false
    delete_on_termination       = true
    security_groups             = [aws_security_group.service.id]
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = 20
      encrypted             = true
      kms_key_id            = var.volume_kms_key_arn
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = true
  }

  dynamic "tag_specifications" {
    for_each = ["instance", "volume", "network-interface"]

    content {
      resource_type = tag_specifications.value
      tags          = { Name = var.name }
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.user_data) <= 16384
      error_message = "User data may have 16 KB at most; EC2 would refuse it."
    }
  }
}
