#!/usr/bin/env python3
"""Writes the benchmark batch: taxi trips, exported from Parquet by DuckDB.

    gen.py OUT.csv [ROWS]        8,500,000 rows by default, about 1 GB

The table is built with numpy and pyarrow from a fixed seed, written to Parquet, and copied to CSV by
DuckDB, so quoting, nulls and numbers are what a real exporter writes: 3 % nulls in ten of eleven columns,
doubles of 16 and 17 digits, notes with commas, doubled quotes, newlines and accents.
"""

import os
import sys

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PAYMENTS = pa.array(["card", "cash", "voucher", "dispute", "no_charge"])
ZONES = pa.array([
    f"{city}-{ring}{number:02d}"
    for city in ("ams", "ber", "lon", "nyc", "par", "sfo")
    for ring in ("Z", "K")
    for number in range(60)
])
WORDS = (
    "late driver pickup airport luggage wait toll bridge rain night card tip phone left gate route closed ok"
).split()


def with_nulls(rng, values, share=0.03):
    mask = rng.random(len(values)) < share
    if isinstance(values, pa.Array):
        return pc.if_else(pa.array(~mask), values, None)
    return pa.array(values, mask=mask)


def note_pool(rng):
    pool = []
    for _ in range(20_000):
        note = " ".join(WORDS[j] for j in rng.integers(0, len(WORDS), rng.integers(1, 6)))
        kind = rng.random()
        if kind < 0.06:
            note = note.replace(" ", ", ", 1) + ", thanks"
        elif kind < 0.08:
            note = 'said "' + note + '" twice'
        elif kind < 0.09:
            note += "\nsecond line"
        elif kind < 0.10:
            note += " café – é"
        pool.append(note)
    return pa.array(pool)


def block(rng, notes, first, count):
    i = np.arange(first, first + count, dtype=np.int64)
    pickup = np.datetime64("2024-01-01", "s") + (i * 3 % (366 * 86400)).astype("timedelta64[s]")
    return pa.table({
        "trip_id": pa.array(i * 7 + 1_000_000_007 + (i * 2654435761 % 7)),  # unique, not sequential
        "pickup_ts": with_nulls(rng, pa.array(pickup, pa.timestamp("s"))),
        "service_date": with_nulls(rng, pa.array(pickup.astype("datetime64[D]"))),
        "distance_km": with_nulls(rng, np.round(rng.gamma(2.0, 3.0, count), 2)),
        "fare": with_nulls(rng, np.round(rng.gamma(3.0, 6.0, count) + 2.5, 2)),
        "lat": with_nulls(rng, np.round(rng.normal(40.7, 0.1, count), 6)),
        "score": with_nulls(rng, rng.random(count)),
        "payment": with_nulls(rng, pc.take(PAYMENTS, rng.choice(5, count, p=[0.6, 0.3, 0.05, 0.03, 0.02]))),
        "zone": with_nulls(rng, pc.take(ZONES, rng.integers(0, len(ZONES), count))),
        "shared": with_nulls(rng, pa.array(rng.random(count) < 0.2)),
        "note": with_nulls(rng, pc.take(notes, rng.integers(0, len(notes), count))),
    })


def generate(out, rows):
    rng = np.random.default_rng(7)
    notes = note_pool(rng)
    parquet, partial = out + ".parquet", out + ".partial"
    writer = None
    for first in range(0, rows, 500_000):
        table = block(rng, notes, first, min(500_000, rows - first))
        writer = writer or pq.ParquetWriter(parquet, table.schema)
        writer.write_table(table)
    writer.close()
    duckdb.sql(f"COPY (SELECT * FROM '{parquet}') TO '{partial}' (FORMAT csv, HEADER)")
    os.remove(parquet)
    os.rename(partial, out)  # an interrupted run leaves no half batch behind


if __name__ == "__main__":
    generate(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8_500_000)
