"""Ten thousand files of ten kilobytes against one of a hundred megabytes."""

from bench import CONTRACT, bytes_of
from harness import markdown, summarize
from promise import Promise, ratios

NAME = "files"
FILES, SIZE = 10_000, 10_000
SMALL, WHOLE = "sluice, many files", "sluice, one file"

SPLIT = """
import csv, io, os, sys
source, folder, files, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
os.mkdir(folder + "/parts")
with open(source, newline="", encoding="utf-8") as data, open(folder + "/whole.csv", "w", newline="", encoding="utf-8") as whole:
    rows = csv.reader(data)
    header = next(rows)
    one = csv.writer(whole, lineterminator="\\n")
    one.writerow(header)
    for index in range(files):
        text = io.StringIO()
        part = csv.writer(text, lineterminator="\\n")
        part.writerow(header)
        for row in rows:
            part.writerow(row)
            one.writerow(row)
            if text.tell() >= size:
                break
        with open(f"{folder}/parts/part-{index:05d}.csv", "w", newline="", encoding="utf-8") as out:
            out.write(text.getvalue())
"""


def run(bench):
    def make(folder):
        folder.mkdir(exist_ok=True)
        bench.script(SPLIT, bench.trips(), folder, bench.rows(FILES), SIZE)
    folder = bench.generate("small-files", make)
    jobs = {SMALL: bench.validate(CONTRACT, folder / "parts"), WHOLE: bench.validate(CONTRACT, folder / "whole.csv")}
    runs = bench.measure(jobs)
    size = bytes_of(folder / "whole.csv")
    print(f"{bench.rows(FILES):,} files\n\n{markdown(summarize(runs, list(jobs), size))}\n")
    return runs, [Promise("10,000 files against one", ratios(runs, SMALL, WHOLE), 2, 1.3, at_least=False)], []
