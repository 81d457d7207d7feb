"""Holds every aggregate against DuckDB (and scipy, for moments of a population) on a month of flights.

    SLUICE=.build/release/sluice python Scripts/aggregates_duckdb.py [BATCH.csv CONTRACT_COLUMNS]    (needs duckdb, scipy)

Counts, extremes, quantiles of integers and values must be equal; sums of doubles, moments and entropies within 1e-12.
CONTRACT_COLUMNS: `name type,name type,…` of another batch.
"""
import gzip, json, math, os, pathlib, subprocess, sys, tempfile

import duckdb
import numpy as np
import scipy.stats

ROOT = pathlib.Path(__file__).resolve().parent.parent
SLUICE = os.path.abspath(os.environ.get("SLUICE", ROOT / ".build/release/sluice"))
work = tempfile.mkdtemp()
if len(sys.argv) > 2:
    batch, columns = os.path.abspath(sys.argv[1]), sys.argv[2]
else:
    batch = work + "/flights.csv"
    open(batch, "wb").write(gzip.open(ROOT / "examples/flights/flights-2013-01.csv.gz").read())
    columns = (
        "flight_date date,dep_time integer,dep_delay integer,arr_delay number,carrier string,flight integer,tailnum string,"
        "origin string,air_time number,distance integer,hour integer,time_hour timestamp")
columns = [tuple(column.split()) for column in columns.split(",")]
con = duckdb.connect()
con.execute("set timezone='UTC'")
con.execute(f"create table f as select * from read_csv('{batch}', sample_size=-1)")
numeric = [name for name, kind in columns if kind in ("integer", "number")]
WHERE = [(None, "true")]
if numeric:
    WHERE.append((f"{numeric[0]} % 3 = 1", f"{numeric[0]} % 3 = 1"))


def one(sql):
    return con.execute(sql).fetchall()[0][0]


tests = []  # column, check, more keys, expected, exact
for name, kind in columns:
    for where, condition in WHERE:
        of = f"from f where {condition} and {name} is not null"
        if not one(f"select count({name}) {of}"):
            continue
        number = kind in ("integer", "number")

        def add(check, expected, exact=False, more=""):
            tests.append((name, kind, check, more, where, expected, exact))

        cast = f"{name}::double" if kind == "number" else name
        add("distinctCount", one(f"select count(distinct {name}) {of}"), True)
        add("distinctRatio", one(f"select count(distinct {name}) / count(*) {of}"))
        add("uniqueRatio", one(
            f"select sum(case when n = 1 then 1 else 0 end) / sum(n) from (select count(*) n {of} group by {name})"))
        shares = con.execute(f"select count(*) n {of} group by {name}").fetchnumpy()["n"].astype(float)
        add("entropy", float(scipy.stats.entropy(shares)))
        add("entropy", float(scipy.stats.entropy(shares, base=2)), more=", base: 2")
        if not number:
            continue
        add("min", one(f"select min({cast}) {of}"), True)
        add("max", one(f"select max({cast}) {of}"), True)
        add("sum", one(f"select fsum({cast}) {of}") if kind == "number" else one(f"select sum({cast}) {of}"), kind == "integer")
        add("mean", one(f"select favg({name}::double) {of}"))
        for q in (0.5, 0.05, 0.37, 0.999):
            add("quantile", one(f"select quantile_cont({name}::double, {q}) {of}"), more=f", q: {q}")
        add("median", one(f"select median({name}::double) {of}"))
        values = con.execute(f"select {name}::double v {of}").fetchnumpy()["v"]
        values = np.asarray(values, dtype=np.longdouble)
        n, mean = len(values), values.mean()
        second, third, fourth = (((values - mean) ** p).mean() for p in (2, 3, 4))
        if second == 0 or n < 4:
            continue
        add("variance", float(second * n / (n - 1)))
        add("variance", float(second), more=", population: true")
        add("stddev", float(np.sqrt(second * n / (n - 1))))
        add("stddev", one(f"select stddev_pop({name}) {of}"), more=", population: true")
        g1, g2 = third / second ** np.longdouble(1.5), fourth / second**2 - 3
        add("skewness", float(g1), more=", population: true")
        add("skewness", float(np.sqrt(np.longdouble(n) * (n - 1)) / (n - 2) * g1))
        add("kurtosis", float(g2), more=", population: true")
        add("kurtosis", float((n - 1) / (np.longdouble(n - 2) * (n - 3)) * ((n + 1) * g2 + 6)))
        assert math.isclose(tests[-1][5], one(f"select kurtosis({name}) {of}"), rel_tol=1e-6, abs_tol=1e-6)
        add("zeroRate", one(f"select count(*) filter ({name} = 0) / count(*) {of}"))
        for other in numeric[:3]:
            if other == name:
                continue
            pairs = con.execute(f"select {name}::double a, {other}::double b {of} and {other} is not null").fetchnumpy()
            a, b = (np.asarray(pairs[key], dtype=np.longdouble) for key in "ab")
            a, b = a - a.mean(), b - b.mean()
            if len(a) > 1 and (a * a).sum() > 0 and (b * b).sum() > 0:
                r = (a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum())
                add("correlation", float(r), more=f", with: {other}")

quality = {}
for index, (name, _, check, more, where, _, _) in enumerate(tests):
    condition = f", where: '{where}'" if where else ""
    quality.setdefault(name, []).append(
        f"          - {{id: r{index}, type: custom, engine: sluice, severity: warning, "
        f"implementation: {{check: {check}{more}, mustBe: 0{condition}}}}}\n")
text = "apiVersion: v3.2.0\nkind: DataContract\nid: t\nversion: 1.0.0\nstatus: active\nschema:\n  - name: t\n    properties:\n"
for name, kind in columns:
    text += f"      - name: {name}\n        logicalType: {kind}\n"
    if name in quality:
        text += "        quality:\n" + "".join(quality[name])
open(work + "/t.yaml", "w").write(text)
run = subprocess.run(
    [SLUICE, "validate", work + "/t.yaml", batch, "--dialect", "pyarrow", "--format", "json"], capture_output=True, text=True)
report = json.loads(run.stdout)
results = {result["id"]: result for result in report["results"]}
bad, worst = 0, 0.0
for index, (name, kind, check, more, where, expected, exact) in enumerate(tests):
    result = results[f"r{index}"]
    observed = result["observed"]
    if observed is None:
        bad += 1
        print("DIFF", name, check, more, where, result["status"], result["reason"], expected)
        continue
    error = abs(float(observed) - float(expected)) / max(abs(float(expected)), 1e-300) if float(observed) != float(expected) else 0
    worst = max(worst, 0 if abs(float(expected)) < 1e-9 else error)
    if exact and error > 0 or error > 1e-12 and abs(float(observed) - float(expected)) > 1e-14:
        bad += 1
        print("DIFF", name, check, more, where, observed, expected, f"{error:.1e}")
print(f"{len(tests)} aggregates, {bad} differ; largest relative difference {worst:.1e}")
sys.exit(1 if bad else 0)
