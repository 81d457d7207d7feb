"""What every benchmark needs: the peers' Python, interleaved rounds, their table, and the machine it was taken on."""

import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import venv

from measure import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = ["duckdb", "polars", "pyarrow", "numpy"]


def add_options(parser, label):
    """The options that all benchmarks have."""
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--label", default=label, help="names the file in results/")
    cache = os.environ.get("SLUICE_BENCH_DIR", "/tmp/sluice-bench")
    parser.add_argument("--cache", type=pathlib.Path, default=cache, help="where the data is kept")
    parser.add_argument("--sluice", default=os.environ.get("SLUICE", ROOT / ".build/release/sluice"))
    return parser


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


def answer_file(name):
    """What a tool printed last, as a file name."""
    return name.replace(",", "").replace(" ", "-").replace("/", "-") + ".out"


def measure_rounds(jobs, rounds, out, allowed=(0,), is_quiet=False, warm_ups=1):
    """An uncounted round warms caches, then `rounds` counted ones; `allowed`: exit codes that are no failure.

    A job is a command, or one with its own codes and environment (`bench.Job`).
    """
    names = list(jobs)
    runs = []
    for number in range(1 - warm_ups, rounds + 1):
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            job, printed = jobs[name], str(out / answer_file(name))
            if isinstance(job, list):
                run = measure(job, printed, allowed)
            else:
                if job.clears:
                    shutil.rmtree(job.clears, ignore_errors=True)
                run = measure(job.command, printed, job.allowed, job.environment)
            if number > 0:
                runs.append({"round": number, "tool": name, **run})
        if not is_quiet:
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


def machine(python):
    """The machine and versions that a figure is true for."""
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
