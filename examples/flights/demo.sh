#!/usr/bin/env bash
# The example as a story: January keeps its contract and is loaded, February breaks it and is not.
#
# Checks its own ending, so `make test` runs it too. SLUICE names the binary.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export FLIGHTS_DB=$work/flights.db

# Runs the step for one month and holds it to the exit code that it must have.
step() {
  local month=$1 due=$2 code=0
  printf '\n$ load.sh flights-%s.csv.gz\n' "$month"
  "$here/load.sh" "$here/flights-$month.csv.gz" || code=$?
  printf 'exit code %d\n' "$code"
  if ((code != due)); then
    printf 'demo: exit code %d was due\n' "$due" >&2
    exit 1
  fi
}

step 2013-01 0
step 2013-02 1

printf '\n$ sqlite3 flights.db "SELECT year, month, count(*) FROM flights GROUP BY year, month"\n'
loaded=$(sqlite3 "$FLIGHTS_DB" "SELECT year, month, count(*) FROM flights GROUP BY year, month")
printf '%s\n' "$loaded"
if [[ $loaded != '2013|1|27004' ]]; then
  echo "demo: the database must hold January, 27004 rows, and nothing else" >&2
  exit 1
fi
printf '\nJanuary is in the database; February stopped at the gate.\n'
