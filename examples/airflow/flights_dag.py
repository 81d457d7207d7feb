"""One month of flights a run: the load starts only when the gate has let the batch through.

The gate is a plain BashOperator. Its task has no retries of Airflow's own: they would read a broken batch again
and again. Only exit code 4 (the batch could not be read) and interruptions are tried again, by the shell.
"""

import os
from datetime import datetime

from airflow import DAG

try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:  # Airflow 2
    from airflow.operators.bash import BashOperator

ROOT = os.environ.get("SLUICE_ROOT", "/opt/sluice")

GATE = """
for pause in 30 60 0; do
  sluice validate "$CONTRACT" "$BATCH" --samples 2 --report json="$REPORT" && exit 0
  code=$?
  case $code in
    4|130|143) sleep "$((pause * ${PAUSES:-1}))" ;;   # worth another try
    *) exit $code ;;                                  # the data, the contract or the command is wrong: halt
  esac
done
exit $code
"""

with DAG("flights", start_date=datetime(2013, 1, 1), schedule=None, catchup=False, params={"month": "2013-01"}):
    environment = {
        "CONTRACT": f"{ROOT}/examples/flights/flights.odcs.yaml",
        "PACKED": ROOT + "/examples/flights/flights-{{ params.month }}.csv.gz",
        "BATCH": "/tmp/flights-{{ params.month }}.csv",
        "REPORT": "/tmp/flights-{{ params.month }}.gate.json",
    }
    unpack = BashOperator(
        task_id="unpack", bash_command='gunzip -c "$PACKED" > "$BATCH"', env=environment, append_env=True)
    gate = BashOperator(task_id="gate", bash_command=GATE, env=environment, append_env=True, retries=0)
    load = BashOperator(
        task_id="load", env=environment, append_env=True,
        bash_command='sqlite3 /tmp/flights.db ".import --csv $BATCH flights"')
    unpack >> gate >> load
