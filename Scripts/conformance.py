#!/usr/bin/env python3
"""Holds `sluice lint` against the official JSON Schemas of the Open Data Contract Standard, mutant by mutant.

Base contracts that together use every key of v3.1.0 and v3.2.0 (proved here by walking the schemas) are cut into slices;
every node of every slice is deleted, renamed, given other types, and duplicated. Each mutant is judged by `jsonschema`
with the official schema and by `sluice lint`. Where the two disagree, a ruling listed in docs/stricter.md must say so,
by its id and its code; anything else is a bug of one of the two, and fails this script.

Needs SLUICE=path/to/sluice, and the Python packages jsonschema and PyYAML (`make conformance` sees to both).
"""
import collections
import copy
import json
import multiprocessing
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOME = ROOT / "Tests" / "Conformance"
VERSIONS = ("3.1.0", "3.2.0")
LEAST = 5_000

# ---------------------------------------------------------------- documents


class StandardLoader(yaml.SafeLoader):
    """YAML 1.2 as the standard's examples use it: dates and `yes` are text, numbers and booleans are not."""


StandardLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp",)]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
StandardLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][-+]?[0-9]+"), list("-0123456789"))


class Pairs(list):
    """A mapping that says one key twice, which only YAML's text can."""


def text_of(node):
    """JSON, which is YAML; plain enough that both judges read the same."""
    if isinstance(node, Pairs):
        return "{" + ", ".join(f"{json.dumps(key)}: {text_of(value)}" for key, value in node) + "}"
    if isinstance(node, dict):
        return text_of(Pairs(node.items()))
    if isinstance(node, list):
        return "[" + ", ".join(text_of(value) for value in node) + "]"
    return json.dumps(node, ensure_ascii=False)


def plain(node):
    """What a YAML parser makes of it: of a key that is said twice, the last."""
    if isinstance(node, (Pairs, dict)):
        return {key: plain(value) for key, value in (node if isinstance(node, Pairs) else node.items())}
    return [plain(value) for value in node] if isinstance(node, list) else node


# ---------------------------------------------------------------- the schemas


def keyed(schema, pointer="#"):
    """Every (pointer, key) that the schema gives a meaning, conditions aside."""
    if isinstance(schema, list):
        for index, part in enumerate(schema):
            yield from keyed(part, f"{pointer}/{index}")
    if not isinstance(schema, dict):
        return
    for name, part in schema.items():
        if name == "properties" and isinstance(part, dict):
            for key, inner in part.items():
                yield id(part), f"{pointer}/properties", key
                yield from keyed(inner, f"{pointer}/properties/{key}")
        elif name not in ("if", "not", "examples", "default", "enum", "const"):
            yield from keyed(part, f"{pointer}/{name}")


def covering_validator(schema, seen):
    """A validator that notes which keys of the schema the instances use."""
    original = jsonschema.Draft201909Validator.VALIDATORS["properties"]

    def properties(validator, known, instance, whole):
        if isinstance(instance, dict):
            seen.update((id(known), key) for key in known if key in instance)
        yield from original(validator, known, instance, whole)

    return jsonschema.validators.extend(jsonschema.Draft201909Validator, {"properties": properties})(schema)


def every_server(schema):
    """A server of each type with every key of that type, made from the schema's own examples."""
    definitions = schema["$defs"]
    for branch in definitions["Server"]["allOf"]:
        kind = branch["if"]["properties"]["type"]["const"]
        shape = definitions["ServerSource"][branch["then"]["$ref"].rsplit("/", 1)[1]]
        server = {"server": kind, "type": kind}
        for key, field in shape["properties"].items():
            server[key] = example_of(field)
        yield server


def example_of(field):
    if field.get("$ref", "").endswith("/Port") or field.get("type") == "integer":
        return 5432
    if "enum" in field:
        return field["enum"][0]
    for example in field.get("examples", []):
        if isinstance(example, str):
            return example
    return re.sub(r"[\^.*$]", "", field.get("pattern", "")) + "a"


# ---------------------------------------------------------------- slices

HEAD = ("apiVersion", "kind", "id", "version", "status")


def slices(base):
    """The base cut into small contracts, each with the paths at which it may be changed.

    What a rule refers to (the columns of its object) stays beside it, reduced to a name and a type, and is not changed.
    """
    head = {key: base[key] for key in HEAD if key in base}
    yield head, [()]
    for key, value in base.items():
        if key == "schema":
            for table in value:
                yield from table_slices(head, table)
        elif isinstance(value, list) and key != "tags":
            for item in value:
                yield {**head, key: [item]}, [(key,)]
        elif key not in HEAD:
            yield {**head, key: value}, [(key,)]


def table_slices(head, table):
    # A map and a vector need more than a name and a type.
    columns = [{key: column[key] for key in ("name", "logicalType") if column.get(key, "map") not in ("map", "vector")}
               for column in table.get("properties", [])]
    rest = {key: value for key, value in table.items() if key not in ("properties", "quality", "customProperties")}
    named = json.dumps([rest, table.get("quality"), table.get("customProperties")])
    columns = [column for column in columns if column["name"] in named]
    around = {"properties": columns} if columns else {}
    yield {**head, "schema": [{**rest, **around}]}, [("schema", 0, key) for key in rest] + [("schema", 0)]
    for key in ("quality", "customProperties"):
        for item in table.get(key, []):
            slice_ = {"name": table["name"], key: [item], **around}
            yield {**head, "schema": [slice_]}, [("schema", 0, key)]
    for column in table.get("properties", []):
        for part in column_parts(column):
            yield {**head, "schema": [{"name": table["name"], "properties": [part]}]}, [("schema", 0, "properties", 0)]


def column_parts(column):
    """A column without its rules, and then each rule alone."""
    yield {key: value for key, value in column.items() if key != "quality"}
    for rule in column.get("quality", []):
        kind = {"logicalType": column["logicalType"]} if "logicalType" in column else {}
        yield {"name": column["name"], **kind, "quality": [rule]}


# ---------------------------------------------------------------- mutants

OTHERS = ("x", 7, -0.5, True, None, [], {}, [7, 7], {"x": 1})


def paths(node, path=()):
    """All nodes below `path`, itself included, outermost first."""
    yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from paths(value, path + (key,))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from paths(value, path + (index,))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def changed(document, path, change):
    """A copy in which `change` was made to the collection that holds the node, and the node's place in it."""
    if len(path) == 1 and isinstance(document, dict):
        copied = dict(document)
        return change(copied, path[0])
    copied = list(document) if isinstance(document, list) else dict(document)
    if len(path) == 1:
        return change(copied, path[0])
    copied[path[0]] = changed(copied[path[0]], path[1:], change)
    return copied


def delete(holder, place):
    del holder[place]
    return holder


def rename(new):
    def change(holder, place):
        return {(new(key) if key == place else key): value for key, value in holder.items()}
    return change


def retype(value):
    def change(holder, place):
        holder[place] = value
        return holder
    return change


def duplicate(holder, place):
    if isinstance(holder, dict):
        return Pairs([*holder.items(), (place, holder[place])])
    return holder[:place + 1] + holder[place:]


def mutants(document, roots):
    """(what was done, where, the mutant) for every node that may be changed."""
    done = set()
    for root in roots:
        for path in paths(at(document, root), root):
            if not path or path in done:
                continue
            done.add(path)
            yield "delete", path, changed(document, path, delete)
            yield "duplicate", path, changed(document, path, duplicate)
            if isinstance(path[-1], str):
                yield "rename", path, changed(document, path, rename(lambda key: key + "s"))
                yield "rename", path, changed(document, path, rename(lambda key: key[0].swapcase() + key[1:]))
            old = at(document, path)
            others = [*OTHERS, [old], str(old) if isinstance(old, (bool, int, float)) else str(old) + "x"]
            for other in others:
                if type(other) is not type(old) or other != old:
                    yield "retype", path, changed(document, path, retype(other))


# ---------------------------------------------------------------- judges


def lint(files):
    """For each file, the codes and places of the errors that Sluice reports."""
    errors = {str(file): [] for file in files}
    names = list(errors)
    for start in range(0, len(names), 1_000):
        run = subprocess.run(
            [os.environ["SLUICE"], "lint", "--format", "json", *names[start:start + 1_000]],
            stdout=subprocess.PIPE, check=False)
        if run.returncode not in (0, 3):
            sys.exit(f"sluice lint ended with {run.returncode}")
        for found in json.loads(run.stdout)["diagnostics"]:
            if found["severity"] == "error":
                errors[found["location"]["file"]].append((found["code"], found["path"]))
    return [errors[name] for name in names]


def schema_accepts(validator, documents):
    """For each document, whether the official schema accepts it; on all processors, for it takes milliseconds each."""
    with multiprocessing.get_context("fork").Pool(initializer=remember, initargs=(validator,)) as pool:
        return pool.map(is_valid, documents, chunksize=200)


def remember(validator):
    """What `is_valid` judges by in this process."""
    is_valid.by = validator


def is_valid(document):
    return is_valid.by.is_valid(plain(document))


class Rulings:
    """The tables of docs/stricter.md: `| S01 | what is refused | why | SL0006 |`, and `| W01 | what is taken | … |`.

    A code may be bound to keys, as in ``SL0103 (`engine`)``: it counts only for an error at such a key. A `W` ruling is
    one that this script knows how to undo: see `undone`.
    """

    def __init__(self, text):
        self.by_code = collections.defaultdict(list)
        self.ids = []
        for row in re.findall(r"^\|(.+)\|$", text, re.MULTILINE):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)]
            if not re.fullmatch(r"[SW][0-9]{2}", cells[0]):
                continue
            if cells[0] in self.ids:
                sys.exit(f"docs/stricter.md lists {cells[0]} twice")
            self.ids.append(cells[0])
            for first, last, keys in re.findall(
                    r"SL([0-9]{4})(?:–SL([0-9]{4}))?(?: \((`[^)]*`)\))?", cells[-1]):
                for number in range(int(first), int(last or first) + 1):
                    self.by_code[f"SL{number:04}"].append((cells[0], re.findall(r"`([^`]+)`", keys)))

    def for_error(self, code, path):
        """The first ruling that allows this error, or None."""
        steps = re.sub(r"\[[^]]*\]", "", path).split(".")
        for ruling, keys in self.by_code[code]:
            if not keys or any(key in steps[-2:] for key in keys):
                return ruling
        return None


def undone(document, path):
    """(ruling, the document as the schemas want it said) for each way in which Sluice takes more than they do."""
    node = at(document, path) if path and not isinstance(at(document, path[:-1]), Pairs) else None
    scalars = node if isinstance(node, list) else [node]
    if scalars and all(isinstance(scalar, (bool, int, float)) for scalar in scalars):
        texts = [json.dumps(scalar) for scalar in scalars]
        yield "W01", changed(document, path, retype(texts if isinstance(node, list) else texts[0]))
    steps = list(path)
    for depth in range(len(steps), 0, -1):
        holder = at(document, steps[:depth])
        if isinstance(holder, list) and len(holder) == 2 and steps[depth - 1] in ("mustBeBetween", "mustNotBeBetween") \
                and holder[0] == holder[1]:
            yield "W02", changed(document, tuple(steps[:depth]), retype([holder[0], holder[0] + 1]))


# ---------------------------------------------------------------- the run


def bases(version, schema):
    short = version.rsplit(".", 1)[0]
    with open(HOME / f"full-{short}.odcs.yaml", encoding="utf-8") as file:
        base = yaml.load(file, StandardLoader)
    base["servers"] = list(base.get("servers", [])) + list(every_server(schema))
    return base


def check_coverage(version, schema, contracts):
    seen = set()
    validator = covering_validator(schema, seen)
    for contract in contracts:
        for error in validator.iter_errors(contract):
            sys.exit(f"v{version}: a base contract is refused by the schema: {error.json_path}: {error.message}")
    keys = {(holder, key): pointer for holder, pointer, key in keyed(schema)}
    missing = sorted(f"{pointer}/{key}" for (holder, key), pointer in keys.items() if (holder, key) not in seen)
    if missing:
        sys.exit(f"v{version}: no base contract uses\n  " + "\n  ".join(missing))
    return len(keys)


def main():
    rulings = Rulings((ROOT / "docs" / "stricter.md").read_text(encoding="utf-8"))
    counts, used, bugs = collections.Counter(), collections.Counter(), []
    work = []
    for version in VERSIONS:
        schema = json.loads((HOME / f"odcs-{version}.schema.json").read_text(encoding="utf-8"))
        parts = list(slices(bases(version, schema)))
        counts["keys"] += check_coverage(version, schema, [document for document, _ in parts])
        counts["base contracts"] += len(parts)
        cases = [("base", (), document) for document, _ in parts]
        cases += [case for document, roots in parts for case in mutants(document, roots)]
        # The first way to make a text is kept: a mutant that is no change, or equal to another, is not counted.
        unique = {text_of(document): (what, path, document) for what, path, document in reversed(cases)}
        work.append((version, jsonschema.Draft201909Validator(schema), unique))
    with tempfile.TemporaryDirectory(prefix="sluice-conformance-") as folder:
        for version, validator, unique in work:
            files = [pathlib.Path(folder, f"{version}-{number}.odcs.yaml") for number in range(len(unique))]
            for file, text in zip(files, unique):
                file.write_text(text + "\n", encoding="utf-8")
            accepted = schema_accepts(validator, [document for _, _, document in unique.values()])
            for (what, path, document), errors, accepts in zip(unique.values(), lint(files), accepted):
                judge(version, validator, what, path, document, errors, accepts, rulings, counts, used, bugs)
    report(rulings, counts, used, bugs)


def judge(version, validator, what, path, document, errors, accepts, rulings, counts, used, bugs):
    counts["mutants"] += what != "base"
    if accepts == (not errors):
        counts["both accept" if accepts else "both refuse"] += 1
        return
    if accepts:
        matched = [rulings.for_error(code, place) for code, place in errors]
        if what != "base" and all(matched):
            counts["only Sluice refuses, by ruling"] += 1
            used.update(set(matched))
            return
        words = ", ".join(f"{code} at {place}" for (code, place), ruling in zip(errors, matched) if not ruling)
        bugs.append(f"v{version} {what} {'/'.join(map(str, path))}: the schema accepts, Sluice says {words or errors}")
        return
    for ruling, repaired in undone(document, path):
        if ruling in rulings.ids and validator.is_valid(plain(repaired)):
            counts["only the schema refuses, by ruling"] += 1
            used[ruling] += 1
            return
    error = jsonschema.exceptions.best_match(validator.iter_errors(plain(document)))
    bugs.append(f"v{version} {what} {'/'.join(map(str, path))}: Sluice accepts, the schema says {error.json_path}: "
                f"{error.message[:160]} [{json.dumps(at(plain(document), path[:-1]))[:160]}]")


def report(rulings, counts, used, bugs):
    for name in ("keys", "base contracts", "mutants", "both accept", "both refuse", "only Sluice refuses, by ruling",
                 "only the schema refuses, by ruling"):
        print(f"{counts[name]:>8,}  {name}")
    print("by ruling: " + ", ".join(f"{ruling} {count:,}" for ruling, count in sorted(used.items())))
    if bugs:
        print(f"\n{len(bugs):,} disagreements without a ruling:")
        limit = int(os.environ.get("CONFORMANCE_SHOWN", "40"))
        print("\n".join("  " + bug for bug in bugs[:limit]))
    if counts["mutants"] < LEAST:
        sys.exit(f"only {counts['mutants']} mutants, at least {LEAST} are due")
    sys.exit(1 if bugs else 0)


main()
