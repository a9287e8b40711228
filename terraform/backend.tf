# Bucket, key and region come from environments/<environment>.s3.tfbackend; bootstrap/ makes the bucket.
terraform {
  backend "s3" {
    use_lockfile = true
    encrypt      = true
  }
}
