"""Exact uniqueness against DuckDB's `count(distinct)`: 20 million UUIDs, and a composite key of three columns."""

import json

from bench import bytes_of, contract
from harness import markdown, summarize
from promise import Promise, figures, ratios

NAME = "keys"
ROWS = 20_000_000
BUDGET = "512M"

GENERATE = """
import sys, duckdb
kind, out, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
# Every hundred-thousandth key is given twice.
twice = "CASE WHEN i % 100000 = 1 THEN i - 1 ELSE i END"
keys = f"(SELECT {twice} AS k FROM range({rows}) t(i))"
if kind == "uuid":
    select = ("SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4)"
              f" || '-' || substr(h, 21, 12) AS id FROM (SELECT md5(k::VARCHAR) AS h FROM {keys})")
else:
    select = ("SELECT 'shop-' || (k * 7919) % 4999 AS shop, DATE '2024-01-01' + ((k // 50000) % 366)::INT AS day,"
              f" k // 13 AS number FROM {keys}")
duckdb.sql(f"COPY ({select}) TO '{out}' (FORMAT csv, HEADER)")
"""

# Kind → columns of the contract, DuckDB's types, what is counted.
KINDS = {
    "uuid": (["name: id, logicalType: string, unique: true"], {"id": "VARCHAR"}, "id"),
    "composite": (
        [f"name: {name}, logicalType: {kind}, primaryKey: true, primaryKeyPosition: {position}"
         for position, (name, kind) in enumerate([("shop", "string"), ("day", "date"), ("number", "integer")], 1)],
        {"shop": "VARCHAR", "day": "DATE", "number": "BIGINT"}, "(shop, day, number)"),
}


def run(bench):
    runs, promises, lines = [], [], []
    for kind, (columns, types, key) in KINDS.items():
        batch = bench.generate(
            f"keys-{kind}.csv", lambda path: bench.script(GENERATE, kind, path, bench.rows(ROWS)))
        written, report = bench.out / f"keys-{kind}.odcs.yaml", bench.out / f"keys-{kind}.json"
        written.write_text(contract("keys", *columns), encoding="utf-8")
        budget = ["--memory", BUDGET]
        sluice, spilling, peer = f"sluice, {kind}", f"sluice, {kind}, --memory {BUDGET}", f"DuckDB, {kind}"
        jobs = {
            sluice: bench.validate(written, batch, report=report, allowed=(0, 1)),
            spilling: bench.validate(written, batch, more=budget, allowed=(0, 1)),
            peer: bench.duckdb(f"SELECT count(*), count(DISTINCT {key}) FROM read_csv('{batch}', header=true, "
                               f"auto_detect=false, columns={types})"),
        }
        measured = bench.measure(jobs)
        print(f"{kind}: {bytes_of(batch):,} bytes\n\n{markdown(summarize(measured, list(jobs), bytes_of(batch)))}\n")
        rows, distinct = bench.answer(peer)
        results = json.loads(report.read_text(encoding="utf-8"))["results"]
        surplus = next(r["details"]["surplusRows"] for r in results if r["check"] in ("unique", "primaryKey"))
        print(f"answers, {kind}: {surplus} surplus rows, DuckDB {rows - distinct}")
        if surplus != rows - distinct:
            lines.append(f"{kind}: {surplus} surplus rows, DuckDB {rows - distinct}")
        promises += [
            Promise(f"keys, {kind}, against DuckDB", ratios(measured, peer, sluice), 3, 5),
            Promise(f"keys, {kind}, --memory {BUDGET}, against DuckDB", ratios(measured, peer, spilling), 3, 5),
            Promise(f"keys, {kind}, peak under --memory {BUDGET}", figures(measured, spilling, "peakBytes", 1 / (1 << 20)), 512 + 64,
                    512, "MiB", at_least=False),
        ]
        runs += measured
    return runs, promises, lines
