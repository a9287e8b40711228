# Where the services stand, and the one door to them.

module "network" {
  source = "./modules/network"

  name                = local.name
  cidr                = var.cidr
  zones               = var.zones
  single_nat          = var.single_nat
  interface_endpoints = var.interface_endpoints
  sftp_cidrs          = var.sftp_enabled ? var.sftp_allowed_cidrs : []
  logs_kms_key_arn    = module.key["logs"].arn
  log_retention_days  = var.log_retention_days
}

module "edge" {
  source = "./modules/edge"

  name                = local.name
  vpc_id              = module.network.vpc_id
  public_subnet_ids   = module.network.public_subnet_ids
  domain_name         = var.domain_name
  hosted_zone_id      = var.hosted_zone_id
  log_bucket_name     = module.log_bucket.name
  deletion_protection = var.deletion_protection
  log_kms_key_arn     = module.key["logs"].arn
  log_retention_days  = var.log_retention_days

  services = {
    for name, service in local.web_services : name => {
      port          = service.port
      path_patterns = service.path_patterns
      priority      = service.priority
      labs          = name == "ingest"
    }
  }
}
