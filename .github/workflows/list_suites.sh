#!/usr/bin/env bash
# Prints the suites and Debian packages of `.ci/run` as outputs of a workflow step: `commands` as a JSON array,
# `packages` as words. Leaves out what `task ok` runs.
set -euo pipefail
cd "$(dirname "$0")/../.."

commands=$(grep -oE "'(task [^']+|lint|fmt --check)'" .ci/run | tr -d "'" |
  grep -vxE 'task (test|check|lint:words)|lint|fmt --check')
packages=$(sed -n '/^packages=(/,/^)/p' .ci/run | sed '1d;$d' | xargs)

printf 'commands=[%s]\n' "$(printf '%s\n' "$commands" | sed 's/.*/"&"/' | paste -sd,)"
printf 'packages=%s\n' "$packages"
