#!/usr/bin/env python3
"""Holds `sluice skew` against Python and scipy on random pairs of feature logs.

    Scripts/skew_differential.py [--sluice BINARY] [--pairs 200] [--seed N]

Each pair has a composite key of an integer and a text (with null parts, texts that a joined key would confuse, duplicated
keys under every policy), numbers of any size, integers beyond 2^53, booleans, dates, categories and free texts, with nulls on
either side; serving rows are in another order and in several parts. Pairing counts, every count of every feature, the
deltas, Pearson, Wilson's interval, the distances of matched and of all rows, and the diff must be equal: counts exactly,
figures to 1e-9. Threads, chunk sizes and `--memory` are drawn at random. In half of the pairs no
key is null or repeats, and nothing is quoted. A pair that differs is
kept, and its path printed. Needs numpy and scipy.
"""
import argparse
import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import warnings
from collections import Counter

import numpy as np
from scipy import spatial, stats

POLICIES = ["error", "first", "last", "allEqual", "drop"]
REGIONS = ["eu", "us", "1|1", "|", "", "a,b", 'x"y', "é", "eu "]


# A feature: how one value is made, how it may differ in serving, how it is written.
def number(rng):
    return rng.choice([rng.uniform(-1e3, 1e3), round(rng.uniform(-100, 100), 2), float(rng.randint(-5, 5)),
                       10 ** rng.uniform(-200, 200), -0.0, float("nan"), float("inf")])


FEATURES = {
    "number": (number, lambda rng, x: x + rng.choice([1e-9, 0.5, -3.0]), repr),
    "plain": (lambda rng: round(rng.gauss(0, 10), 3), lambda rng, x: x * 2, repr),
    "large": (lambda rng: rng.randint(2**53, 2**60), lambda rng, x: x + 1, str),
    "small": (lambda rng: rng.randint(0, 12), lambda rng, x: x + rng.choice([1, -1]), str),
    "flag": (lambda rng: rng.random() < 0.3, lambda rng, x: not x, lambda x: "true" if x else "false"),
    "day": (lambda rng: rng.randint(19_700, 20_400), lambda rng, x: x + 1, lambda x: str(np.datetime64(x, "D"))),
    "category": (lambda rng: rng.choice(["a", "b", "c", "d, e"]), lambda rng, x: x + "!", str),
    "text": (lambda rng: "t" + str(rng.random()), lambda rng, x: x.upper(), str),
}
NUMERIC = ("number", "plain", "large", "small", "day")


def make(rng):
    """Two lists of rows, each a dict; a null is None."""
    entities = rng.randint(1, 300)
    # Nothing is quoted, no key is null or repeats: rows are then kept as text until they meet their partner.
    is_plain = rng.random() < 0.5
    null = {name: rng.choice([0, 0, 0.1]) for name in FEATURES}
    change = {name: rng.choice([0, 0.02, 0.4]) for name in FEATURES}
    train, serve = [], []
    for entity in range(entities):
        key = {"id": rng.randint(-3, 400), "region": rng.choice(REGIONS)}
        if is_plain:
            key = {"id": entity, "region": rng.choice(["eu", "us", "1|1", "|", "é", "eu "])}
        elif rng.random() < 0.02:
            key[rng.choice(["id", "region"])] = None
        if key["region"] == "":
            key["region"] = None
        row = {name: None if rng.random() < null[name] else feature[0](rng) for name, feature in FEATURES.items()}
        if is_plain and row["category"] is not None:
            row["category"] = row["category"][0]
        served = {}
        for name, (fresh, differ, _) in FEATURES.items():
            value = row[name]
            if rng.random() < null[name] / 3:
                value = None
            elif value is not None and rng.random() < change[name]:
                value = differ(rng, value)
            served[name] = value
        if rng.random() < 0.95:
            train.append({**key, **row})
        if rng.random() < 0.95:
            serve.append({**key, **served})
        for rows, values in ((train, row), (serve, served)):
            if not is_plain and rng.random() < 0.03:
                rows.append({**key, **(values if rng.random() < 0.5 else {n: f[0](rng) for n, f in FEATURES.items()})})
    # Types are inferred: a log shows each of them at least once.
    certain = {name: None for name in FEATURES} | {
        "number": 1.5, "plain": 0.25, "large": 2**53 + 1, "small": 3, "flag": True, "day": 20_000, "category": "a", "text": "t"}
    for rows in (train, serve):
        rows.append({"id": 1000, "region": "all", **certain})
    rng.shuffle(serve)
    return train, serve


def write(rows, path, header):
    with open(path, "w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(header)
        for row in rows:
            lines.writerow(["" if row[name] is None else FEATURES.get(name, (0, 0, str))[2](row[name]) for name in header])


def same(x, y):
    if isinstance(x, float) and isinstance(y, float) and math.isnan(x) and math.isnan(y):
        return True
    return x == y


def pair(train, serve, policy):
    """Pairs of rows by the policy, and the counts of the pairing."""
    def grouped(rows):
        keyed, nulls = {}, 0
        for row in rows:
            if row["id"] is None or row["region"] is None:
                nulls += 1
            else:
                keyed.setdefault((row["id"], row["region"]), []).append(row)
        return keyed, nulls
    (left, left_nulls), (right, right_nulls) = grouped(train), grouped(serve)
    agree = lambda rows: all(same(rows[0][name], row[name]) for row in rows for name in FEATURES)
    pick = {"error": lambda r: r[0], "first": lambda r: r[0], "allEqual": lambda r: r[0], "last": lambda r: r[-1],
            "drop": lambda r: r[0]}[policy]
    left_out = lambda rows: len(rows) > 1 and (policy == "drop" or policy == "allEqual" and not agree(rows))
    out = {key for side in (left, right) for key, rows in side.items() if left_out(rows)}
    pairs = [(pick(left[key]), pick(right[key])) for key in left.keys() & right.keys() if key not in out]
    surplus = lambda side: sum(len(rows) - 1 for rows in side.values())
    counts = {
        "trainRows": len(train), "serveRows": len(serve), "trainKeys": len(left), "serveKeys": len(right),
        "matched": len(pairs), "nullKeyTrain": left_nulls, "nullKeyServe": right_nulls,
        "duplicateTrain": surplus(left), "duplicateServe": surplus(right),
        "onlyTrain": len(left.keys() - right.keys()), "onlyServe": len(right.keys() - left.keys()),
        "leftOutTrain": len(out & left.keys() & right.keys()), "leftOutServe": len(out & left.keys() & right.keys()),
        "oneToOne": sum(len(left[key]) == 1 and len(right[key]) == 1 for key in left.keys() & right.keys()),
    }
    return pairs, counts, bool(surplus(left) or surplus(right))


def counts_of(name, pairs):
    """The counts and deltas of one feature over the pairs."""
    both = [(x[name], y[name]) for x, y in pairs]
    compared = [(x, y) for x, y in both if x is not None and y is not None]
    differ = [(x, y) for x, y in compared if not same(x, y)]
    train_null = sum(x is None and y is not None for x, y in both)
    serve_null = sum(x is not None and y is None for x, y in both)
    found = {
        "pairs": len(both), "bothNull": sum(x is None and y is None for x, y in both), "trainNullOnly": train_null,
        "serveNullOnly": serve_null, "compared": len(compared), "mismatches": len(differ),
        "failing": len(differ) + train_null + serve_null,
    }
    if name in NUMERIC:
        deltas = [y - x for x, y in differ if math.isfinite(x) and math.isfinite(y)]
        deltas = [delta for delta in deltas if math.isfinite(delta)]
        if deltas:
            found["maxAbsDelta"] = float(max(map(abs, deltas)))
    if both:
        interval = stats.binomtest(found["failing"], len(both)).proportion_ci(0.95, method="wilson")
        found["interval.low"], found["interval.high"] = interval.low, interval.high
    return found


def distances(name, train, serve, matched):
    """PSI, JS, KS or chi² of both columns, by docs/statistics.md."""
    nulls = [sum(value is None for value in side) for side in (train, serve)]
    found = {f"{matched}.trainNulls": nulls[0], f"{matched}.serveNulls": nulls[1]}
    train, serve = ([v for v in side if v is not None] for side in (train, serve))
    if name in NUMERIC:
        x, y = (np.array([float(v) for v in side if math.isfinite(v)]) for side in (train, serve))
        found |= {f"{matched}.trainValues": len(x), f"{matched}.serveValues": len(y)}
        if not len(x) or not len(y):
            return found
        edges = np.unique(np.quantile(x, np.arange(1, 10) / 10))
        p, q = (np.bincount(np.searchsorted(edges, side), minlength=len(edges) + 1) for side in (x, y))
        found[f"{matched}.js"] = float(spatial.distance.jensenshannon(p / p.sum(), q / q.sum(), base=2))
        with warnings.catch_warnings(record=True) as failed:
            warnings.simplefilter("always")
            ks = stats.ks_2samp(x, y, method="exact")
        found[f"{matched}.ks.statistic"] = float(ks.statistic)
        if not failed:  # scipy gives the exact p up where its numbers grow too large
            found[f"{matched}.ks.pValue"] = float(ks.pvalue)
        if any(nulls):
            p, q = np.append(p, nulls[0]), np.append(q, nulls[1])
    else:
        left, right = Counter(train), Counter(serve)
        names = sorted(left.keys() | right.keys(), key=str)
        p, q = (np.array([side[name] for name in names]) for side in (left, right))
        if not p.sum() or not q.sum():
            return found
        if len(names) > 1:
            chi = stats.chi2_contingency([p, q], correction=False)
            found |= {f"{matched}.chi2.statistic": float(chi.statistic), f"{matched}.chi2.pValue": float(chi.pvalue)}
        found[f"{matched}.js"] = float(spatial.distance.jensenshannon(p / p.sum(), q / q.sum(), base=2))
    a, b = ((counts + 0.5) / (counts.sum() + len(counts) / 2) for counts in (p, q))
    found[f"{matched}.psi"] = float(np.sum((a - b) * np.log(a / b)))
    return found


def look_up(report, name):
    """`a.b` in nested objects; `low` and `high` are the ends of an interval."""
    name = name.replace("interval.low", "interval.0").replace("interval.high", "interval.1")
    for part in name.split("."):
        if report is None:
            return None
        report = report[int(part)] if part.isdigit() else report[part]
    return report


def equal(mine, expected):
    if isinstance(expected, float):
        if mine is None:
            return False
        return math.isclose(mine, expected, rel_tol=1e-9, abs_tol=1e-12)
    return mine == expected


def check(rng, sluice, folder):
    """Lines that say what differs, for one random pair."""
    train, serve = make(rng)
    policy = rng.choice(POLICIES)
    header = ["id", "region", *FEATURES]
    write(train, f"{folder}/train.csv", header)
    rng.shuffle(header)
    os.mkdir(f"{folder}/serve")
    parts = rng.randint(1, 3)
    for part in range(parts):
        write(serve[len(serve) * part // parts:len(serve) * (part + 1) // parts], f"{folder}/serve/{part}.csv", header)
    flags = ["--duplicates", policy, "--threads", str(rng.choice([1, 2, 3]))]
    flags += rng.choice([[], ["--memory", "1M"]])
    command = [sluice, "skew", f"{folder}/train.csv", f"{folder}/serve", "--keys", "id,region", "--dialect", "pandas",
               "--report", f"json={folder}/report.json", "--diff", f"{folder}/diff.csv", *flags]
    with open(f"{folder}/command", "w", encoding="utf-8") as out:
        out.write(" ".join(command))
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 1):
        return [f"exit code {run.returncode}: {run.stderr[-500:]}"]
    with open(f"{folder}/report.json", encoding="utf-8") as file:
        report = json.load(file)
    pairs, expected, has_duplicates = pair(train, serve, policy)
    lines = [f"pairing.{name}: {report['pairing'][name]}, expected {value}"
             for name, value in expected.items() if not equal(report["pairing"][name], value)]
    failing = 0
    for feature in report["features"]:
        name = feature["name"]
        expected = counts_of(name, pairs)
        failing += expected["failing"]
        expected |= distances(name, [x[name] for x, _ in pairs], [y[name] for _, y in pairs], "matchedDistances")
        expected |= distances(name, [x[name] for x in train], [y[name] for y in serve], "allDistances")
        for path, value in expected.items():
            mine = look_up(feature, path)
            if not equal(mine, value):
                lines.append(f"{name}.{path}: {mine!r}, expected {value!r}")
    code = 1 if failing or has_duplicates and policy == "error" else None
    if code is not None and run.returncode != code:
        lines.append(f"exit code {run.returncode}, expected {code}")
    with open(f"{folder}/diff.csv", newline="", encoding="utf-8") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    if rows != failing:
        lines.append(f"diff: {rows} rows, expected {failing}")
    return lines


def main():
    parser = argparse.ArgumentParser(description="sluice skew against Python and scipy.")
    parser.add_argument("--sluice", default=os.environ.get("SLUICE", ".build/release/sluice"))
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}")
    differing = 0
    for index in range(wanted.pairs):
        rng = random.Random(wanted.seed + index)
        with tempfile.TemporaryDirectory(prefix="sluice-skew-") as folder:
            lines = check(rng, wanted.sluice, folder)
            if not lines:
                continue
            differing += 1
            kept = f"{tempfile.gettempdir()}/sluice-skew-differs-{wanted.seed + index}"
            subprocess.run(["cp", "-r", folder, kept], check=True)
            print(f"pair {index}, kept in {kept}:")
            for line in lines[:10]:
                print(f"  {line}")
    print(f"{wanted.pairs} pairs, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
