"""The trips batch held to its whole contract, against DuckDB and Polars; threads, portable kernels, memory."""

import re

from bench import CONTRACT, bytes_of
from crosscheck import mismatches
from harness import HERE, answer_file, markdown, summarize
from promise import Promise, figures, ratios

NAME = "trips"
SLUICE, SINGLE, PORTABLE = "sluice, 2 threads", "sluice, 1 thread", "sluice, portable kernels"
KEYLESS, DUCKDB, POLARS = "sluice, no key", "DuckDB, typed scan, 2 threads", "Polars, streaming, 2 threads"
TRYING = "DuckDB, TRY_CAST, 2 threads"


def run(bench):
    batch = bench.trips()
    peer = lambda name: [bench.python, str(HERE / "peers.py"), name, str(batch), "--threads", "2"]
    keyless = bench.out / "trips-keyless.odcs.yaml"
    keyless.write_text(re.sub(r"\n *unique: true", "", CONTRACT.read_text(encoding="utf-8")), encoding="utf-8")
    report = lambda name: bench.out / f"trips-{name}.json"
    jobs = {
        SLUICE: bench.validate(CONTRACT, batch, report=report("two")),
        SINGLE: bench.validate(CONTRACT, batch, report=report("one"), threads=1),
        PORTABLE: bench.validate(
            CONTRACT, batch, report=report("portable"), environment={"SLUICE_SIMD": "portable"}),
        KEYLESS: bench.validate(keyless, batch),
        DUCKDB: peer("duckdb"), TRYING: peer("duckdb-try"), POLARS: peer("polars"),
        "wc -l": ["wc", "-l", str(batch)],
    }
    runs = bench.measure(jobs)
    print(f"{bytes_of(batch):,} bytes\n\n{markdown(summarize(runs, list(jobs), bytes_of(batch)))}\n")

    lines = []
    for name in ("two", "one", "portable"):
        differing, count = mismatches(report(name), bench.out / answer_file(DUCKDB))
        print(f"answers, {name}: {count - len(differing)} of {count} equal DuckDB's")
        lines += [f"{name}: {line}" for line in differing]
    rows = bench.answer(DUCKDB)["rows"]
    keyed = [mega - bare for mega, bare in zip(figures(runs, SLUICE, "peakBytes"), figures(runs, KEYLESS, "peakBytes"))]
    promises = [
        Promise("trips against DuckDB, typed", ratios(runs, DUCKDB, SLUICE), 6, 9),
        Promise("trips against Polars", ratios(runs, POLARS, SLUICE), 5, 7),
        Promise("trips, portable kernels, against DuckDB", ratios(runs, DUCKDB, PORTABLE), 4, 6),
        Promise("trips, 2 threads against 1", ratios(runs, SINGLE, SLUICE), 1.6, 1.8),
        Promise("peak without a key", figures(runs, KEYLESS, "peakBytes", 1e-6), 64, 32, "MB", at_least=False),
        Promise("peak of the key, a distinct one", [peak / rows for peak in keyed], 16, 10, "bytes", at_least=False),
    ]
    return runs, promises, lines
