#!/usr/bin/env bash
# Holds a month of flights against the registers that it refers to, and compares every count with what pandas found.
#
# `make test` runs it. SLUICE names the binary.
set -euo pipefail

cd "$(dirname "$0")/../.."
here=examples/references
sluice=${SLUICE:-.build/release/sluice}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command=(validate "$here/flights.odcs.yaml" --dialect pyarrow --as-of 2013-02-01
  --batch flights=examples/flights/flights-2013-01.csv.gz --batch airlines="$here/airlines.csv"
  --batch planes="$here/planes.csv.gz" --reference weather="$here/weather-2013-01.csv.gz"
  --reference airports="$here/airports.csv.gz")
printf '$ sluice %s\n' "${command[*]}"
code=0
"$sluice" "${command[@]}" --report "json=$work/report.json" || code=$?
printf 'exit code %d\n' "$code"
((code == 1)) || { echo "demo: 52 flights without weather must fail the batch" >&2; exit 1; }

python3 - "$work/report.json" "$here/expected.json" <<'PY'
import json
import sys

report, expected = (json.load(open(path)) for path in sys.argv[1:])
results = {result["id"]: result for result in report["results"]}
wrong = []
for rule, counts in expected.items():
    result = results[rule]
    found = {key: result[key] for key in counts if key != "details"}
    found["details"] = {name: result["details"][name] for name in counts["details"]}
    if found != counts:
        wrong.append(f"{rule}: found {found}, pandas {counts}")
if wrong:
    sys.exit("demo: " + "\n".join(wrong))
print(f"{len(expected)} references count what pandas counts")
PY
