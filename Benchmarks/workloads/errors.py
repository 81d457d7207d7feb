"""What errors cost: one cell in a hundred of every column broken, and every row broken with quarantine on."""

import shutil

from bench import CONTRACT, TRIPS_AS_TEXT, bytes_of
from harness import markdown, summarize
from promise import Promise, ratios

NAME = "errors"
CLEAN, SPARSE = "sluice, clean", "sluice, 1 % of all cells broken"
REJECTING, WRITING = "sluice, every row to quarantine", "cat of what that wrote, synchronised"

# `note` is free text without a rule: nothing in it can be broken, so it stays.
BREAK = TRIPS_AS_TEXT + """
source, out, every = sys.argv[1:4]
broken = {"trip_id": "'x' || trip_id", "pickup_ts": "'2024-13-01 00:00:00'", "service_date": "'2024-02-30'",
          "distance_km": "'1,5x'", "fare": "'-' || fare", "lat": "'123.456'", "score": "'n/a'",
          "payment": "'barter'", "zone": "upper(zone)", "shared": "'maybe'"}
def cell(index, name):
    if name not in broken:
        return name
    if every == "row":
        return "'-' || coalesce(fare, '1.5') AS fare" if name == "fare" else name
    chosen = f"hash(i * 31 + {index}) % 100 = 0 AND {name} IS NOT NULL"
    return f"CASE WHEN {chosen} THEN {broken[name]} ELSE {name} END AS {name}"
cells = ", ".join(cell(index, name) for index, name in enumerate(names))
duckdb.sql(f"COPY (SELECT {cells} FROM {trips(source)}) TO '{out}' (FORMAT csv, HEADER)")
"""


def run(bench):
    clean = bench.trips()
    sparse = bench.generate("trips-sparse-errors.csv", lambda path: bench.script(BREAK, clean, path, "cell"))
    every = bench.generate("trips-every-row.csv", lambda path: bench.script(BREAK, clean, path, "row"))
    rejected, copied = bench.out / "rejected", bench.out / "copied.csv"
    quarantine = ["--quarantine", str(rejected)]
    jobs = {
        CLEAN: bench.validate(CONTRACT, clean),
        SPARSE: bench.validate(CONTRACT, sparse, allowed=(1,)),
        REJECTING: bench.validate(CONTRACT, every, more=quarantine, allowed=(1,), clears=rejected),
        # A quarantine is on the disk before it has a name: so is what it is compared with.
        WRITING: ["sh", "-c", f"cat '{rejected}'/*/*.csv > '{copied}' && sync '{copied}'"],
    }
    runs = bench.measure(jobs)
    print(f"{bytes_of(clean):,} bytes clean\n\n{markdown(summarize(runs, list(jobs), bytes_of(clean)))}\n")
    written = sum(bytes_of(file) for file in rejected.rglob("*.csv"))
    lines = [] if written >= bytes_of(every) else [f"quarantine: {written:,} bytes of {bytes_of(every):,}"]
    copied.unlink()
    shutil.rmtree(rejected)
    walls = {(run["round"], run["tool"]): run["wallSeconds"] for run in runs}
    rounds = sorted({run["round"] for run in runs})
    beside = [(walls[n, REJECTING] - walls[n, WRITING]) / walls[n, CLEAN] for n in rounds]
    return runs, [
        Promise("1 % of all cells broken, against clean", ratios(runs, SPARSE, CLEAN), 1.25, 1.1, at_least=False),
        Promise("every row to quarantine, less writing it, against clean", beside, 2, 1.5, at_least=False),
    ], lines

