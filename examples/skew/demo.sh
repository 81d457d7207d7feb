#!/usr/bin/env bash
# The example as a story: two logs of the same features, held to their contract; six features differ, and why it matters.
#
# Checks its own ending, so `make test` runs it too. SLUICE names the binary.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
sluice=${SLUICE:-$root/.build/release/sluice}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"

printf '$ sluice skew train.csv.gz serve.csv.gz --contract late_flights.odcs.yaml --prediction p_late --diff diff.csv\n'
code=0
"$sluice" skew train.csv.gz serve.csv.gz --contract late_flights.odcs.yaml --prediction p_late \
  --samples 2 --diff "$work/diff.csv" || code=$?
printf 'exit code %d\n' "$code"
if ((code != 1)); then
  printf 'demo: exit code 1 was due\n' >&2
  exit 1
fi
printf '\n$ head -n 4 diff.csv\n'
head -n 4 "$work/diff.csv"
