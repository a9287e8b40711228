"""Verifies the domain that LabSecure sends from; SES refuses any other sender. boto3 itself: each awslocal takes a second."""

import boto3

boto3.client(
    "ses",
    endpoint_url="http://localhost:4566",
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="local",
).verify_domain_identity(Domain="labsecure.example.com")
