#!/usr/bin/env bash
# Holds a month of flights to rules between its columns, and compares every count and figure with what pandas found.
#
# `make test` runs it. SLUICE names the binary.
set -euo pipefail

cd "$(dirname "$0")/../.."
here=examples/rules
sluice=${SLUICE:-.build/release/sluice}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '$ sluice validate examples/rules/flights.odcs.yaml examples/flights/flights-2013-01.csv.gz\n'
code=0
"$sluice" validate "$here/flights.odcs.yaml" examples/flights/flights-2013-01.csv.gz --dialect pyarrow \
  --report "json=$work/report.json" || code=$?
printf 'exit code %d\n' "$code"

python3 - "$work/report.json" "$here/expected.json" <<'PY'
import json
import math
import sys

report, expected = (json.load(open(path)) for path in sys.argv[1:])
results = {result["id"]: result for result in report["results"]}
wrong = []


def same(found, expected):
    """Figures of numbers are rounded in another order by pandas."""
    if isinstance(expected, float):
        return math.isclose(float(found), expected, rel_tol=1e-12)
    return found == expected


for rule, counts in expected.items():
    found = {key: results[rule][key] for key in counts}
    if not all(same(found[key], counts[key]) for key in counts):
        wrong.append(f"{rule}: found {found}, pandas {counts}")
if wrong:
    sys.exit("demo: " + "\n".join(wrong))
owner = report["contract"]["owner"]
if owner["team"] != "Departures" or owner["alerts"]["error"] != "#departures-oncall":
    sys.exit(f"demo: the report names another owner: {owner}")
print(f"{len(expected)} rules find what pandas finds")
PY
