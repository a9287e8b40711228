#!/usr/bin/env bash
# Runs the lifecycle agent against made-up instance metadata, a made-up service and an `aws` that only takes notes.
# usage: check-lifecycle.sh <the agent, as it is in the user data>
set -euo pipefail

agent=$1
work=$(mktemp -d)
pid=
# What an ended agent had just begun may still write once: then the folder is removed at the second try.
trap '[[ -z $pid ]] || kill "$pid" 2>/dev/null; rm -rf "$work" 2>/dev/null || { sleep 1; rm -rf "$work"; } || true' EXIT
failed=0

mkdir "$work/bin"
# Answers like IMDSv2: nothing without a token.
cat >"$work/bin/curl" <<'STUB'
#!/bin/bash
all=" $* "
case $all in
  *' --request PUT '*/latest/api/token*) echo a-token ;;
  *'X-aws-ec2-metadata-token: a-token'*/meta-data/instance-id*) echo i-1 ;;
  *'X-aws-ec2-metadata-token: a-token'*/meta-data/autoscaling/target-lifecycle-state*) cat "$WORLD/state" ;;
  */ready*) test -e "$WORLD/ready" ;;
  */live*) test -e "$WORLD/live" ;;
  *) exit 22 ;;
esac
STUB
cat >"$work/bin/aws" <<'STUB'
#!/bin/bash
# Like AWS, this says no as long as the group is not waiting for an answer.
if [[ -e $WORLD/refusing ]]; then echo "refused" >>"$WORLD/notes"; exit 254; fi
echo "aws $*" >>"$WORLD/notes"
STUB
cat >"$work/bin/systemctl" <<'STUB'
#!/bin/bash
echo "systemctl $*" >>"$WORLD/notes"
STUB
# An agent goes round no more often than it was told to: on a busy machine it would else be far ahead of whoever looks.
cat >"$work/bin/sleep" <<'STUB'
#!/bin/bash
if [[ $1 != 5 ]]; then echo "sleep $1" >>"$WORLD/notes"; exit; fi
echo . >>"$WORLD/rounds"
while (($(wc -l <"$WORLD/rounds") >= $(<"$WORLD/allowed"))); do /bin/sleep 0.02; done
STUB
chmod +x "$work"/bin/*

# A world of its own for each story: what an ended agent had just begun may still write into the old one.
begin() {
  WORLD=$(mktemp -d "$work/world.XXXXXX")
  export WORLD STATE_DIRECTORY=$WORLD
  echo InService >"$WORLD/state"
  touch "$WORLD/notes" "$WORLD/rounds" "$WORLD/live"
  allow 1
}
# In one go: whoever reads it finds the number before or the one after.
allow() {
  echo "$1" >"$WORLD/allowed.new"
  mv "$WORLD/allowed.new" "$WORLD/allowed"
}
run() {
  PATH="$work/bin:$PATH" timeout 600 bash "$agent" >/dev/null 2>&1 &
  pid=$!
}
end() {
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  pid=
}
# Lets the agent go round so many times more, and waits until it has.
rounds() {
  local target=$(($(wc -l <"$WORLD/rounds") + $1)) until=$((SECONDS + 300))
  allow "$target"
  while (($(wc -l <"$WORLD/rounds") < target)); do
    if ((SECONDS >= until)); then
      echo 'WRONG: the agent stands still'
      failed=1
      return
    fi
    command sleep 0.02
  done
}
expect() {
  if [[ $2 == "$3" ]]; then return; fi
  printf 'WRONG: %s\n  expected: %s\n  found:    %s\n' "$1" "$3" "$2"
  failed=1
}
noted() { paste -sd';' "$WORLD/notes"; }
count() { grep -c -- "$1" "$WORLD/notes" || true; }

begin
run
rounds 4
expect 'As long as the service is not ready, nothing is announced' "$(noted)" ''
touch "$WORLD/refusing" "$WORLD/ready"
rounds 4
expect 'A refused announcement does not count' "$(test -e "$WORLD/launched" && echo counted)" ''
rm "$WORLD/refusing"
rounds 4
expect 'A ready service is announced once' "$(count 'complete-lifecycle-action.*--lifecycle-hook-name launch .*--instance-id i-1 .*CONTINUE')" 1
end
run
rounds 4
expect 'An agent that starts again announces nothing' "$(count complete-lifecycle-action)" 1
end

begin
touch "$WORLD/launched"
rm "$WORLD/live"
run
rounds 110
expect 'A service that is silent for less than ten minutes is left alone' "$(noted)" ''
rounds 20
expect 'A machine whose service stays dead is reported' "$(count 'set-instance-health --instance-id i-1 --health-status Unhealthy')" 1
end

begin
rm "$WORLD/live"
run
rounds 130
expect 'A machine that was never ready is left to its launch hook' "$(noted)" ''
end

begin
touch "$WORLD/launched" "$WORLD/ready"
echo Terminated >"$WORLD/state"
run
code=0
wait "$pid" || code=$?
pid=
expect 'A drained machine needs no agent any more' "$code" 0
expect 'A machine that goes leaves the load balancer, drains, and then says so' "$(sed -e 's/--auto.*name terminate.*/terminate/' "$WORLD/notes" | paste -sd';' | sed 's/sleep [0-9]*/sleep/')" \
  'sleep;systemctl stop labsecure.service;aws autoscaling complete-lifecycle-action terminate'

if [[ $failed -eq 0 ]]; then echo "lifecycle agent: announces, reports and drains as it should"; fi
exit "$failed"
