"""Two thousand columns by fifty thousand rows, against the same cells in twenty columns."""

from bench import bytes_of, contract
from harness import markdown, summarize
from promise import Promise

NAME = "wide"
ROWS, COLUMNS, NARROW = 50_000, 2_000, 20

GENERATE = """
import sys, numpy as np, pyarrow as pa, pyarrow.csv as csv
out, rows, width = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = np.random.default_rng(3)
words = pa.array(["card", "cash", "voucher", "dispute", "no_charge"])
days = np.datetime64("2024-01-01", "D")
def column(kind, count):
    if kind == 0: return pa.array(rng.integers(0, 1_000_000, count))
    if kind == 1: return pa.array(np.round(rng.gamma(3.0, 6.0, count), 2))
    if kind == 2: return pa.array(np.round(rng.normal(40.7, 0.1, count), 6))
    if kind == 3: return pa.array(days + rng.integers(0, 366, count).astype("timedelta64[D]"))
    return words.take(pa.array(rng.integers(0, 5, count)))
block = max(1, 2_000_000 // width)
with open(out, "wb") as file:
    file.write((",".join(f"c{i:04d}" for i in range(width)) + "\\n").encode())
    for first in range(0, rows, block):
        count = min(block, rows - first)
        table = pa.table({f"c{i}": column(i % 5, count) for i in range(width)})
        csv.write_csv(table, file, csv.WriteOptions(include_header=False, quoting_style="needed"))
"""

KINDS = [
    "logicalType: integer, logicalTypeOptions: {minimum: 0, maximum: 1000000}",
    "logicalType: number, logicalTypeOptions: {minimum: 0, maximum: 1000}",
    "logicalType: number, logicalTypeOptions: {minimum: -90, maximum: 90}",
    "logicalType: date",
    "logicalType: string, enum: [{value: card}, {value: cash}, {value: voucher}, {value: dispute}, {value: no_charge}]",
]


def run(bench):
    rows = bench.rows(ROWS)
    shapes = {"wide": (rows, COLUMNS), "narrow": (rows * COLUMNS // NARROW, NARROW)}
    jobs, sizes = {}, {}
    for name, (count, width) in shapes.items():
        batch = bench.generate(f"{name}.csv", lambda path: bench.script(GENERATE, path, count, width))
        promises = bench.out / f"{name}.odcs.yaml"
        columns = [f"name: c{index:04d}, required: true, {KINDS[index % 5]}" for index in range(width)]
        promises.write_text(contract(name, *columns), encoding="utf-8")
        tool = f"sluice, {width:,} columns"
        jobs[tool], sizes[tool] = bench.validate(promises, batch), bytes_of(batch)
    runs = bench.measure(jobs)
    wide, narrow = jobs
    print(f"{sizes[wide]:,} and {sizes[narrow]:,} bytes\n\n{markdown(summarize(runs, list(jobs), sizes[wide]))}\n")
    walls = {(run["round"], run["tool"]): run["wallSeconds"] / sizes[run["tool"]] for run in runs}
    rates = [walls[n, wide] / walls[n, narrow] for n in sorted({run["round"] for run in runs})]
    return runs, [Promise("2,000 columns, seconds a byte against 20", rates, 1.43, 1.18, at_least=False)], []
