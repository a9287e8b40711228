locals {
  name   = "labsecure-${var.environment}"
  prefix = "${local.name}-"

  # Queues, buckets and tables are described once, for the embedded cloud, the containers and AWS.
  resources = jsondecode(file("${path.module}/../packages/contracts/resources.json"))

  account_id = data.aws_caller_identity.current.account_id
  region     = var.region

  # Where a service finds its settings: <parameter_path>/<NAME>.
  parameter_root = "/labsecure/${var.environment}"

  # Every service, whether it has an image yet or not. `web` ones stand behind the load balancer; `queue` is what a
  # service works on, and what one that is no web service scales by. A rule of the load balancer takes at most five values, so the edge makes several of them.
  services = {
    ingest = {
      port = 8080
      web  = true
      path_patterns = [
        "/api/v1/ingest*",
        "/api/v1/status/*",
        "/api/v1/health",
        "/api/v1/openapi.json",
        "/api/v1/docs*",
        "/api/v1/validate",
        "/api/v1/submissions*",
        "/api/v1/sealing-key",
        "/api/v1/uploads",
      ]
      priority = 100
      queue    = "file-drop"
    }
    report = {
      port          = 8080
      web           = true
      path_patterns = ["/api/v1/results/*/report"]
      priority      = 200
      queue         = null
    }
    # No patterns: everything that nobody else takes.
    portal = {
      port          = 8080
      web           = true
      path_patterns = []
      priority      = 300
      queue         = null
    }
    processor = {
      port          = 8080
      web           = false
      path_patterns = []
      priority      = null
      queue         = "lab-results"
    }
    notify = {
      port          = 8080
      web           = false
      path_patterns = []
      priority      = null
      queue         = "notifications"
    }
  }

  web_services = { for name, service in local.services : name => service if service.web }

  # Those that can run: all of them, or none on the very first apply. module.service is made for each of these.
  running_services = { for name, service in local.services : name => service if contains(keys(var.images), name) }

  capacity = { for name in keys(local.services) : name => lookup(var.capacity, name, { min = 1, max = 2 }) }

  instance_types = { for name in keys(local.services) : name => lookup(var.instance_types, name, "t4g.small") }

  # Names are computed here and not read from the resources, so that a service can be gated on its alarms without the
  # alarms waiting for the service. No gate may stay red over what an earlier version did, or the repair could not be
  # deployed: workers are therefore gated on dead letters that rise, not on those that lie there.
  service_names = { for name in keys(local.services) : name => "${local.prefix}${name}" }
  refresh_alarm_names = {
    for name, service in local.services : name => concat(
      service.web ? ["${local.prefix}${name}-5xx", "${local.prefix}${name}-unhealthy-hosts"] : [],
      service.queue == null ? [] : ["${local.prefix}${service.queue}-dead-letters-rising"],
    )
  }
}
