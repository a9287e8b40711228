#!/usr/bin/env bash
# Checks what machines are started with: scripts, units, and the lifecycle agent by running it. Needs terraform, node, and
# the Debian packages shellcheck and systemd.
# usage: check-user-data.sh [plan.json of `terraform show -json`]; without a plan the templates are checked
# ends with 0 (all in order), 1 (something is wrong) or 3 (nothing is wrong, but a tool is missing)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
missing=0

lacks() {
  command -v "$1" >/dev/null && return 1
  echo "NOT CHECKED: $2, because $1 is missing"
  missing=1
}

if lacks terraform 'user data'; then exit 3; fi
node "$here/render-user-data.mjs" "$work/machines" "$@"

if ! lacks shellcheck 'scripts in the user data'; then
  scripts=("$work"/machines/*/opt/labsecure/*)
  if shellcheck --shell=bash --enable=check-unassigned-uppercase,quote-safe-variables "${scripts[@]}" "$here"/*.sh; then
    echo "shellcheck: ${#scripts[@]} scripts in the user data are in order"
  else
    status=1
  fi
fi

# In a root of its own, with stand-ins for what the machine image brings: what else a unit names must be in the user data.
if ! lacks systemd-analyze 'units in the user data'; then
  for machine in "$work"/machines/*; do
    units=$machine/etc/systemd/system
    names=("$units"/labsecure*.service)
    for unit in basic sysinit shutdown network-online multi-user; do printf '[Unit]\n' >"$units/$unit.target"; done
    mkdir -p "$machine/usr/bin"
    printf '#!/bin/sh\n' >"$machine/usr/bin/docker"
    chmod +x "$machine/usr/bin/docker"
    printf '[Service]\nExecStart=/usr/bin/docker\n' >"$units/docker.service"
    complaints=$(systemd-analyze verify --man=no --root="$machine" "${names[@]##*/}" 2>&1) || status=1
    if [[ -n $complaints ]]; then
      echo "$complaints"
      status=1
    else
      echo "systemd-analyze: ${#names[@]} units of ${machine##*/} are in order"
    fi
  done
fi

agents=()
for agent in "$work"/machines/*/opt/labsecure/lifecycle; do
  "$here/check-lifecycle.sh" "$agent" &
  agents+=($!)
done
for agent in "${agents[@]}"; do wait "$agent" || status=1; done

if [[ $status -eq 0 && $missing -eq 1 ]]; then exit 3; fi
exit "$status"
