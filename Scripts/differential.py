#!/usr/bin/env python3
"""Holds `sluice validate` against Python on random batches that real exporters wrote.

    Scripts/differential.py [--sluice BINARY] [--batches 300] [--seed N]

Each batch has integers up to 64 bits, doubles of any size, texts full of quotes, line ends and Unicode, dates, timestamps,
booleans and categories, with nulls; pyarrow, DuckDB or Polars writes it as CSV. Null counts, extrema, the mean (against
exact rationals), ranges, lengths, patterns, enums, required cells and the three duplicate counts of single, text and
composite keys must be equal. Needs pyarrow, duckdb and polars. A batch that differs is kept, and its path printed.
"""
import argparse
import datetime as dt
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction

import duckdb
import polars
import pyarrow as pa
import pyarrow.csv

CONTRACT = """\
apiVersion: v3.2.0
kind: DataContract
id: random
version: 1.0.0
status: active
schema:
  - name: x
    properties:
      - {name: i, logicalType: integer, unique: true, logicalTypeOptions: {minimum: -10, maximum: 1000}}
      - {name: d, logicalType: number, logicalTypeOptions: {minimum: -5, exclusiveMaximum: 100}}
      - {name: t, logicalType: string, required: true, unique: true, logicalTypeOptions: {maxLength: 5, pattern: "[ab]"}}
      - {name: date, logicalType: date}
      - {name: ts, logicalType: timestamp}
      - {name: b, logicalType: boolean}
      - {name: cat, logicalType: string, enum: [{value: p}, {value: q}, {value: a category of more than sixteen bytes}]}
    quality:
      - {id: it, metric: duplicateValues, arguments: {properties: [i, t]}, mustBe: 0}
      - {id: cb, metric: duplicateValues, arguments: {properties: [cat, b]}, mustBe: 0}
"""
PIECES = ["a", "b", "Z", ",", '"', "\n", "\r\n", " ", "é", "😀", "\t", "x", "", "'", "\\", "1"]
CATEGORIES = ["p", "q", "r", "a category of more than sixteen bytes"]


def random_table(rng):
    rows = rng.randint(1, 400)

    def column(make):
        return [None if rng.random() < 0.15 else make() for _ in range(rows)]

    def number():
        return rng.choice([rng.uniform(-1e3, 1e3), round(rng.uniform(-100, 100), 2), 10 ** rng.uniform(-300, 300)])

    def moment():
        day = dt.date(rng.randint(1700, 2200), rng.randint(1, 12), rng.randint(1, 28))
        time = dt.time(rng.randint(0, 23), rng.randint(0, 59), rng.randint(0, 59), rng.choice([0, 123000, 123456]))
        return dt.datetime.combine(day, time)

    return {
        "i": (column(lambda: rng.choice([rng.randint(-50, 50), rng.randint(-(2**63), 2**63 - 1)])), pa.int64()),
        "d": (column(number), pa.float64()),
        "t": (column(lambda: "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 8)))), pa.string()),
        "date": (column(lambda: dt.date(rng.randint(1, 9999), rng.randint(1, 12), rng.randint(1, 28))), pa.date32()),
        "ts": (column(moment), pa.timestamp("us")),
        "b": (column(lambda: rng.random() < 0.5), pa.bool_()),
        "cat": ([rng.choice(CATEGORIES) for _ in range(rows)], pa.string()),
    }


def export(records, path, exporter):
    if exporter == "pyarrow":
        pyarrow.csv.write_csv(records, path)
    elif exporter == "duckdb":
        duckdb.sql(f"COPY records TO '{path}' (HEADER)")
    else:
        polars.from_arrow(records).write_csv(path)


def duplicates(keys):
    counts = Counter(keys).values()
    return {
        "duplicatedValues": sum(n > 1 for n in counts),
        "surplusRows": sum(counts) - len(counts),
        "rowsInGroups": sum(n for n in counts if n > 1),
    }


def expectations(data):
    """What the report must say: name -> value."""
    values = {name: [v for v in cells if v is not None] for name, (cells, _) in data.items()}
    rows = len(data["i"][0])
    due = {"rows": rows, "structure": []}
    for name, cells in values.items():
        due[f"{name} nulls"] = rows - len(cells)
        due[f"{name} invalid"] = 0
    if values["i"]:
        due["i extrema"] = (min(values["i"]), max(values["i"]))
    if values["d"]:
        due["d extrema"] = (min(values["d"]), max(values["d"]))
        due["d mean"] = float(sum(map(Fraction, values["d"])) / len(values["d"]))
    if values["date"]:
        due["date extrema"] = (min(values["date"]).isoformat(), max(values["date"]).isoformat())
    due["x.i.range"] = sum(not -10 <= v <= 1000 for v in values["i"])
    due["x.d.range"] = sum(not -5 <= v < 100 for v in values["d"])
    due["x.t.length"] = sum(len(v) > 5 for v in values["t"])
    due["x.t.pattern"] = sum(not re.search("[ab]", v) for v in values["t"])
    due["x.t.required"] = rows - len(values["t"])
    due["x.cat.enum"] = sum(v == "r" for v in values["cat"])
    due["x.i.unique"] = duplicates(values["i"])
    due["x.t.unique"] = duplicates(values["t"])
    for name, (a, b) in {"it": ("i", "t"), "cb": ("cat", "b")}.items():
        pairs = zip(data[a][0], data[b][0])
        due[name] = duplicates([pair for pair in pairs if pair != (None, None)])
    return due


def found(report, due):
    """What the report says about the same."""
    columns = {column["name"]: column for column in report["columns"]}
    results = {result["id"]: result for result in report["results"]}
    told = {"rows": report["batch"]["rows"], "structure": report["structure"]}
    for name, column in columns.items():
        told[f"{name} nulls"], told[f"{name} invalid"] = column["nulls"], column["invalid"]
    told["i extrema"] = tuple(int(columns["i"][end] or 0) for end in ("min", "max"))
    told["d extrema"] = (columns["d"]["min"], columns["d"]["max"])
    told["d mean"] = columns["d"]["mean"]
    told["date extrema"] = (columns["date"]["min"], columns["date"]["max"])
    for name, result in results.items():
        told[name] = result["details"] if isinstance(due.get(name), dict) else result["failing"]
    return told


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sluice", default=os.environ.get("SLUICE", ".build/release/sluice"))
    parser.add_argument("--batches", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    folder = tempfile.mkdtemp(prefix="sluice-differential-")
    contract, batch = os.path.join(folder, "contract.yaml"), os.path.join(folder, "batch.csv")
    with open(contract, "w") as file:
        file.write(CONTRACT)
    differing = 0
    for number in range(arguments.batches):
        data = random_table(rng)
        exporter = rng.choice(["pyarrow", "duckdb", "polars"])
        export(pa.table({name: pa.array(cells, kind) for name, (cells, kind) in data.items()}), batch, exporter)
        run = [arguments.sluice, "validate", contract, batch, "--format", "json", "--threads", rng.choice("123")]
        report = json.loads(subprocess.run(run, capture_output=True).stdout)
        due = expectations(data)
        told = found(report, due)
        wrong = {name: (told.get(name), value) for name, value in due.items() if told.get(name) != value}
        if wrong:
            differing += 1
            kept = os.path.join(folder, f"differs-{number}.csv")
            os.rename(batch, kept)
            print(f"{kept} ({exporter}): {wrong}")
    print(f"seed {arguments.seed}: {arguments.batches} batches, {differing} differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
