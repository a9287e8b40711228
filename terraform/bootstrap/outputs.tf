output "bucket" {
  description = "Bucket for the state."
  value       = module.bucket.name
}

output "kms_key_arn" {
  description = "Key that the state is encrypted under."
  value       = module.key.arn
}

output "backend_config" {
  description = "Lines for environments/<environment>.s3.tfbackend, besides `key`."
  value       = <<-EOT
    bucket     = "${module.bucket.name}"
    region     = "${var.region}"
    kms_key_id = "${module.key.arn}"
  EOT
}
