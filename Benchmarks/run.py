#!/usr/bin/env python3
"""Measures `sluice validate` against DuckDB, Polars and its own clean path, and holds it to what is promised.

    make bench                                            everything: 12 GB of data, half an hour
    make bench BENCH_FLAGS="--only trips,errors"          some workloads
    make bench BENCH_FLAGS="--scale 0.01 --rounds 1"      does it run at all? Nothing is judged or kept

Every round runs every tool once, in an order that rotates, so that whatever slows the machine slows them all; claims are
medians of ratios within a round. Exits 1 where a promise is missed by more than the noise that was measured, or where an
answer differs from a peer's. README.md explains how to read the tables; the raw runs are kept in results/.
"""

import argparse
import datetime
import json
import sys

import promise
import workloads
from bench import Bench
from harness import HERE, add_options, machine


def options():
    parser = argparse.ArgumentParser(description="Sluice against DuckDB and Polars.")
    parser.add_argument("--scale", type=float, default=1, help="share of the full size of the data")
    parser.add_argument("--only", default="", help=f"of {', '.join(w.NAME for w in workloads.ALL)}; all by default")
    wanted = add_options(parser, "engine").parse_args()
    names = [name for name in wanted.only.split(",") if name]
    unknown = set(names) - {workload.NAME for workload in workloads.ALL}
    if unknown:
        parser.error(f"no workload {', '.join(sorted(unknown))}")
    wanted.workloads = [workload for workload in workloads.ALL if not names or workload.NAME in names]
    return wanted


def main():
    wanted = options()
    bench = Bench(wanted.cache, wanted.sluice, wanted.rounds, wanted.scale)
    here, promises, lines, record = machine(bench.python), [], [], {}
    for workload in wanted.workloads:
        print(f"\n## {workload.NAME}: {workload.__doc__.strip()}\n", flush=True)
        runs, promised, differing = workload.run(bench)
        record[workload.NAME] = {"promises": [one.record() for one in promised], "runs": runs}
        promises += promised
        lines += differing

    print(f"\n{here['cores']} cores, {here['cpu']}; commit {here['commit']}, DuckDB {here['duckdb']}, "
          f"Polars {here['polars']}; {wanted.rounds} rounds, 2 threads\n")
    print(promise.markdown(promises), "\n")
    full = wanted.scale == 1
    today = datetime.date.today().isoformat()
    raw = (HERE / "results" if full else bench.out) / f"{today}-{wanted.label}.json"
    raw.write_text(json.dumps({"date": today, "scale": wanted.scale, "machine": here, "workloads": record}, indent=1) + "\n",
                   encoding="utf-8")
    print(f"raw runs: {raw}")
    for line in lines:
        print(f"answer differs: {line}")
    if not full:
        print("promises: not judged, the data is not the full one")
    missed = [one for one in promises if one.is_missed] if full else []
    for one in missed:
        print(f"MISSED: {one.work}")
    return 1 if missed or lines else 0


if __name__ == "__main__":
    sys.exit(main())
