"""Writes expected.json: what the rules of flights.odcs.yaml count, as pandas counts it.

    python examples/rules/expected.py
"""
import json
import pathlib

import numpy as np
import pandas as pd

here = pathlib.Path(__file__).parent
flights = pd.read_csv(
    here.parent / "flights" / "flights-2013-01.csv.gz", keep_default_na=False, na_values=[""],
    dtype={"tailnum": "string", "carrier": "string"})
f = flights


def minutes(time):
    return time // 100 * 60 + time % 100


def rows(failing, population):
    return {"failing": int(failing.sum()), "population": int(population.sum())}


everyone = pd.Series(True, index=f.index)
expected = {}
known = f.dep_time.notna() & f.dep_delay.notna()
off = (minutes(f.dep_time) - minutes(f.sched_dep_time) - f.dep_delay) % 1440 != 0
expected["delay-is-the-difference"] = rows(known & off, known)
flown = f.air_time.notna() & (f.distance > 200)
speed = f.distance * 60 / f.air_time
expected["plausible-speed"] = rows(flown & ~speed.between(200, 520), flown)
expected["hour-and-minute"] = rows(f.sched_dep_time != f.hour * 100 + f.minute, everyone)
cancelled = f.dep_time.isna()
expected["cancelled-has-no-arrival"] = rows(cancelled & ~(f.arr_time.isna() & f.air_time.isna()), cancelled)
expected["leaves-for-elsewhere"] = rows(f.origin == f.dest, everyone)
planes = f[f.dep_time.notna() & f.tailnum.notna()]
twice = planes.duplicated(["tailnum", "time_hour"], keep=False)
expected["one-plane-an-hour"] = {"failing": int(twice.sum()), "population": len(planes)}
expected["kennedy-is-there"] = {"observed": int((f.origin == "JFK").sum())}
late = pd.to_datetime(f.time_hour).dt.hour.isin([3, 4]) & (f.distance >= 1500)
expected["late-evening-share"] = rows(late, everyone)
left = f.dep_time.notna()
expected["departed-flights-arrive"] = rows(left & f.arr_time.isna(), left)
tails = f.tailnum.notna() & (f.carrier != "AA") & f.tailnum.str.lower().str.startswith("n").fillna(False)
expected["american-tail-numbers"] = rows(tails & ~f.tailnum.str.match(r"^N[1-9][0-9]{0,4}[A-Z]{0,2}$").fillna(True), tails)


def figure(rule, value, **more):
    expected[rule] = {"observed": value.item() if hasattr(value, "item") else value} | more


delay, carriers = f.dep_delay.dropna(), f.carrier.value_counts()
figure("first-day", f.flight_date.min())
figure("last-day", f.flight_date.max())
expected["days-in-order"] = rows(f.flight_date < f.flight_date.shift(), everyone)
expected["cancelled-warns"] = expected["cancelled-halts"] = rows(f.dep_time.isna(), everyone)
figure("delay-mean", delay.mean())
figure("delay-median", delay.median())
figure("delay-p95", delay.quantile(0.95))
figure("delay-deviation", delay.std())
figure("delay-skewness", delay.skew())
figure("delay-kurtosis", delay.kurt())
expected["on-the-minute"] = {"details": {"count": int((delay == 0).sum()), "values": len(delay), "cellsNotCovered": 0}}
first, third = delay.quantile(0.25), delay.quantile(0.75)
expected["wild-delays"] = rows(f.dep_delay > third + 3 * (third - first), f.dep_delay.notna())
expected["very-wild-delays"] = rows(f.dep_delay > delay.mean() + 6 * delay.std(), f.dep_delay.notna())
figure("delays-go-together", f.arr_delay.corr(f.dep_delay))
figure("sixteen-carriers", f.carrier.nunique())
figure("largest-carrier", carriers.index[0])
shares = carriers / carriers.sum()
figure("mix-of-carriers", -(shares * np.log2(shares)).sum())
figure("carriers-there", 4 - int(f.carrier[f.carrier.isin(["AA", "B6", "DL", "UA"])].nunique()))
expected["airport-hosts"] = rows(~f.dest.str.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"), f.dest.notna())
figure("ocean-flights", f.air_time[f.distance > 2000].median())
figure("no-nan", 0)
figure("miles", f.distance.sum())
figure("spread-of-miles", f.distance.var(ddof=0))
tails = f.tailnum.dropna()
figure("planes-come-back", tails.nunique() / len(tails))
figure("planes-seen-once", (tails.value_counts() == 1).sum() / len(tails))
(here / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")
