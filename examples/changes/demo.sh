#!/usr/bin/env bash
# Takes January's profile, holds February against it, and compares every figure with what pandas found.
#
# `make test` runs it. SLUICE names the binary.
set -euo pipefail

cd "$(dirname "$0")/../.."
here=examples/changes
sluice=${SLUICE:-.build/release/sluice}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '$ sluice profile --contract examples/changes/flights.odcs.yaml examples/flights/flights-2013-01.csv.gz -o january.json\n'
"$sluice" profile --contract "$here/flights.odcs.yaml" examples/flights/flights-2013-01.csv.gz --dialect pyarrow \
  --output "$work/january.json"

printf '$ sluice validate examples/changes/flights.odcs.yaml examples/flights/flights-2013-02.csv.gz --baseline january.json\n'
code=0
"$sluice" validate "$here/flights.odcs.yaml" examples/flights/flights-2013-02.csv.gz --dialect pyarrow \
  --baseline "$work/january.json" --report "json=$work/report.json" || code=$?
printf 'exit code %d\n' "$code"
((code == 1)) || { echo "demo: February differs from January, exit code 1 was due" >&2; exit 1; }

# The same rows in two files, read by three threads: the same bytes.
gunzip -c examples/flights/flights-2013-01.csv.gz >"$work/january.csv"
head -n 9000 "$work/january.csv" >"$work/part-1.csv"
{ head -n 1 "$work/january.csv"; tail -n +9001 "$work/january.csv"; } >"$work/part-2.csv"
"$sluice" profile --contract "$here/flights.odcs.yaml" "$work/part-1.csv" "$work/part-2.csv" --dialect pyarrow \
  --threads 3 --output "$work/parts.json"
cmp "$work/january.json" "$work/parts.json"

python3 - "$work/report.json" "$here/expected.json" <<'PY'
import json
import math
import sys

report, expected = (json.load(open(path)) for path in sys.argv[1:])
results = {result["id"]: result for result in report["results"]}


def same(found, wanted):
    """Text is a number that JSON readers would round; pandas rounds in another order."""
    if isinstance(wanted, float):
        return math.isclose(float(found), wanted, rel_tol=1e-9)
    return found == wanted


wrong = [
    f"{rule}: found {results[rule][key]}, pandas {wanted}"
    for rule, keys in expected.items() for key, wanted in keys.items() if not same(results[rule][key], wanted)]
if wrong:
    sys.exit("demo: " + "\n".join(wrong))
print(f"{len(expected)} rules find what pandas finds")
PY
