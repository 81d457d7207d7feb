"""Starting: `--version`, and five rows against forty rules, less what a static Swift program takes that prints a line."""

import statistics
import subprocess

from bench import Job, contract
from promise import Promise

NAME = "start"
ROUNDS, TIMES = 9, 25
HELLO, VERSION, RULES = "a static Swift program", "sluice --version", "sluice, 5 rows against 40 rules"


def hello(bench):
    def make(path):
        source = bench.out / "hello.swift"
        source.write_text('print("hello")\n', encoding="utf-8")
        subprocess.run(["swiftc", "-O", "-static-stdlib", str(source), "-o", str(path)], check=True)
    return bench.generate("hello", make)


def rules(bench):
    """Ten columns of four rules each."""
    written, batch = bench.out / "forty.odcs.yaml", bench.out / "forty.csv"
    column = ("name: c{0}, logicalType: integer, required: true, logicalTypeOptions: {{minimum: 0, maximum: 100}}, "
              "quality: [{{metric: nullValues, mustBe: 0}}]")
    written.write_text(contract("forty", *[column.format(index) for index in range(10)]), encoding="utf-8")
    batch.write_text(",".join(f"c{index}" for index in range(10)) + "\n" + "1,2,3,4,5,6,7,8,9,10\n" * 5, encoding="utf-8")
    return bench.validate(written, batch)


def run(bench):
    """A round is the median of `TIMES` starts of each program, in turns."""
    jobs = {HELLO: Job([str(hello(bench))]), VERSION: Job([bench.sluice, "--version"]), RULES: rules(bench)}
    runs = bench.measure(jobs, ROUNDS * TIMES)
    figures = {name: [] for name in (VERSION, RULES)}
    for first in range(0, ROUNDS * TIMES, TIMES):
        walls = {name: statistics.median(
            run["wallSeconds"] for run in runs if run["tool"] == name and first < run["round"] <= first + TIMES) for name in jobs}
        for name, list_of in figures.items():
            list_of.append((walls[name] - walls[HELLO]) * 1000)
    return runs, [
        Promise("start of --version, less a static Swift program", figures[VERSION], 5, 2, "ms", at_least=False),
        Promise("5 rows against 40 rules, less the same", figures[RULES], 12, 6, "ms", at_least=False),
    ], []
