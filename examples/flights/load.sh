#!/usr/bin/env bash
# One step of an ETL job: load a month of flights into SQLite, but only when it keeps its contract.
#
#     examples/flights/load.sh examples/flights/flights-2013-01.csv.gz
#
# Exits with the gate's own code (docs/exit-codes.md), so that an orchestrator knows whether to retry;
# 6, which the gate never uses, says that the load itself failed.
# SLUICE names the binary, FLIGHTS_DB the database.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
sluice=${SLUICE:-$root/.build/release/sluice}
database=$(realpath -m "${FLIGHTS_DB:-$root/build/flights.db}")
packed=${1:?usage: load.sh MONTH.csv.gz}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
batch=$work/$(basename "$packed" .gz)

# Replaces the month in one transaction: a run that is repeated, or that dies half-way, does no harm.
load() {
  mkdir -p "$(dirname "$database")"
  sqlite3 -bail "$database" <<SQL || exit 6
CREATE TABLE IF NOT EXISTS flights (
  flight_date TEXT NOT NULL, year INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL,
  dep_time INTEGER, sched_dep_time INTEGER NOT NULL, dep_delay INTEGER,
  arr_time INTEGER, sched_arr_time INTEGER NOT NULL, arr_delay INTEGER,
  carrier TEXT NOT NULL, flight INTEGER NOT NULL, tailnum TEXT, origin TEXT NOT NULL, dest TEXT NOT NULL,
  air_time INTEGER, distance INTEGER NOT NULL, hour INTEGER NOT NULL, minute INTEGER NOT NULL,
  time_hour TEXT NOT NULL,
  PRIMARY KEY (flight_date, carrier, flight, origin)
) STRICT;
DROP TABLE IF EXISTS staged;
.import --csv "$batch" staged
BEGIN;
DELETE FROM flights WHERE (year, month) IN (
  SELECT DISTINCT CAST(year AS INTEGER), CAST(month AS INTEGER) FROM staged
);
INSERT INTO flights
SELECT flight_date, year, month, day, nullif(dep_time, ''), sched_dep_time, nullif(dep_delay, ''),
       nullif(arr_time, ''), sched_arr_time, nullif(arr_delay, ''), carrier, flight, nullif(tailnum, ''),
       origin, dest, nullif(air_time, ''), distance, hour, minute, time_hour
FROM staged;
SELECT 'loaded ' || changes() || ' rows';
DROP TABLE staged;
COMMIT;
SQL
}

gunzip -c "$packed" >"$batch"
cd "$work"
"$sluice" validate --samples 2 "$here/flights.odcs.yaml" "${batch##*/}" && load
