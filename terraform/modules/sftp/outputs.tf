output "endpoint" {
  description = "Where labs connect to, on port 22."
  value       = aws_transfer_server.this.endpoint
}

output "public_addresses" {
  description = "The server's fixed addresses, for labs' firewalls."
  value       = aws_eip.this[*].public_ip
}

output "host_key_fingerprint" {
  description = "Lets labs know that the server is ours."
  value       = aws_transfer_server.this.host_key_fingerprint
}

output "user_names" {
  description = "Labs that can connect; each one's user is its id."
  value       = keys(local.users)
}
