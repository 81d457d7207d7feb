#!/usr/bin/env bash
# Re-runs what the repository shows: every contract must lint clean, the demo must end as its README says.
#
# SLUICE names the binary; the default is the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
export SLUICE=${SLUICE:-$PWD/.build/release/sluice}

echo "== contracts"
mapfile -t contracts < <(find contracts examples -name '*.odcs.yaml' | LC_ALL=C sort)
((${#contracts[@]} > 0)) || { echo "examples: no contracts found" >&2; exit 1; }
"$SLUICE" lint "${contracts[@]}"

echo "== examples/flights"
examples/flights/demo.sh
