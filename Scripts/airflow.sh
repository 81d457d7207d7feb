#!/usr/bin/env bash
# Runs the example DAG in a real Airflow: January is loaded, February halts at the gate without a retry, and a batch
# that is not there is tried three times. A slow lane: the first run installs Airflow (two minutes).
#
# SLUICE names the binary.
set -euo pipefail
cd "$(dirname "$0")/.."

home=$PWD/.build/airflow
export AIRFLOW_HOME=$home/home AIRFLOW__CORE__LOAD_EXAMPLES=False SLUICE_ROOT=$PWD PAUSES=0
mkdir -p "$home/bin" "$AIRFLOW_HOME/dags"
ln -sf "$(realpath "${SLUICE:-.build/release/sluice}")" "$home/bin/sluice"

if [[ ! -x $home/venv/bin/airflow ]]; then
  python3 -m venv "$home/venv"
  # Later versions of these break this Airflow.
  "$home/venv/bin/pip" install -q apache-airflow==2.11.0 'sqlalchemy<2' 'flask<2.3' 'connexion<3' 'marshmallow<4'
fi
export PATH=$home/bin:$home/venv/bin:$PATH
cp examples/airflow/flights_dag.py "$AIRFLOW_HOME/dags/"
airflow db migrate >"$home/migrate.log" 2>&1

work=$(mktemp -d)
trap 'rm -rf "$work" /tmp/flights.db /tmp/flights-2013-0[1239].csv /tmp/flights-2013-0[129].gate.json' EXIT

# The states in which the tasks of a run ended, `unpack=success gate=failed`, and what it logged.
states() {
  grep -oE 'Marking task as [A-Z_]+\. dag_id=flights, task_id=[a-z]+' "$1" |
    sed -E 's/Marking task as ([A-Z_]+)\. .*task_id=([a-z]+)/\2=\1/' | awk '!seen[$0]++' | paste -sd' '
}

expect() {
  local what=$1 due=$2 found=$3
  if [[ $found != "$due" ]]; then
    echo "airflow: $what: found \"$found\", due \"$due\"" >&2
    exit 1
  fi
  echo "ok   $what: $found"
}

airflow dags test flights >"$work/january.log" 2>&1 || true
expect "January" "unpack=SUCCESS gate=SUCCESS load=SUCCESS" "$(states "$work/january.log")"

airflow dags test flights -c '{"month": "2013-02"}' >"$work/february.log" 2>&1 || true
expect "February" "unpack=SUCCESS gate=FAILED" "$(states "$work/february.log")"
expect "runs of the gate on February" 1 "$(grep -cE '^\[[^]]*T[^]]*\].*INFO - FAIL · [0-9]+ rules' "$work/february.log" || true)"

airflow tasks test flights gate -t '{"month": "2013-03"}' >"$work/missing.log" 2>&1 || true
expect "tries to read a batch that is not there" 3 "$(grep -cE '^\[[^]]*T[^]]*\].*INFO - .*no batch at /tmp/flights-2013-03.csv' "$work/missing.log" || true)"
