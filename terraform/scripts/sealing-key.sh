#!/usr/bin/env bash
# Makes the key that opens files which laboratories have sealed, once for each environment, and puts it where ingest reads
# it. Says the fingerprint of its public half, for laboratories to compare. Refuses where there is a key already: what was
# sealed for that one could never be opened again.
#   sealing-key.sh ENVIRONMENT
# Needs openssl, jq, and the AWS command line, signed in, with AWS_REGION set. The key is written to no file here.
set -euo pipefail

environment=${1:?"which environment?"}
: "${AWS_REGION:?is not set}"
name=/labsecure/$environment/ingest/SEALING_KEY

# One line, as a setting is: base64 of PKCS#8.
key=$(openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:4096 | openssl pkcs8 -topk8 -nocrypt -outform DER | base64 | tr -d '\n')

# Through a pipe: every user of this machine could read it among the arguments.
printf %s "$key" |
  jq -Rs --arg name "$name" --arg kms "alias/labsecure-$environment-data" '{
    Name: $name,
    Description: "Opens sealed files. Put a newer key in front of it, never in its place: it opens what was sealed before",
    Type: "SecureString",
    # Grows into the larger size when a second key is put in front.
    Tier: "Intelligent-Tiering",
    KeyId: $kms,
    Value: .
  }' |
  aws ssm put-parameter --no-overwrite --cli-input-json file:///dev/stdin >/dev/null

printf %s "$key" | base64 -d | openssl pkey -inform DER -pubout -outform DER | sha256sum | cut -d' ' -f1
