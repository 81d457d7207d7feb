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
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import venv

from crosscheck import from_report, mismatches
from measure import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
FULL_ROWS = 8_500_000
CONTRACT = ROOT / "contracts/mobility/trips.odcs.yaml"

SLUICE, DUCKDB = "sluice, 2 threads", "DuckDB, typed scan, 2 threads"
PEERS = ["duckdb", "polars", "pyarrow", "numpy"]

# What is promised for the full batch on two threads.
LEAST_RATIO_TO_DUCKDB = 3.0
MOST_PEAK_BYTES = 600_000_000


def options():
    parser = argparse.ArgumentParser(description="Sluice against DuckDB and Polars.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=FULL_ROWS)
    parser.add_argument("--label", default="trips", help="names the file in results/")
    cache = os.environ.get("SLUICE_BENCH_DIR", "/tmp/sluice-bench")
    parser.add_argument("--cache", type=pathlib.Path, default=cache, help="where the batch is kept")
    parser.add_argument("--sluice", default=os.environ.get("SLUICE", ROOT / ".build/release/sluice"))
    return parser.parse_args()


def python_with_peers(cache):
    """An environment of its own for the peers; made once."""
    python = cache / "venv/bin/python"
    ready = cache / "venv/ready"
    if not ready.exists():
        print("bench: installing duckdb, polars and pyarrow", file=sys.stderr)
        venv.create(cache / "venv", with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
        ready.touch()
    return str(python)


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


def answer_file(name):
    """What a tool printed last, as a file name."""
    return name.replace(",", "").replace(" ", "-") + ".out"


def measure_rounds(jobs, rounds, out):
    """One uncounted round warms caches, then `rounds` counted ones."""
    names = list(jobs)
    runs = []
    for number in range(rounds + 1):
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            run = measure(jobs[name], str(out / answer_file(name)))
            if number > 0:
                runs.append({"round": number, "tool": name, **run})
        print(f"bench: {'warm-up' if number == 0 else f'round {number} of {rounds}'} done", file=sys.stderr)
    return runs


def summarize(runs, names, size):
    """Tool → medians, and the ratio of its wall time to the first tool's within each round."""
    reference = {r["round"]: r["wallSeconds"] for r in runs if r["tool"] == names[0]}
    table = {}
    for name in names:
        mine = [r for r in runs if r["tool"] == name]
        walls = [r["wallSeconds"] for r in mine]
        ratios = [r["wallSeconds"] / reference[r["round"]] for r in mine]
        table[name] = {
            "wall": (statistics.median(walls), min(walls), max(walls)),
            "cpu": statistics.median(r["cpuSeconds"] for r in mine),
            "peak": max(r["peakBytes"] for r in mine),
            "ratio": (statistics.median(ratios), min(ratios), max(ratios)),
            "bytesPerSecond": size / statistics.median(walls),
        }
    return table


def markdown(table):
    lines = [
        "| | wall s, median (min–max) | CPU s | peak MB | GB/s | wall against sluice (min–max) |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in table.items():
        wall = "{:.2f} ({:.2f}–{:.2f})".format(*row["wall"])
        ratio = "{:.2f} × ({:.2f}–{:.2f})".format(*row["ratio"])
        megabytes, rate = row["peak"] / 1e6, row["bytesPerSecond"] / 1e9
        lines.append(f"| {name} | {wall} | {row['cpu']:.2f} | {megabytes:.0f} | {rate:.2f} | {ratio} |")
    return "\n".join(lines)


def judge(table):
    """The promises, each with what was measured: (kept, words)."""
    ratio, peak = table[DUCKDB]["ratio"][0], table[SLUICE]["peak"]
    return [
        (ratio >= LEAST_RATIO_TO_DUCKDB,
         f"at least {LEAST_RATIO_TO_DUCKDB:.0f} × as fast as DuckDB's typed scan: {ratio:.2f} ×"),
        (peak < MOST_PEAK_BYTES,
         f"peak memory under {MOST_PEAK_BYTES / 1e6:.0f} MB: {peak / 1e6:.0f} MB"),
    ]


def machine(python):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    code = "import duckdb, polars; print(duckdb.__version__, polars.__version__)"
    versions = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    describe = ["git", "-C", ROOT, "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, capture_output=True, text=True)
    return {
        "cpu": models[0] if models else "unknown", "cores": os.cpu_count(), "kernel": platform.release(), "commit": commit.stdout.strip(),
        "duckdb": versions[0], "polars": versions[1],
    }


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
