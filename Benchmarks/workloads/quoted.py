"""Every field quoted, and a fifth of the notes with line feeds and doubled quotes."""

from bench import CONTRACT, TRIPS_AS_TEXT, bytes_of
from crosscheck import mismatches
from harness import HERE, answer_file, markdown, summarize
from promise import Promise, ratios

NAME = "quoted"
SLUICE, DUCKDB = "sluice, all quoted", "DuckDB, all quoted"

QUOTE = TRIPS_AS_TEXT + """
source, out = sys.argv[1:3]
note = "CASE WHEN hash(i) % 5 = 0 THEN coalesce(note, 'none') || chr(10) || 'the driver said \\"' || zone || '\\"' ELSE note END"
cells = ", ".join(name for name in names if name != "note")
duckdb.sql(f"COPY (SELECT {cells}, {note} AS note FROM {trips(source)}) TO '{out}' (FORMAT csv, HEADER, FORCE_QUOTE *)")
"""


def run(bench):
    batch = bench.generate("trips-quoted.csv", lambda path: bench.script(QUOTE, bench.trips(), path))
    report = bench.out / "trips-quoted.json"
    jobs = {
        SLUICE: bench.validate(CONTRACT, batch, report=report),
        DUCKDB: [bench.python, str(HERE / "peers.py"), "duckdb", str(batch), "--threads", "2"],
    }
    runs = bench.measure(jobs)
    print(f"{bytes_of(batch):,} bytes\n\n{markdown(summarize(runs, list(jobs), bytes_of(batch)))}\n")
    lines, count = mismatches(report, bench.out / answer_file(DUCKDB))
    print(f"answers, quoted: {count - len(lines)} of {count} equal DuckDB's")
    return runs, [Promise("every field quoted, against DuckDB", ratios(runs, DUCKDB, SLUICE), 5, 7)], lines
