#!/usr/bin/env python3
"""One peer, one process, the same validation as contracts/mobility/trips.odcs.yaml:

    peers.py duckdb|duckdb-try|polars TRIPS.csv --threads N

every column typed, null counts, min, max and mean of numbers, min and max of times, a closed list,
a pattern, a unique key, the number of rows. Prints what it found as one JSON object, which run.py compares.
"""

import argparse
import json
import os

COLUMNS = {
    "trip_id": "BIGINT", "pickup_ts": "TIMESTAMP", "service_date": "DATE", "distance_km": "DOUBLE",
    "fare": "DOUBLE", "lat": "DOUBLE", "score": "DOUBLE", "payment": "VARCHAR", "zone": "VARCHAR",
    "shared": "BOOLEAN", "note": "VARCHAR",
}
NUMBERS = ["trip_id", "distance_km", "fare", "lat", "score"]
TIMES = ["pickup_ts", "service_date"]
PAYMENTS = ["card", "cash", "voucher", "dispute", "no_charge"]
ZONE = "^[a-z]{3}-[A-Z][0-9]{2}$"


def questions(null, low, high, mean, others):
    """(name in the answer, the peer's own expression for it), in one fixed order."""
    asked = [(f"nulls.{c}", null(c)) for c in COLUMNS]
    asked += [(f"min.{c}", low(c)) for c in NUMBERS + TIMES]
    asked += [(f"max.{c}", high(c)) for c in NUMBERS + TIMES]
    return asked + [(f"mean.{c}", mean(c)) for c in NUMBERS] + others


def duckdb_answers(path, threads, try_cast):
    """`try_cast` reads text and casts it cell by cell: what one writes to survive, and count, dirty cells."""
    import duckdb

    types = {c: "VARCHAR" if try_cast else t for c, t in COLUMNS.items()}
    columns = ", ".join(f"'{c}': '{t}'" for c, t in types.items())
    source = (
        f"read_csv('{path}', header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
        f"columns={{{columns}}})"
    )
    payments = ", ".join(f"'{p}'" for p in PAYMENTS)
    others = [
        ("rows", "count(*)"),
        ("notListed", f"count(*) FILTER (WHERE payment NOT IN ({payments}))"),
        ("notMatching", f"count(*) FILTER (WHERE NOT regexp_full_match(zone, '{ZONE[1:-1]}'))"),
        ("distinct.trip_id", "count(DISTINCT trip_id)"),
    ]
    raw = "raw_" if try_cast else ""
    if try_cast:
        others += [(f"unreadable.{c}", f"count(raw_{c}) - count({c})") for c in COLUMNS]
        cast = ", ".join(f"{c} AS raw_{c}, TRY_CAST({c} AS {t}) AS {c}" for c, t in COLUMNS.items())
        source = f"(SELECT {cast} FROM {source})"
    asked = questions(
        lambda c: f"count(*) - count({raw}{c})", lambda c: f"min({c})", lambda c: f"max({c})",
        lambda c: f"avg({c})", others,
    )
    connection = duckdb.connect()
    connection.execute(f"SET threads={threads}")
    row = connection.execute(f"SELECT {', '.join(e for _, e in asked)} FROM {source}").fetchone()
    return dict(zip([name for name, _ in asked], row))


def polars_answers(path, threads):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl

    types = {"BIGINT": pl.Int64, "DOUBLE": pl.Float64, "BOOLEAN": pl.Boolean}
    scan = pl.scan_csv(path, schema={c: types.get(t, pl.String) for c, t in COLUMNS.items()}).with_columns(
        pl.col("pickup_ts").str.to_datetime("%Y-%m-%d %H:%M:%S"),
        pl.col("service_date").str.to_date("%Y-%m-%d"),
    )
    others = [
        ("rows", pl.len()),
        ("notListed", (~pl.col("payment").is_in(PAYMENTS)).sum()),
        ("notMatching", (~pl.col("zone").str.contains(ZONE)).sum()),
        ("distinct.trip_id", pl.col("trip_id").n_unique()),
    ]
    asked = questions(
        lambda c: pl.col(c).null_count(), lambda c: pl.col(c).min(), lambda c: pl.col(c).max(),
        lambda c: pl.col(c).mean(), others,
    )
    frame = scan.select([expression.alias(name) for name, expression in asked]).collect(engine="streaming")
    return frame.row(0, named=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=["duckdb", "duckdb-try", "polars"])
    parser.add_argument("path")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    job = parser.parse_args()
    if job.peer == "polars":
        answers = polars_answers(job.path, job.threads)
    else:
        answers = duckdb_answers(job.path, job.threads, try_cast=job.peer == "duckdb-try")
    print(json.dumps(answers, default=str))
