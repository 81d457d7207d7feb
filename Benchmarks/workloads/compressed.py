"""gzip and zstd against the decompressor alone, and four parts of each in parallel."""

import shutil
import subprocess

from bench import CONTRACT, TRIPS_AS_TEXT, bytes_of
from harness import markdown, summarize
from promise import Promise, ratios

NAME = "compressed"
PARTS = 4

SPLIT = TRIPS_AS_TEXT + """
source, folder, parts = sys.argv[1], sys.argv[2], int(sys.argv[3])
duckdb.sql(f"CREATE TABLE t AS SELECT * FROM {trips(source)}")
total = duckdb.sql("SELECT count(*) FROM t").fetchall()[0][0]
for part in range(parts):
    low, high = total * part // parts, total * (part + 1) // parts
    duckdb.sql(f"COPY (SELECT {', '.join(names)} FROM t WHERE i > {low} AND i <= {high}) TO '{folder}/part-{part}.csv' "
               "(FORMAT csv, HEADER)")
"""

# Ending → the way to write such files, the decompressor alone.
CODECS = {
    "gz": (["gzip", "-6", "-c"], ["igzip", "-d", "-c"]),
    "zst": (["zstd", "-3", "-c", "-q"], ["zstd", "-d", "-c", "-q"]),
}


def compress(command, source, target):
    with open(source, "rb") as data, open(target, "wb") as out:
        subprocess.run(command, stdin=data, stdout=out, check=True)


def parts(bench, ending, command):
    """A folder of compressed parts of the trips batch."""
    def make(folder):
        folder.mkdir(exist_ok=True)
        bench.script(SPLIT, bench.trips(), folder, PARTS)
        for part in sorted(folder.iterdir()):
            compress(command, part, folder / f"{part.name}.{ending}")
            part.unlink()
    return bench.generate(f"trips-parts-{ending}", make)


def run(bench):
    if not shutil.which("igzip") or not shutil.which("zstd"):
        raise SystemExit("bench: the decompressors alone are Debian's `isal` and `zstd`: apt-get install isal zstd")
    trips, runs, promises = bench.trips(), [], []
    for ending, (write, read) in CODECS.items():
        whole = bench.generate(f"trips.csv.{ending}", lambda path: compress(write, trips, path))
        folder = parts(bench, ending, write)
        sluice, alone, parallel = f"sluice, {ending}", f"{read[0]} alone", f"sluice, {PARTS} parts of {ending}"
        jobs = {
            alone: ["sh", "-c", f"{' '.join(read)} '{whole}' > /dev/null"],
            sluice: bench.validate(CONTRACT, whole),
            parallel: bench.validate(CONTRACT, folder),
        }
        measured = bench.measure(jobs)
        size = bytes_of(trips)
        print(f"{ending}: {bytes_of(whole):,} bytes\n\n{markdown(summarize(measured, list(jobs), size))}\n")
        promises.append(
            Promise(f"{ending} against {read[0]} alone", ratios(measured, sluice, alone), 1.2, 1.1, at_least=False))
        promises.append(
            Promise(f"{ending}, {PARTS} parts in parallel, against {read[0]} alone", ratios(measured, parallel, alone), 1.2, 1.1,
                    at_least=False))
        runs += measured
    return runs, promises, []
