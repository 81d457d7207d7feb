"""What a workload is given: where data and answers go, the peers' Python, the binary, and how rounds are run."""

import dataclasses
import json
import os
import pathlib
import subprocess
import sys

from harness import HERE, ROOT, answer_file, measure_rounds, python_with_peers

CONTRACT = ROOT / "contracts/mobility/trips.odcs.yaml"
FULL_TRIPS = 8_500_000
# Begins scripts that write the trips again in another way: all cells as they are, as text.
TRIPS_AS_TEXT = """
import sys, duckdb
names = "trip_id pickup_ts service_date distance_km fare lat score payment zone shared note".split()
def trips(path):
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    return (f"(SELECT *, row_number() OVER () AS i FROM read_csv('{path}', header=true, auto_detect=false, delim=',', "
            f"quote='\\"', escape='\\"', columns={{{types}}}))")
"""


@dataclasses.dataclass
class Job:
    """A command, the exit codes that are no failure, variables that it is given, what is removed before each run."""

    command: list
    allowed: tuple = (0,)
    environment: dict = None
    clears: pathlib.Path = None


class Bench:
    def __init__(self, cache, sluice, rounds, scale):
        """`scale`: share of the full size that data is generated in; promises hold for 1."""
        self.cache = pathlib.Path(cache)
        self.cache.mkdir(parents=True, exist_ok=True)
        self.python = python_with_peers(self.cache)
        self.sluice, self.rounds, self.scale = str(sluice), rounds, scale
        self.out = self.cache / "out"
        self.out.mkdir(exist_ok=True)

    def rows(self, full):
        return max(1, int(full * self.scale))

    def path(self, name):
        """Where data of that name lies at this scale; the full one without a suffix."""
        stem, dot, ending = name.partition(".")
        return self.cache / (name if self.scale == 1 else f"{stem}-{self.scale:g}{dot}{ending}")

    def generate(self, name, make):
        """Calls make(path) unless it was done before; an interrupted one leaves nothing behind."""
        path = self.path(name)
        if not path.exists():
            print(f"bench: generating {path}", file=sys.stderr)
            partial = path.with_name(path.name + ".partial")
            make(partial)
            os.rename(partial, path)
        return path

    def script(self, source, *arguments):
        """Runs Python source with the peers' packages."""
        subprocess.run([self.python, "-c", source, *map(str, arguments)], check=True)

    def trips(self):
        return self.generate("trips.csv", lambda path: subprocess.run(
            [self.python, HERE / "gen.py", path, str(self.rows(FULL_TRIPS))], check=True))

    def validate(self, contract, *batches, threads=2, report=None, more=(), allowed=(0,), environment=None, clears=None):
        output = ["--format", "json", "--output", str(report or "/dev/null")]
        command = [self.sluice, "validate", str(contract), *map(str, batches), "--threads", str(threads), *output, *more]
        return Job(command, allowed, environment, clears)

    def duckdb(self, query):
        """A query on two threads; prints its one row as JSON."""
        code = ("import duckdb, json, sys; c = duckdb.connect(); c.execute('SET threads=2'); "
                "print(json.dumps(c.execute(sys.argv[1]).fetchone(), default=str))")
        return Job([self.python, "-c", code, query])

    def measure(self, jobs, rounds=None):
        """Rounds of all jobs in turns."""
        return measure_rounds(jobs, rounds or self.rounds, self.out, is_quiet=rounds is not None)

    def answer(self, job):
        """What a job of DuckDB printed last."""
        return json.loads((self.out / answer_file(job)).read_text(encoding="utf-8"))


def bytes_of(path):
    return pathlib.Path(path).stat().st_size


def contract(name, *columns):
    """A contract of one object `rows`; columns are flow mappings."""
    lines = "".join(f"      - {{{column}}}\n" for column in columns)
    return (f"apiVersion: v3.2.0\nkind: DataContract\nid: {name}\nversion: 1.0.0\nstatus: active\n"
            f"schema:\n  - name: rows\n    properties:\n{lines}")
