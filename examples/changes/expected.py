"""Writes expected.json: how February stands to January, as pandas counts it.

    python examples/changes/expected.py
"""
import json
import pathlib

import pandas as pd

here = pathlib.Path(__file__).parent
then, now = (
    pd.read_csv(
        here.parent / "flights" / f"flights-2013-{month}.csv.gz", keep_default_na=False, na_values=[""],
        dtype={"carrier": "string", "dest": "string", "flight": "string"})
    for month in ("01", "02"))


def new(column):
    return len(set(now[column].dropna()) - set(then[column].dropna()))


def missing(column):
    return len(set(then[column].dropna()) - set(now[column].dropna()))


def result(observed, passes, broken="fail"):
    return {"observed": observed, "status": "pass" if passes else broken}


rows = 100 * (len(now) - len(then)) / len(then)
nulls = 100 * (now.dep_time.isna().mean() - then.dep_time.isna().mean())
delays = (now.dep_delay.mean() - then.dep_delay.mean()) / then.dep_delay.std()
minutes = 100 * (now.air_time.mean() - then.air_time.mean()) / then.air_time.mean()
expected = {
    "as-many-rows": result(rows, abs(rows) <= 20),
    "as-many-columns": result(len(now.columns), len(now.columns) == 20),
    "one-file": result(1, True),
    "a-month-of-bytes": result((here.parent / "flights" / "flights-2013-02.csv.gz").stat().st_size, True),
    "departures-known-as-before": result(nulls, nulls < 5),
    "delays-as-before": result(delays, abs(delays) <= 0.25),
    "no-new-carrier": result(new("carrier"), new("carrier") == 0),
    "no-carrier-lost": result(missing("carrier"), missing("carrier") == 0, "warn"),
    "few-new-airports": result(new("dest"), new("dest") < 3, "warn"),
    "no-airport-lost": result(missing("dest"), missing("dest") == 0, "warn"),
    "minutes-stay-minutes": result(minutes, abs(minutes) <= 10),
    # February calls the column otherwise.
    "planes-as-before": {"observed": None, "status": "notRun"},
}
(here / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")
