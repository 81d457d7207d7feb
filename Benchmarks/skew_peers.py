#!/usr/bin/env python3
"""One peer, one process: joins two feature logs by `key` and counts, for each feature, the pairs that differ.

    skew_peers.py duckdb|polars TRAIN.csv SERVE.csv --threads N

A full outer join, so that keys of one log only are counted too; nothing else is asked: no distributions, no rows.
Prints what it found as one JSON object, which skew.py compares.
"""

import argparse
import json
import os


def columns(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    types = {"key": "BIGINT"}
    return {name: types.get(name, "VARCHAR" if name.startswith("cat") else "DOUBLE") for name in names}


def duckdb_answers(train, serve, threads):
    import duckdb

    known = columns(train)
    listed = ", ".join(f"'{name}': '{kind}'" for name, kind in known.items())

    def source(path):
        return f"read_csv('{path}', header=true, auto_detect=false, delim=',', quote='\"', columns={{{listed}}})"

    features = [name for name in known if name != "key"]
    asked = [("matched", "count(*) FILTER (WHERE t.key IS NOT NULL AND s.key IS NOT NULL)"),
             ("onlyTrain", "count(*) FILTER (WHERE s.key IS NULL)"),
             ("onlyServe", "count(*) FILTER (WHERE t.key IS NULL)")]
    for name in features:
        asked.append((f"failing.{name}", f"count(*) FILTER (WHERE t.{name} IS DISTINCT FROM s.{name})"))
        if known[name] == "DOUBLE":
            asked.append((f"maxAbsDelta.{name}", f"max(abs(t.{name} - s.{name}))"))
    connection = duckdb.connect()
    connection.execute(f"SET threads={threads}")
    query = f"SELECT {', '.join(e for _, e in asked)} FROM {source(train)} t FULL OUTER JOIN {source(serve)} s ON t.key = s.key"
    return dict(zip([name for name, _ in asked], connection.execute(query).fetchone()))


def polars_answers(train, serve, threads):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl

    known = columns(train)
    kinds = {"BIGINT": pl.Int64, "DOUBLE": pl.Float64, "VARCHAR": pl.String}
    schema = {name: kinds[kind] for name, kind in known.items()}
    joined = pl.scan_csv(train, schema=schema).join(pl.scan_csv(serve, schema=schema), on="key", how="full", suffix="_s")
    asked = [(pl.col("key").is_not_null() & pl.col("key_s").is_not_null()).sum().alias("matched"),
             pl.col("key_s").is_null().sum().alias("onlyTrain"), pl.col("key").is_null().sum().alias("onlyServe")]
    for name, kind in known.items():
        if name == "key":
            continue
        asked.append(pl.col(name).ne_missing(pl.col(name + "_s")).sum().alias(f"failing.{name}"))
        if kind == "DOUBLE":
            asked.append((pl.col(name) - pl.col(name + "_s")).abs().max().alias(f"maxAbsDelta.{name}"))
    return joined.select(asked).collect(engine="streaming").row(0, named=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("tool", choices=["duckdb", "polars"])
    parser.add_argument("train")
    parser.add_argument("serve")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    answer = duckdb_answers if asked.tool == "duckdb" else polars_answers
    print(json.dumps(answer(asked.train, asked.serve, asked.threads), default=str))
