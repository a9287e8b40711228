#!/usr/bin/env bash
# Reads a plan (terraform show -json) on its standard input and fails when it changes more than the pipeline's role may:
# better a sentence before the apply than a refusal of AWS in the middle of it.
set -euo pipefail

# `input`: nothing on the standard input is an error, not a plan without changes.
beyond=$(jq -rn '
  input.resource_changes[]
  | select(.mode == "managed" and (.change.actions - ["no-op", "read"] | length) > 0)
  | select((.type == "aws_launch_template" or .type == "aws_autoscaling_group") and .change.actions == ["update"] | not)
  | "  \(.change.actions | join(", ")): \(.address)"')

if [ -n "$beyond" ]; then
  echo "This plan changes more than a roll-out of images. An operator has to apply it first (terraform/README.md):" >&2
  echo "$beyond" >&2
  exit 1
fi
echo "The plan is a roll-out of images, or nothing."
