#!/usr/bin/env python3
"""Measures exact uniqueness against DuckDB's `count(distinct)`: 20 million UUIDs, and a composite key of three columns.

    make bench-keys                               20,000,000 rows, a warm-up and 5 rounds
    python3 Benchmarks/keys.py --rows 200000      a small one, to see that it works; nothing is judged
"""

import argparse
import ast
import datetime
import json
import subprocess
import sys

from harness import HERE, add_options, answer_file, machine, markdown, measure_rounds, python_with_peers, summarize

FULL_ROWS = 20_000_000
LEAST_RATIO = 3.0
KEYS = {"uuid": "id", "composite": "(shop, day, number)"}

GENERATE = """
import sys, duckdb
rows, out = int(sys.argv[1]), sys.argv[2]
duckdb.sql(f"SELECT setseed(0.5)")
# Every hundred-thousandth key is given twice.
twice = "CASE WHEN i % 100000 = 1 THEN i - 1 ELSE i END"
duckdb.sql(f"COPY (SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4)"
           f" || '-' || substr(h, 21, 12) AS id FROM (SELECT md5(({twice})::VARCHAR) AS h FROM range({rows}) t(i)))"
           f" TO '{out}/uuid.csv' (HEADER)")
duckdb.sql(f"COPY (SELECT 'shop-' || (k * 7919) % 4999 AS shop, DATE '2024-01-01' + ((k // 50000) % 366)::INT AS day,"
           f" k // 13 AS number FROM (SELECT {twice} AS k FROM range({rows}) t(i))) TO '{out}/composite.csv' (HEADER)")
"""

CONTRACTS = {
    "uuid": "      - {name: id, logicalType: string, unique: true}\n",
    "composite": """      - {name: shop, logicalType: string, primaryKey: true, primaryKeyPosition: 1}
      - {name: day, logicalType: date, primaryKey: true, primaryKeyPosition: 2}
      - {name: number, logicalType: integer, primaryKey: true, primaryKeyPosition: 3}
""",
}


def prepare(cache, rows, python):
    folder = cache / f"keys-{rows}"
    if not (folder / "ready").exists():
        print(f"bench: generating {folder}", file=sys.stderr)
        folder.mkdir(exist_ok=True)
        subprocess.run([python, "-c", GENERATE, str(rows), folder], check=True)
        (folder / "ready").touch()
    for name, columns in CONTRACTS.items():
        (folder / f"{name}.odcs.yaml").write_text(
            "apiVersion: v3.1.0\nkind: DataContract\nid: keys\nversion: 1.0.0\nstatus: active\n"
            f"schema:\n  - name: keys\n    properties:\n{columns}", encoding="utf-8")
    return folder


def main():
    parser = argparse.ArgumentParser(description="Exact keys against DuckDB.")
    parser.add_argument("--rows", type=int, default=FULL_ROWS)
    wanted = add_options(parser, "keys").parse_args()
    wanted.cache.mkdir(parents=True, exist_ok=True)
    python = python_with_peers(wanted.cache)
    folder = prepare(wanted.cache, wanted.rows, python)
    out = wanted.cache / "out"
    out.mkdir(exist_ok=True)
    here, full, failed = machine(python), wanted.rows >= FULL_ROWS, False
    record = {"date": datetime.date.today().isoformat(), "rows": wanted.rows, "machine": here, "runs": []}
    for name, key in KEYS.items():
        batch = folder / f"{name}.csv"
        ours = [str(wanted.sluice), "validate", str(folder / f"{name}.odcs.yaml"), str(batch), "--threads", "2",
                "--format", "json", "--output", str(out / f"keys-{name}.json")]
        types = {"uuid": "{'id': 'VARCHAR'}", "composite": "{'shop': 'VARCHAR', 'day': 'DATE', 'number': 'BIGINT'}"}
        query = (f"import duckdb; c = duckdb.connect(); c.execute('SET threads=2'); print(c.execute(\"SELECT count(*), "
                 f"count(DISTINCT {key}) FROM read_csv('{batch}', header=true, auto_detect=false, columns={types[name]})\")"
                 ".fetchone())")
        jobs = {f"sluice, {name}": ours, f"sluice, {name}, --memory 128M": [*ours, "--memory", "128M"],
                f"DuckDB, {name}": [python, "-c", query]}
        runs = measure_rounds(jobs, wanted.rounds, out, allowed=(0, 1))
        record["runs"] += runs
        table = summarize(runs, list(jobs), batch.stat().st_size)
        print(f"\n{name}: {batch.stat().st_size:,} bytes\n\n{markdown(table)}\n")
        report = json.loads((out / f"keys-{name}.json").read_text(encoding="utf-8"))
        details = next(r["details"] for r in report["results"] if r["check"] in ("unique", "primaryKey"))
        rows, distinct = ast.literal_eval((out / answer_file(f"DuckDB, {name}")).read_text())
        same = details["surplusRows"] == rows - distinct
        print(f"answers: {details['surplusRows']} surplus rows, DuckDB {rows - distinct}")
        ratio = table[f"DuckDB, {name}"]["ratio"][0]
        kept = ratio >= LEAST_RATIO
        if full:
            print(f"{'kept    ' if kept else 'MISSED  '}{name}: at least {LEAST_RATIO} × DuckDB: {ratio:.2f} ×")
        failed = failed or not same or (full and not kept)
    raw = (HERE / "results" if full else out) / f"{record['date']}-{wanted.label}.json"
    raw.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"raw runs: {raw}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
