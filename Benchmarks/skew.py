#!/usr/bin/env python3
"""Measures `sluice skew` against the joins of DuckDB and Polars that only count what differs.

    make bench-skew                               2,000,000 rows a side, a warm-up and 5 rounds
    python3 Benchmarks/skew.py --rows 50000       a small one, to see that it works; nothing is judged
    python3 Benchmarks/skew.py --large            50,000,000 rows of 6 features under 1 GB, and how time grows

Sluice does all that it always does: distances of matched and of all rows, slices, samples, the report. As in run.py,
every round runs every tool once, and claims are ratios within a round.
"""

import argparse
import datetime
import json
import math
import statistics
import subprocess
import sys

from harness import HERE, add_options, answer_file, machine, markdown, measure_rounds, python_with_peers, summarize

FULL_ROWS = 2_000_000
LARGE_ROWS = 50_000_000
SLUICE, SPILLING, DUCKDB = "sluice, 2 threads", "sluice, --memory 512M", "DuckDB, full join, 2 threads"

LEAST_RATIO_TO_DUCKDB = 4.0
MOST_PEAK_PER_BYTE = 1.5
MOST_SPILLING_RATIO = 2.5
MOST_LARGE_PEAK = 1_000_000_000
MOST_GROWTH = 1.15


def logs(cache, rows, features, python):
    folder = cache / f"pair-{rows}-{features}"
    if not (folder / "ready").exists():
        print(f"bench: generating {folder}", file=sys.stderr)
        subprocess.run([python, HERE / "gen_pair.py", folder, str(rows), str(features)], check=True)
        (folder / "ready").touch()
    return folder / "train.csv", folder / "serve.csv"


def skew(sluice, train, serve, report, *flags):
    return [str(sluice), "skew", str(train), str(serve), "--keys", "key", "--threads", "2", "--format", "json",
            "--output", str(report), *flags]


def mismatches(report, answers):
    """Lines that say where sluice's report and a peer differ, and how many figures were compared."""
    ours = json.loads(report.read_text(encoding="utf-8"))
    theirs = json.loads(answers.read_text(encoding="utf-8"))
    found = {name: ours["pairing"][name] for name in ("matched", "onlyTrain", "onlyServe")}
    for feature in ours["features"]:
        found[f"failing.{feature['name']}"] = feature["failing"]
        found[f"maxAbsDelta.{feature['name']}"] = feature["maxAbsDelta"] or 0
    lines = []
    for name, value in theirs.items():
        mine = found.get(name)
        same = math.isclose(float(mine), float(value), rel_tol=1e-12) if mine is not None else False
        if not same:
            lines.append(f"{name}: sluice {mine}, peer {value}")
    return lines, len(theirs)


def compare(wanted, python, out):
    train, serve = logs(wanted.cache, wanted.rows, 20, python)
    peer = lambda name: [python, str(HERE / "skew_peers.py"), name, str(train), str(serve), "--threads", "2"]
    jobs = {
        SLUICE: skew(wanted.sluice, train, serve, out / "skew.json"),
        SPILLING: skew(wanted.sluice, train, serve, out / "skew-spilling.json", "--memory", "512M"),
        DUCKDB: peer("duckdb"),
        "Polars, full join, 2 threads": peer("polars"),
    }
    runs = measure_rounds(jobs, wanted.rounds, out, allowed=(0, 1))
    size = train.stat().st_size + serve.stat().st_size
    table = summarize(runs, list(jobs), size)
    smaller = min(train.stat().st_size, serve.stat().st_size)
    lines, count = mismatches(out / "skew.json", out / answer_file(DUCKDB))
    spilled, _ = mismatches(out / "skew-spilling.json", out / answer_file(DUCKDB))
    ratio, spilling = table[DUCKDB]["ratio"][0], table[SPILLING]["ratio"][0]
    peak = table[SLUICE]["peak"] / smaller
    promises = [
        (ratio >= LEAST_RATIO_TO_DUCKDB, f"at least {LEAST_RATIO_TO_DUCKDB} × as fast as DuckDB's join: {ratio:.2f} ×"),
        (peak <= MOST_PEAK_PER_BYTE, f"peak at most {MOST_PEAK_PER_BYTE} × the smaller log: {peak:.2f} ×"),
        (spilling <= MOST_SPILLING_RATIO, f"--memory 512M at most {MOST_SPILLING_RATIO} × the time: {spilling:.2f} ×"),
    ]
    return size, runs, table, lines + spilled, count, promises


def grow(wanted, python, out):
    """Time and memory of 15 and 50 million rows of six features under 1 GB: both go to disk, as 5 million do not."""
    steps = [LARGE_ROWS * 3 // 10, LARGE_ROWS]
    sizes, jobs = {}, {}
    for rows in steps:
        train, serve = logs(wanted.cache, rows, 5, python)
        name = f"sluice, {rows:,} rows, --memory 800M"
        sizes[name] = train.stat().st_size + serve.stat().st_size
        jobs[name] = skew(wanted.sluice, train, serve, out / f"skew-{rows}.json", "--memory", "800M")
    runs = measure_rounds(jobs, wanted.rounds, out, allowed=(0, 1), warm_ups=0)
    names = list(jobs)
    table = summarize(runs, names, sizes[names[-1]])

    def a_row(name, key):
        return statistics.median(r[key] for r in runs if r["tool"] == name) / steps[names.index(name)] * 1e6

    for name in names:
        print(f"{name}: {a_row(name, 'cpuSeconds'):.2f} µs of CPU a row, {a_row(name, 'wallSeconds'):.2f} µs of wall")
    growth = a_row(names[-1], "cpuSeconds") / a_row(names[0], "cpuSeconds")
    peak = table[names[-1]]["peak"]
    promises = [
        (peak < MOST_LARGE_PEAK, f"{LARGE_ROWS:,} rows under {MOST_LARGE_PEAK / 1e6:.0f} MB: {peak / 1e6:.0f} MB"),
        (growth <= MOST_GROWTH, f"CPU seconds a row, 50 M against 15 M rows, at most {MOST_GROWTH}: {growth:.2f}"),
    ]
    return sizes[names[-1]], runs, table, [], 0, promises


def main():
    parser = argparse.ArgumentParser(description="sluice skew against DuckDB and Polars.")
    parser.add_argument("--rows", type=int, default=FULL_ROWS)
    parser.add_argument("--large", action="store_true", help="50,000,000 rows instead (7 GB of data)")
    wanted = add_options(parser, "skew").parse_args()
    wanted.cache.mkdir(parents=True, exist_ok=True)
    python = python_with_peers(wanted.cache)
    out = wanted.cache / "out"
    out.mkdir(exist_ok=True)
    size, runs, table, lines, count, promises = (grow if wanted.large else compare)(wanted, python, out)
    here = machine(python)
    print(f"\n{size:,} bytes in both logs; {here['cores']} cores, {here['cpu']}; DuckDB {here['duckdb']}, "
          f"Polars {here['polars']}; {wanted.rounds} rounds\n")
    print(markdown(table), "\n")
    full = wanted.large or wanted.rows >= FULL_ROWS
    today = datetime.date.today().isoformat()
    folder = HERE / "results" if full else out
    raw = folder / f"{today}-{wanted.label}{'-large' if wanted.large else ''}.json"
    raw.write_text(json.dumps({"date": today, "bytes": size, "machine": here, "runs": runs}, indent=1) + "\n")
    print(f"raw runs: {raw}")
    if count:
        print(f"answers: {count - len(lines)} of {count} equal DuckDB's")
    for line in lines:
        print(f"  differs  {line}")
    failed = bool(lines)
    if not full:
        print("promises: not judged, the logs are not the full ones")
    else:
        for kept, words in promises:
            print(f"{'kept    ' if kept else 'MISSED  '}{words}")
            failed = failed or not kept
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
