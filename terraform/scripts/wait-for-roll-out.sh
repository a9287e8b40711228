#!/usr/bin/env bash
# Waits until every Auto Scaling group given has put its instances in place of the old ones; `terraform apply` does not wait
# for that. Fails when one went back to the version before, or did not get there in time.
#   wait-for-roll-out.sh GROUP...      (terraform output -json autoscaling_group_names | jq -r '.[]' | xargs ...)
# Needs the AWS command line, signed in. MINUTES (default 60) and EVERY seconds (default 20) can be set.
set -euo pipefail

minutes=${MINUTES:-60}
every=${EVERY:-20}
[ $# -gt 0 ] || { echo "which Auto Scaling groups?" >&2; exit 2; }

end=$((SECONDS + minutes * 60))
failed=0
for group in "$@"; do
  while :; do
    # The latest comes first. None at all: the group is as it was made.
    status=$(aws autoscaling describe-instance-refreshes --auto-scaling-group-name "$group" --max-records 1 \
      --query 'InstanceRefreshes[0].Status' --output text)
    case $status in
      Successful | None)
        echo "$group: done"
        break
        ;;
      Failed | Cancelled | RollbackSuccessful | RollbackFailed)
        reason=$(aws autoscaling describe-instance-refreshes --auto-scaling-group-name "$group" --max-records 1 \
          --query 'InstanceRefreshes[0].StatusReason' --output text)
        echo "$group: $status: $reason" >&2
        failed=1
        break
        ;;
    esac
    if [ "$SECONDS" -ge "$end" ]; then
      echo "$group: still $status after $minutes minutes" >&2
      failed=1
      break
    fi
    echo "$group: $status"
    sleep "$every"
  done
done
exit "$failed"
