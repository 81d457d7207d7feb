#!/usr/bin/env python3
"""Holds `sluice validate` against Python's json: which random texts are JSON, and of which kind.

usage: json_oracle.py SLUICE [TEXTS] [SEED]

Python is made as strict as the contract language: no NaN, no name twice, no half surrogate pair, no control character,
128 levels. Ends with 1 and the texts where the two disagree.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile

ALPHABET = "{}[]:,\"\\'0123456789+-.eEtrufalsnNI \t\n\x01é😀"
PIECES = ["a", "key", "\\n", "\\\"", "\\\\", "\\/", "\\u0061", "\\u00e9", "é", "😀", "\\ud83d\\ude00", "\\ud83d", "[1,2]", "'"]
CONTRACT = """apiVersion: v3.2.0
kind: DataContract
id: oracle
version: 1.0.0
status: active
schema:
  - name: t
    properties: [{name: id}, {name: v, logicalType: KIND}]
"""


def refuse(_):
    raise ValueError("not JSON")


def members(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)


def depth(value):
    if isinstance(value, (list, dict)):
        inner = value.values() if isinstance(value, dict) else value
        return 1 + max(map(depth, inner), default=0)
    return 0


def kind(text):
    """`array`, `object`, `other`, or None where the text is not JSON."""
    try:
        value = json.loads(text, parse_constant=refuse, object_pairs_hook=members)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        return None
    # Python also takes what is no white space in JSON around a text.
    if text != text.strip(" \t\r\n") and text.strip() != text.strip(" \t\r\n"):
        return None
    if depth(value) > 128:
        return None
    return {list: "array", dict: "object"}.get(type(value), "other")


def value(level=4):
    pick = random.randrange(10 if level else 6)
    space = lambda: random.choice(["", "", "", " ", "\n\t "])
    if pick < 2:
        return random.choice(["null", "true", "false"])
    if pick < 4:
        whole = random.choice(["0", "1", "10", str(random.randrange(10**6)), str(random.randrange(10**30))])
        return random.choice(["", "-"]) + whole + random.choice(["", "", ".0", ".5", ".25"]) + random.choice(["", "", "e1", "E-3"])
    if pick < 6:
        return '"' + "".join(random.choices(PIECES, k=random.randrange(4))) + '"'
    count = random.randrange(5)
    if pick < 8:
        return "[" + ",".join(space() + value(level - 1) + space() for _ in range(count)) + "]"
    names = ['"' + "".join(random.choices(PIECES[:9], k=random.randrange(3))) + '"' for _ in range(count)]
    return "{" + ",".join(space() + name + space() + ":" + value(level - 1) + space() for name in names) + "}"


def mutant():
    text = list(value())
    place = random.randrange(len(text) + 1)
    pick = random.randrange(4)
    if pick == 0:
        text.insert(place, random.choice(ALPHABET))
    elif pick == 1 and place < len(text):
        text[place] = random.choice(ALPHABET)
    elif pick == 2 and place < len(text):
        del text[place]
    else:
        del text[place:]
    return "".join(text)


def main():
    sluice = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    random.seed(seed)
    texts = [value() if random.random() < 0.4 else mutant() for _ in range(count)]
    texts += ["[" * n + "]" * n for n in (127, 128, 129)]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/batch.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerow(["id", "v"])
            writer.writerows(enumerate(texts))
        for wanted in ("array", "object"):
            with open(f"{folder}/contract.yaml", "w", encoding="utf-8") as file:
                file.write(CONTRACT.replace("KIND", wanted))
            ending = subprocess.run(
                [sluice, "validate", f"{folder}/contract.yaml", f"{folder}/batch.csv", "--format", "json", "--samples", str(2 * count)],
                capture_output=True, text=True)
            report = json.loads(ending.stdout)
            result = next(r for r in report["results"] if r["check"] == "type" and r["column"] == "v")
            refused = {sample["row"] - 1 for sample in result["samples"]}
            for index, text in enumerate(texts):
                if (index in refused) != (kind(text) != wanted):
                    wrong += 1
                    print(f"{wanted}: {text!r}: sluice {'refuses' if index in refused else 'takes'} it, Python says {kind(text)}")
            print(f"{wanted}: {len(texts)} texts, {len(texts) - len(refused)} taken, seed {seed}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
