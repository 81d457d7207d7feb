"""A fast wrong answer is worth nothing: compares Sluice's report with what a peer found in the same bytes."""

import datetime
import json
import math

import peers


def from_report(path):
    """Sluice's JSON report, as the flat answers that peers.py prints."""
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    columns = {column["name"]: column for column in report["columns"]}
    answers = {"rows": report["batch"]["rows"], "distinct.trip_id": columns["trip_id"]["distinct"]["value"]}
    for name in peers.COLUMNS:
        answers[f"nulls.{name}"] = columns[name]["nulls"]
    for name in peers.NUMBERS + peers.TIMES:
        answers[f"min.{name}"] = columns[name]["min"]
        answers[f"max.{name}"] = columns[name]["max"]
    for name in peers.NUMBERS:
        answers[f"mean.{name}"] = columns[name]["mean"]
    failing = {(r.get("column"), r["check"]): r.get("failing") for r in report["results"]}
    answers["notListed"] = failing["payment", "enum"]
    answers["notMatching"] = failing["zone", "pattern"]
    return answers, report


def equal(name, ours, theirs):
    """Exact, but for means: each tool adds 8.5 million doubles in its own order."""
    kind, _, column = name.partition(".")
    if ours is None or theirs is None:
        return ours == theirs
    if kind == "mean":
        return math.isclose(float(ours), float(theirs), rel_tol=1e-12)
    if column in peers.TIMES and kind in ("min", "max"):
        return moment(ours) == moment(theirs)
    if column in peers.NUMBERS and peers.COLUMNS[column] == "DOUBLE" and kind in ("min", "max"):
        return float(ours) == float(theirs)
    return int(ours) == int(theirs)


def moment(text):
    """Times without a zone are UTC; tools differ in writing the zone and the T."""
    value = datetime.datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)


def mismatches(report_path, peer_path):
    """One line for each number on which the two differ, and how many were compared."""
    ours, _ = from_report(report_path)
    with open(peer_path, encoding="utf-8") as file:
        theirs = json.load(file)
    lines = [
        f"{name}: sluice {ours.get(name)!r}, peer {theirs.get(name)!r}"
        for name in ours
        if not equal(name, ours.get(name), theirs.get(name))
    ]
    return lines, len(ours)
