#!/usr/bin/env bash
# Writes images.auto.tfvars.json: the image of each service, by digest, for one version (the tag its images were pushed with).
#   images.sh ENVIRONMENT VERSION                    the version is in the registry
#   images.sh ENVIRONMENT VERSION ARCHIVES           or in ARCHIVES/<service>.tar (OCI archives); nothing is pushed yet
#   images.sh ENVIRONMENT VERSION ARCHIVES --push    what the registry lacks is pushed to it
# Needs the AWS command line, signed in, with AWS_REGION set; and skopeo where there are archives.
set -euo pipefail

environment=${1:?"which environment?"}
version=${2:?"which version?"}
archives=${3:-}
push=${4:-}
: "${AWS_REGION:?is not set}"

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
account=$(aws sts get-caller-identity --query Account --output text)
registry=$account.dkr.ecr.$AWS_REGION.amazonaws.com

in_registry() {
  aws ecr describe-images --repository-name "$1" --image-ids "imageTag=$version" \
    --query 'imageDetails[0].imageDigest' --output text 2>/dev/null || true
}

lines=()
for service in ingest notify portal processor report; do
  repository=labsecure-$environment-$service
  digest=$(in_registry "$repository")

  if [ -z "$digest" ] && [ -f "$archives/$service.tar" ]; then
    archive=oci-archive:$archives/$service.tar
    digest=$(skopeo inspect --format '{{.Digest}}' "$archive")
    if [ "$push" = --push ]; then
      aws ecr get-login-password | skopeo login --username AWS --password-stdin "$registry"
      # The same bytes in every environment: the digest that was tried is the digest that runs.
      skopeo copy --preserve-digests "$archive" "docker://$registry/$repository:$version"
    fi
  fi

  if [ -z "$digest" ]; then
    echo "$repository has no image $version" >&2
    exit 1
  fi
  lines+=("    \"$service\": \"$registry/$repository@$digest\"")
done

{
  echo '{'
  echo '  "images": {'
  printf '%s\n' "${lines[@]}" | sed '$!s/$/,/'
  echo '  }'
  echo '}'
} >"$folder/images.auto.tfvars.json"
cat "$folder/images.auto.tfvars.json"
