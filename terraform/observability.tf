module "observability" {
  source = "./modules/observability"

  name = local.name
  queues = {
    for name, queue in local.resources.queues : name => {
      queue_name       = module.queue[name].name
      dead_letter_name = module.queue[name].dead_letter_name
      # A message that fails once comes back after its visibility timeout: that alone is no reason to wake anyone.
      max_age_seconds = max(300, 3 * queue.visibilityTimeoutSeconds)
    }
  }

  load_balancer_arn_suffix  = module.edge.load_balancer_arn_suffix
  target_group_arn_suffixes = module.edge.target_group_arn_suffixes
  autoscaling_group_names   = { for name, service in module.service : name => service.autoscaling_group_name }
  log_group_names           = { for name, service in module.service : name => service.log_group_name }
  configuration_set_name    = module.mail.configuration_set_name
  backup_vault_name         = module.backup.vault_name

  kms_key_arn  = module.key["messaging"].arn
  alarm_emails = var.alarm_emails
}
