output "target_group_arns" {
  description = "Target group of each service, by name. Comes after the rules: a group that no listener sends to cannot be scaled by its requests."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn }
  depends_on  = [aws_lb_listener.https, aws_lb_listener_rule.paths]
}

output "target_group_arn_suffixes" {
  description = "How CloudWatch names the target groups, by service."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn_suffix }
  depends_on  = [aws_lb_listener.https, aws_lb_listener_rule.paths]
}

output "load_balancer_arn_suffix" {
  description = "How CloudWatch names the load balancer."
  value       = aws_lb.this.arn_suffix
}

output "security_group_id" {
  description = "Group that services let in, and that each service lets out to its port."
  value       = aws_security_group.this.id
}

output "dns_name" {
  description = "AWS's own name of the load balancer."
  value       = aws_lb.this.dns_name
}

output "url" {
  description = "Where browsers and labs reach the system."
  value       = "https://${var.domain_name}"
}

output "web_acl_arn" {
  description = "The firewall."
  value       = aws_wafv2_web_acl.this.arn
}

output "web_acl_name" {
  description = "How CloudWatch names the firewall."
  value       = aws_wafv2_web_acl.this.name
}
