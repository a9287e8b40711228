output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Addresses of the whole network."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets for the load balancer and NAT, one per zone, in the order of the zones."
  value       = [for zone in var.zones : aws_subnet.public[zone].id]
}

output "public_subnet_cidrs" {
  description = "Addresses that the load balancer calls services from."
  value       = [for zone in var.zones : aws_subnet.public[zone].cidr_block]
}

output "private_subnet_ids" {
  description = "Subnets for the services, one per zone, in the order of the zones."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
}

output "private_subnet_cidrs" {
  description = "Addresses of the services."
  value       = [for zone in var.zones : aws_subnet.private[zone].cidr_block]
}

output "s3_prefix_list_id" {
  description = "S3's addresses, for rules of security groups."
  value       = aws_vpc_endpoint.s3.prefix_list_id
}

output "dynamodb_prefix_list_id" {
  description = "DynamoDB's addresses, for rules of security groups."
  value       = aws_vpc_endpoint.dynamodb.prefix_list_id
}

output "endpoint_security_group_id" {
  description = "Group of the interface endpoints, or null where there are none."
  value       = one(aws_security_group.endpoints[*].id)
}
