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

echo "== examples/rules"
examples/rules/demo.sh

echo "== examples/changes"
examples/changes/demo.sh

echo "== examples/references"
examples/references/demo.sh

echo "== examples/breaking"
examples/breaking/demo.sh

echo "== examples/skew"
examples/skew/demo.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "== examples/make"
make -s -f examples/make/Makefile MONTH=2013-01 BUILD="$work/make"
if make -s -f examples/make/Makefile MONTH=2013-02 BUILD="$work/make" >"$work/make.log" 2>&1; then
  echo "examples: make loaded a month that breaks its contract" >&2
  exit 1
fi
tail -n 3 "$work/make.log"
[[ -e $work/make/flights-2013-01.loaded && ! -e $work/make/flights-2013-02.passed ]]
[[ -s $work/make/flights-2013-02.report.json && ! -e $work/make/flights-2013-02.loaded ]]

# The commands of the workflow, as it says them, in a checkout as it expects it.
echo "== examples/github-actions"
mkdir -p "$work/checkout/contracts" "$work/checkout/samples" "$work/bin"
cp examples/flights/flights.odcs.yaml "$work/checkout/contracts/"
gunzip -c examples/flights/flights-2013-01.csv.gz >"$work/checkout/samples/flights-2013-01.csv"
ln -s "$(realpath "$SLUICE")" "$work/bin/sluice"
mapfile -t commands < <(
  awk '/^ +run: >/ {folded = 1; text = ""; next}
    folded && /^          / {sub(/^ +/, ""); text = text (text == "" ? "" : " ") $0; next}
    folded {folded = 0; print text}
    /^ +run: sluice/ {sub(/^ +run: /, ""); print}' examples/github-actions/validate.yml)
((${#commands[@]} == 2)) || { echo "examples: the workflow has ${#commands[@]} commands of sluice, not 2" >&2; exit 1; }
for command in "${commands[@]}"; do
  printf '$ %s\n' "$command"
  (cd "$work/checkout" && PATH=$work/bin:$PATH bash -euo pipefail -c "$command") | tail -n 1
done
[[ -s $work/checkout/sluice.xml ]]
