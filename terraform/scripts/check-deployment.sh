#!/usr/bin/env bash
# Runs the scripts of a deployment against an `aws` and a `skopeo` that only pretend. Needs jq and openssl.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

expect() { # what, wanted, got
  if [ "$2" = "$3" ]; then
    echo "ok: $1"
  else
    printf 'FAILED: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
    failed=1
  fi
}

mkdir -p "$work/bin" "$work/terraform/scripts" "$work/archives"
cp "$here"/*.sh "$work/terraform/scripts"
cat >"$work/bin/aws" <<'STUB'
#!/usr/bin/env bash
case " $* " in
  *' get-caller-identity '*) echo 123456789012 ;;
  *' get-login-password '*) echo secret ;;
  *' put-parameter '*)
    [ ! -e "$WORLD/parameter" ] || exit 254
    cat >"$WORLD/parameter"
    echo "$*" >"$WORLD/arguments"
    ;;
  *' describe-images '*)
    [[ " $* " == *"imageTag=old "* ]] || exit 254
    echo sha256:0123
    ;;
  # The first word of what is left is the answer.
  *' describe-instance-refreshes '*StatusReason*) echo 'an alarm was red' ;;
  *' describe-instance-refreshes '*)
    read -r now later <"$WORLD/refresh"
    echo "$now"
    [ -z "$later" ] || echo "$later" >"$WORLD/refresh"
    ;;
esac
STUB
cat >"$work/bin/skopeo" <<'STUB'
#!/usr/bin/env bash
case $1 in
  inspect) echo sha256:4567 ;;
  login) cat >/dev/null ;;
  copy) echo "$*" >>"$WORLD/pushed" ;;
esac
STUB
chmod +x "$work"/bin/*
export PATH=$work/bin:$PATH WORLD=$work AWS_REGION=us-east-1 EVERY=0

cd "$work"
images() { terraform/scripts/images.sh dev "$@" >/dev/null 2>&1 && jq -r .images.ingest terraform/images.auto.tfvars.json; }
repository=123456789012.dkr.ecr.us-east-1.amazonaws.com/labsecure-dev-ingest

expect 'a version in the registry is named by its digest' "$repository@sha256:0123" "$(images old)"
expect 'all five services are named' 5 "$(jq '.images | length' terraform/images.auto.tfvars.json)"
expect 'a version that is nowhere is refused' refused "$(images new || echo refused)"

touch archives/{ingest,notify,portal,processor,report}.tar
expect 'a version that was only built is named by its digest' "$repository@sha256:4567" "$(images new archives)"
expect 'and is not pushed while looking' no "$([ -e pushed ] && echo yes || echo no)"
images new archives --push >/dev/null
expect 'each image is pushed once, its bytes kept' 5 "$(grep -c -- '--preserve-digests oci-archive:' pushed)"
expect 'to the place that will be named' "docker://$repository:new" "$(awk '/ingest/ { print $NF }' pushed)"

roll_out() {
  echo "$1" >refresh
  if MINUTES=${2:-20} terraform/scripts/wait-for-roll-out.sh a-group >/dev/null 2>&1; then echo arrived; else echo failed; fi
}
expect 'a roll-out is waited for' arrived "$(roll_out 'Pending InProgress Successful')"
expect 'a group that was never rolled out is done' arrived "$(roll_out None)"
expect 'a roll-out that went back is a failure' failed "$(roll_out 'InProgress RollbackInProgress RollbackSuccessful')"
expect 'one that was cancelled is a failure' failed "$(roll_out 'InProgress Cancelled')"
expect 'one that takes too long is a failure' failed "$(roll_out InProgress 0)"

fingerprint=$(terraform/scripts/sealing-key.sh dev)
expect 'the key of sealed files is put where ingest reads it, under our key' \
  '/labsecure/dev/ingest/SEALING_KEY SecureString alias/labsecure-dev-data' "$(jq -r '[.Name, .Type, .KeyId] | join(" ")' parameter)"
expect 'it fits into a parameter, on one line' yes "$(jq -r 'if (.Value | test("^[A-Za-z0-9+/=]+$") and length <= 4096) then "yes" else "no" end' parameter)"
jq -r .Value parameter | base64 -d >key.der
expect 'it is a key of 4096 bits' 1 "$(openssl pkey -inform DER -in key.der -noout -text | grep -c '(4096 bit')"
expect 'its fingerprint is said' "$fingerprint" "$(openssl pkey -inform DER -in key.der -pubout -outform DER | sha256sum | cut -d' ' -f1)"
expect 'it is no argument that others could read' 0 "$(grep -c -F "$(jq -r .Value parameter)" arguments || true)"
kept=$(sha256sum parameter)
expect 'a second key is refused' refused "$(terraform/scripts/sealing-key.sh dev >/dev/null 2>&1 || echo refused)"
expect 'and the first one stays' "$kept" "$(sha256sum parameter)"

plan() { if terraform/scripts/only-a-roll-out.sh >/dev/null 2>&1; then echo allowed; else echo refused; fi; }
change() { printf '{"resource_changes":[{"mode":"managed","address":"x","type":"%s","change":{"actions":%s}}]}' "$1" "$2"; }
expect 'a new image is a roll-out' allowed "$(change aws_launch_template '["update"]' | plan)"
expect 'nothing at all is one' allowed "$(change aws_kms_key '["no-op"]' | plan)"
expect 'a table made anew is none' refused "$(change aws_dynamodb_table '["delete","create"]' | plan)"
expect 'a group taken away is none' refused "$(change aws_autoscaling_group '["delete"]' | plan)"
expect 'a role changed is none' refused "$(change aws_iam_policy '["update"]' | plan)"
expect 'no plan is no roll-out' refused "$(plan </dev/null)"

exit "$failed"
