"""Forty rules more: ten of rows, twenty aggregates, ten metrics of the library, added to the contract of the trips."""

from bench import CONTRACT, bytes_of
from harness import markdown, summarize
from promise import Promise, ratios

NAME = "rules"
PLAIN, MORE = "sluice, the contract", "sluice, with 40 rules more"

ROWS = [
    "fare >= 0", "distance_km * 100 >= fare - 1000", "fare > 0 or distance_km < 1000", "lat between -90 and 90",
    "score >= 0 and score <= 1", "trip_id > 0", "pickup_ts >= timestamp '2000-01-01 00:00:00'",
    "payment <> 'x' or fare > 0", "distance_km < 900 or fare > 2", "service_date >= date '2000-01-01'",
]
# Those that are taken along with the reading; quantiles, which keep every value, are measured against DuckDB's alone.
AGGREGATES = {
    "trip_id": ["max, mustBeGreaterThan: 0"],
    "distance_km": ["mean, mustBeGreaterThan: 0", "max, mustBeLessThan: 1000", "stddev, mustBeGreaterThan: 0",
                    "zeroRate, mustBeLessThan: 0.9"],
    "fare": ["mean, mustBeGreaterThan: 0", "sum, mustBeGreaterThan: 0", "stddev, mustBeGreaterThan: 0",
             "max, mustBeLessThan: 10000", "correlation, with: distance_km, mustBeLessThan: 2"],
    "lat": ["min, mustBeGreaterThan: -91", "max, mustBeLessThan: 91", "variance, mustBeGreaterThan: 0"],
    "score": ["mean, mustBeGreaterThan: 0", "nanRate, mustBe: 0", "skewness, mustBeLessThan: 9"],
    "payment": ["distinctCount, mustBeLessThan: 9", "mostCommon, mustNotBe: x"],
    "zone": ["entropy, mustBeGreaterThan: 0"],
    "shared": ["mean, mustBeGreaterThan: 0"],
}
TOKENS = "mustBeLessThan: 99, unit: percent, arguments: {missingValues: [%s]}"
METRICS = {
    "distance_km": ["invalidValues, mustBe: 0, arguments: {pattern: '^[0-9.e+-]+$'}"],
    "fare": ["missingValues, " + TOKENS % '"-1", "999"'],
    "payment": ["missingValues, " + TOKENS % '"n/a", "-"',
                "invalidValues, mustBe: 0, arguments: {validValues: [card, cash, voucher, dispute, no_charge]}"],
    "zone": ["missingValues, " + TOKENS % '"n/a"'],
    "note": ["missingValues, " + TOKENS % '"n/a"'],
    "shared": ["nullValues, mustBeLessThan: 50, unit: percent"],
    "score": ["nullValues, mustBeLessThan: 50, unit: percent"],
    "lat": ["nullValues, mustBeLessThan: 50, unit: percent"],
    "service_date": ["nullValues, mustBeLessThan: 50, unit: percent"],
}


def with_rules(text):
    """The contract's text with a line for each rule, below the `quality` of its column or of the table."""
    lines, column = [], None
    for line in text.split("\n"):
        lines.append(line)
        if line.startswith("      - name: "):
            column = line.split(": ")[1]
        if line == "    quality:":
            lines += [f'      - {{type: custom, engine: sluice, implementation: {{check: rowRule, expr: "{rule}"}}}}'
                      for rule in ROWS]
        if line == "        quality:":
            lines += [f"          - {{type: custom, engine: sluice, implementation: {{check: {rule}}}}}"
                      for rule in AGGREGATES.get(column, [])]
            lines += [f"          - {{metric: {rule}}}" for rule in METRICS.get(column, [])]
    return "\n".join(lines)


def run(bench):
    trips, more = bench.trips(), bench.out / "forty-more.odcs.yaml"
    more.write_text(with_rules(CONTRACT.read_text(encoding="utf-8")), encoding="utf-8")
    jobs = {PLAIN: bench.validate(CONTRACT, trips), MORE: bench.validate(more, trips)}
    runs = bench.measure(jobs)
    print(f"{bytes_of(trips):,} bytes\n\n{markdown(summarize(runs, list(jobs), bytes_of(trips)))}\n")
    costs = ratios(runs, MORE, PLAIN, "cpuSeconds")
    return runs, [Promise("10 row rules, 20 aggregates, 10 metrics more: CPU", costs, 1.5, 1.25, at_least=False)], []
