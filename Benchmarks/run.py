#!/usr/bin/env python3
"""Measures `sluice validate` against DuckDB and Polars, doing the same validation of the same file.

    make bench                                   the whole of it: 1 GB, a warm-up and 5 rounds
    python3 Benchmarks/run.py --rows 200000      a small one, to see that it works; nothing is judged

Every round runs every tool once, in an order that rotates, so that whatever slows the machine slows them all;
claims are ratios within a round. Exits 1 where a promise is missed or an answer differs. README.md explains
how to read the table; the raw runs are kept in results/.
"""

import argparse
import datetime
import json
import subprocess
import sys

from crosscheck import from_report, mismatches
from harness import HERE, ROOT, add_options, answer_file, machine, markdown, measure_rounds, python_with_peers, summarize

FULL_ROWS = 8_500_000
CONTRACT = ROOT / "contracts/mobility/trips.odcs.yaml"

SLUICE, DUCKDB = "sluice, 2 threads", "DuckDB, typed scan, 2 threads"

# What is promised for the full batch on two threads.
LEAST_RATIO_TO_DUCKDB = 3.0
MOST_PEAK_BYTES = 600_000_000


def options():
    parser = argparse.ArgumentParser(description="Sluice against DuckDB and Polars.")
    parser.add_argument("--rows", type=int, default=FULL_ROWS)
    return add_options(parser, "trips").parse_args()


def batch(cache, rows, python):
    """The trips batch of that many rows; generated once."""
    path = cache / ("trips.csv" if rows == FULL_ROWS else f"trips-{rows}.csv")
    if not path.exists():
        print(f"bench: generating {path}", file=sys.stderr)
        subprocess.run([python, HERE / "gen.py", path, str(rows)], check=True)
    return path


def commands(sluice, python, path, out):
    """Name → command line. The first is what everything else is compared with."""
    def validate(threads):
        report = out / f"sluice-{threads}.report.json"
        return [str(sluice), "validate", str(CONTRACT), str(path), "--threads", str(threads),
                "--format", "json", "--output", str(report)]

    def peer(name, threads):
        return [python, str(HERE / "peers.py"), name, str(path), "--threads", str(threads)]

    return {
        SLUICE: validate(2),
        "sluice, 1 thread": validate(1),
        DUCKDB: peer("duckdb", 2),
        "DuckDB, TRY_CAST, 2 threads": peer("duckdb-try", 2),
        "Polars, streaming, 2 threads": peer("polars", 2),
        "wc -l": ["wc", "-l", str(path)],
    }


def judge(table):
    """The promises, each with what was measured: (kept, words)."""
    ratio, peak = table[DUCKDB]["ratio"][0], table[SLUICE]["peak"]
    return [
        (ratio >= LEAST_RATIO_TO_DUCKDB,
         f"at least {LEAST_RATIO_TO_DUCKDB:.0f} × as fast as DuckDB's typed scan: {ratio:.2f} ×"),
        (peak < MOST_PEAK_BYTES,
         f"peak memory under {MOST_PEAK_BYTES / 1e6:.0f} MB: {peak / 1e6:.0f} MB"),
    ]


def main():
    wanted = options()
    wanted.cache.mkdir(parents=True, exist_ok=True)
    python = python_with_peers(wanted.cache)
    path = batch(wanted.cache, wanted.rows, python)
    out = wanted.cache / "out"
    out.mkdir(exist_ok=True)
    jobs = commands(wanted.sluice, python, path, out)

    runs = measure_rounds(jobs, wanted.rounds, out)
    table = summarize(runs, list(jobs), path.stat().st_size)
    here = machine(python)
    print(f"\n{path.stat().st_size:,} bytes, {wanted.rows:,} rows; {here['cores']} cores, {here['cpu']}; "
          f"DuckDB {here['duckdb']}, Polars {here['polars']}; {wanted.rounds} rounds\n")
    print(markdown(table), "\n")

    today = datetime.date.today().isoformat()
    full = wanted.rows >= FULL_ROWS
    folder = HERE / "results" if full else out
    folder.mkdir(exist_ok=True)
    raw = folder / f"{today}-{wanted.label}.json"
    _, report = from_report(out / "sluice-2.report.json")
    record = {"date": today, "rows": wanted.rows, "bytes": path.stat().st_size,
              "machine": {**here, "sluice": report["sluiceVersion"]}, "runs": runs}
    raw.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"raw runs: {raw}")

    failed = False
    for threads in (2, 1):
        lines, count = mismatches(out / f"sluice-{threads}.report.json", out / answer_file(DUCKDB))
        print(f"answers, {threads} thread(s): {count - len(lines)} of {count} equal DuckDB's")
        for line in lines:
            print(f"  differs  {line}")
        failed = failed or bool(lines)
    if not full:
        print("promises: not judged, the batch is not the full one")
    else:
        for kept, words in judge(table):
            print(f"{'kept    ' if kept else 'MISSED  '}{words}")
            failed = failed or not kept
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
