"""How time grows: trips of 0.1, 1 and 4 GB, in turns."""

import subprocess

from bench import CONTRACT, FULL_TRIPS, bytes_of
from harness import HERE, markdown, summarize
from promise import Promise

NAME = "growth"
# Words → file, times the rows of the whole batch.
STEPS = {"0.1 GB": ("trips-tenth.csv", 0.1), "1 GB": ("trips.csv", 1), "4 GB": ("trips-fourfold.csv", 4)}
ROUNDS = 3


def run(bench):
    jobs, sizes = {}, {}
    for words, (name, factor) in STEPS.items():
        rows = bench.rows(int(FULL_TRIPS * factor))
        batch = bench.generate(name, lambda path: subprocess.run(
            [bench.python, HERE / "gen.py", path, str(rows)], check=True))
        tool = f"sluice, {words}"
        jobs[tool], sizes[tool] = bench.validate(CONTRACT, batch), bytes_of(batch)
    runs = bench.measure(jobs, min(ROUNDS, bench.rounds))
    tools = list(jobs)
    table = markdown(summarize(runs, tools, sizes[tools[-1]]))
    print(f"{', '.join(f'{size:,}' for size in sizes.values())} bytes\n\n{table}\n")
    rates = {(run["round"], run["tool"]): run["wallSeconds"] / sizes[run["tool"]] for run in runs}
    growth = [rates[n, tools[-1]] / rates[n, tools[0]] for n in sorted({run["round"] for run in runs})]
    return runs, [Promise("seconds a byte, 4 GB against 0.1 GB", growth, 1.15, 1.05, at_least=False)], []
