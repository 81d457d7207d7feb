#!/usr/bin/env python3
"""Writes two feature logs of the same entities in different order: train.csv and serve.csv, exported by DuckDB.

    gen_pair.py DIR [ROWS [FEATURES]]     2,000,000 rows of 20 numbers and 3 categories by default, 0.5 GB each

A quarter of the numbers has 16 and 17 digits, the others 3 or 6 decimals. In serve.csv one number in a thousand is
0.5 larger, and one category in two thousand is another. The seed is fixed.
"""

import os
import sys

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


def number(rng, index, count):
    if index % 5 == 0:
        return rng.random(count)
    return np.round(rng.normal(0, 10 ** (index % 4), count), 6 if index % 2 else 3)


def write(folder, rows, numbers, categories):
    """Row i of both logs has key permutation[i]; the serving log is read in another order."""
    rng = np.random.default_rng(11)
    columns = {"key": rng.permutation(rows).astype(np.int64) * 13 + 5_000_000_000}
    for index in range(numbers):
        columns[f"f{index:02d}"] = number(rng, index, rows)
    for index in range(categories):
        names = np.array([f"c{index}_{k}" for k in range(12 * (index + 1))])
        columns[f"cat{index}"] = names[rng.integers(0, len(names), rows)]
    export(folder, "train", {name: values for name, values in columns.items()})
    order = rng.permutation(rows)
    served = {}
    for name, values in columns.items():
        values = values[order]
        if name.startswith("f"):
            values = values + 0.5 * (rng.random(rows) < 0.001)
        elif name.startswith("cat"):
            values = np.where(rng.random(rows) < 0.0005, "c_other", values)
        served[name] = values
    export(folder, "serve", served)


def export(folder, name, columns):
    parquet = os.path.join(folder, f"{name}.parquet")
    pq.write_table(pa.table(columns), parquet)
    duckdb.sql(f"COPY (SELECT * FROM '{parquet}') TO '{folder}/{name}.csv' (FORMAT csv, HEADER)")
    os.remove(parquet)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000_000
    numbers = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    write(sys.argv[1], rows, numbers, 3 if numbers >= 20 else 1)
