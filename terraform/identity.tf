# Who people and labs are, how we write to people, and how labs bring files.

module "identity" {
  source = "./modules/identity"

  name                = local.name
  domain_prefix       = "${local.name}-${local.account_id}"
  portal_url          = module.edge.url
  labs                = { for id, lab in var.labs : id => { name = lab.name } }
  deletion_protection = var.deletion_protection

  mail = {
    identity_arn           = module.mail.identity_arn
    from_address           = module.mail.from_address
    configuration_set_name = module.mail.configuration_set_name
  }
}

module "mail" {
  source = "./modules/mail"

  name           = local.name
  domain         = var.mail_domain
  hosted_zone_id = var.hosted_zone_id
  from_address   = var.mail_from
  kms_key_arn    = module.key["messaging"].arn
  event_emails   = [var.admin_email]
}

module "sftp" {
  source = "./modules/sftp"
  count  = var.sftp_enabled ? 1 : 0

  name               = local.name
  bucket_arn         = module.bucket["drop"].arn
  bucket_name        = module.bucket["drop"].name
  kms_key_arn        = module.key["data"].arn
  labs               = { for id, lab in var.labs : id => { public_keys = lab.sftp_public_keys } }
  vpc_id             = module.network.vpc_id
  public_subnet_ids  = module.network.public_subnet_ids
  allowed_cidrs      = var.sftp_allowed_cidrs
  log_kms_key_arn    = module.key["logs"].arn
  log_retention_days = var.log_retention_days
}
