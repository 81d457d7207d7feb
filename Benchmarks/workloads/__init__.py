"""What `make bench` measures, in the order of its table.

A workload is a module with `NAME` and `run(bench)`, which returns `(runs, promises, mismatches)`: the raw runs, what is
promised of them, and a line for each answer that differs from a peer's.
"""

from workloads import compressed, errors, files, growth, keys, quoted, rules, start, trips, wide

ALL = [trips, errors, rules, quoted, wide, keys, compressed, files, start, growth]
