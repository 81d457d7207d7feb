#!/usr/bin/env python3
"""Reads inputs that are made to break readers, and checks how each run ends, what it finds, and what memory it took.

Each input is a batch that somebody, or some bug, may well produce: endless fields, endless lines, bombs, ten thousand
files. Most are piped into standard input while they are made, so that gigabytes need no disk but the spool. Needs SLUICE;
`make torture` sees to it. The bound, in megabytes, is that of docs/faults.md.
"""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

SLUICE = os.path.abspath(os.environ["SLUICE"])
MEGABYTE = 1 << 20
CONTRACT = """apiVersion: v3.1.0
kind: DataContract
id: torture
version: 1.0.0
status: active
schema:
  - name: rows
    properties:
      - {name: a, logicalType: integer}
      - {name: b, logicalType: string}
"""
NESTED = CONTRACT.replace(
    "{name: b, logicalType: string}",
    "{name: b, logicalType: array, items: {logicalType: integer}}")
OBJECT = CONTRACT.replace("{name: b, logicalType: string}", "{name: b, logicalType: object}")
UNIQUE = NESTED.replace("items:", "logicalTypeOptions: {uniqueItems: true}, items:")
SHORT = CONTRACT.replace("{name: b, logicalType: string}",
                         "{name: b, logicalType: string, logicalTypeOptions: {maxLength: 100}}")
CASES = []


BOUND = 64


def case(code, *kinds, contract=CONTRACT, flags=()):
    """A function that yields the bytes of a batch: how its run ends, and what it finds."""
    def add(function):
        CASES.append((function, code, set(kinds), contract, flags))
        return function
    return add


def repeated(piece, size):
    block = piece * (MEGABYTE // len(piece))
    for _ in range(size // len(block)):
        yield block


HEADER = b"a,b\n"


@case(0)
def a_field_of_10_MB():
    yield HEADER + b"1,"
    yield from repeated(b"x", 10 * MEGABYTE)
    yield b"\n2,y\n"


@case(0)
def a_quoted_field_of_10_MB_with_quotes_and_lines():
    yield HEADER + b'1,"'
    yield from repeated(b'x""y,\nzz', 10 * MEGABYTE)
    yield b'"\n2,y\n'


@case(0)
def a_field_of_16_MiB():
    yield HEADER + b"1,"
    yield from repeated(b"x", 16 * MEGABYTE)
    yield b"\n2,y\n"


@case(0)
def fields_of_15_MiB_one_after_another():
    yield HEADER
    for row in range(12):
        yield b'%d,"' % row
        yield from repeated(b"x", 15 * MEGABYTE)
        yield b'"\n'


@case(1)
def a_record_of_30_MiB():
    yield HEADER
    yield from repeated(b"y", 15 * MEGABYTE)
    yield b',"'
    yield from repeated(b"z", 15 * MEGABYTE)
    yield b'"\n2,y\n'


@case(1, contract=SHORT)
def samples_of_10_MB():
    yield HEADER
    for row in range(12):
        yield b"%d," % row
        yield from repeated(b"x", 10 * MEGABYTE)
        yield b"\n"


@case(1, "fieldCount")
def a_record_of_8_million_fields():
    yield HEADER
    for _ in range(3):
        yield from repeated(b"1,", 15 * MEGABYTE)
        yield b"\n2,y\n"


@case(1, "fieldTooLong")
def a_field_of_16_MiB_and_a_byte():
    yield HEADER + b"1,"
    yield from repeated(b"x", 16 * MEGABYTE)
    yield b"x\n2,y\n"


@case(1, "fieldTooLong", "unterminatedQuote")
def a_gigabyte_in_one_quote():
    yield HEADER + b'1,"'
    yield from repeated(b"words and words, and a line\n", 1024 * MEGABYTE)
    yield b'"\n2,y\n'


@case(1, "fieldTooLong")
def a_gigabyte_in_one_quote_without_a_line():
    yield HEADER + b'1,"'
    yield from repeated(b"words and words, ", 1024 * MEGABYTE)
    yield b'"\n2,y\n'


@case(1, "recordTooLong")
def endless_small_fields():
    yield HEADER
    yield from repeated(b"1,", 1024 * MEGABYTE)
    yield b"\n2,y\n"


@case(1, "recordTooLong")
def endless_empty_quoted_fields():
    yield HEADER
    yield from repeated(b'"",', 512 * MEGABYTE)
    yield b"\n2,y\n"


@case(1, "fieldTooLong")
def gigabytes_of_nothing_but_NUL():
    yield from repeated(b"\0", 2048 * MEGABYTE)


@case(1, "fieldTooLong")
def NUL_behind_a_header():
    yield HEADER
    yield from repeated(b"\0", 1024 * MEGABYTE)
    yield b"\n2,y\n"


@case(1, "fieldTooLong")
def gigabytes_of_one_letter():
    yield from repeated(b"x", 2048 * MEGABYTE)


@case(1, "fieldTooLong", "loneCarriageReturn")
def a_gigabyte_of_carriage_returns():
    yield HEADER
    yield from repeated(b"\r", 1024 * MEGABYTE)


@case(1, "fieldTooLong")
def nothing_but_quotes():
    yield HEADER
    yield from repeated(b'"', 512 * MEGABYTE)


@case(1, "blankLine")
def nothing_but_lines():
    yield HEADER
    yield from repeated(b"\n", 256 * MEGABYTE)
    yield b"1,x\n"


@case(1, "invalidUTF8", "fieldTooLong")
def bytes_that_are_no_text():
    yield HEADER
    yield from repeated(b"\xff\xfe\n\x80", 64 * MEGABYTE)
    yield b"1,"
    yield from repeated(b"\xff", 64 * MEGABYTE)


@case(0)
def a_row_of_100_000_columns():
    yield b"a,b" + b"".join(b",column_%d" % index for index in range(99_998)) + b"\n"
    for row in range(50):
        yield b"%d,x" % row + b",1234567" * 99_998 + b"\n"


@case(1, "recordTooLong")
def a_header_of_a_million_columns():
    yield b"a,b"
    for thousand in range(1_000):
        yield b"".join(b",column_%d" % (thousand * 1_000 + index) for index in range(1_000))
    yield b"\n1,x\n"


@case(1, "recordTooLong")
def a_header_without_an_end():
    yield from repeated(b"name,", 512 * MEGABYTE)


@case(0)
def a_bomb_of_gzip():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packer.compress(HEADER)
    for block in repeated(b"1,x\n", 1024 * MEGABYTE):
        yield packer.compress(block)
    yield packer.flush()


@case(1, "fieldTooLong")
def a_bomb_of_gzip_that_is_one_field():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packer.compress(HEADER)
    for block in repeated(b"\0", 2048 * MEGABYTE):
        yield packer.compress(block)
    yield packer.flush()


@case(0, contract=NESTED)
def an_array_of_8_million_numbers():
    yield HEADER + b'1,"['
    yield from repeated(b"1,", 15 * MEGABYTE)
    yield b'1]"\n2,[]\n'


@case(1, contract=NESTED)
def JSON_eight_million_deep():
    yield HEADER + b"1,"
    yield from repeated(b"[", 8 * MEGABYTE)
    yield from repeated(b"]", 8 * MEGABYTE - MEGABYTE)
    yield b"\n2,[]\n"


@case(0, contract=UNIQUE)
def an_array_of_2_million_different_numbers():
    yield HEADER + b'1,"[0'
    for thousand in range(1_000, 3_000):
        yield b"".join(b",%d" % (thousand * 1_000 + index) for index in range(1_000))
    yield b']"\n'


@case(1, contract=UNIQUE)
def an_array_of_8_million_equal_numbers():
    yield HEADER + b'1,"['
    yield from repeated(b"1,", 15 * MEGABYTE)
    yield b'1]"\n'


@case(1, contract=OBJECT)
def an_object_of_a_million_and_a_half_members():
    yield HEADER + b'1,"{""z"":0'
    for thousand in range(1_000):
        yield b"".join(b',""%x"":1' % (thousand * 1_500 + index) for index in range(1_500))
    yield b'}"\n'


@case(1, contract=SHORT, flags=("--quarantine", "quarantine"))
def fields_of_10_MB_in_quarantine():
    yield from samples_of_10_MB()


@case(1, contract=SHORT, flags=("--quarantine", "quarantine"))
def fields_of_16_MiB_in_quarantine():
    yield HEADER
    for row in range(8):
        # The longest that may be: a quoted one with its first quote.
        if row % 2:
            yield b'%d,"' % row
            yield from repeated(b'""', 15 * MEGABYTE)
            yield b'""' * (MEGABYTE // 2 - 1)
            yield b'"\n'
        else:
            yield b"%d," % row
            yield from repeated(b"x", 16 * MEGABYTE)
            yield b"\n"


@case(1, "unterminatedQuote", "fieldTooLong", flags=("--quarantine", "quarantine"))
def a_quote_that_never_closes_in_quarantine():
    yield HEADER + b'1,"'
    yield from repeated(b"12,words and words\n", 128 * MEGABYTE)
    yield b'"\n2,y\n'


def run(batch, feed=None, contract=CONTRACT, flags=()):
    """Exit code, structural findings, peak of memory in megabytes, seconds.

    The peak counts what this process has when it starts the other, so it must stay small itself.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "c.yaml").write_text(contract)
        start = time.monotonic()
        with subprocess.Popen(
                [SLUICE, "validate", path / "c.yaml", batch, "--quiet", "--threads", "2",
                 "--report", f"json={path / 'r.json'}", *flags],
                cwd=folder, stdin=subprocess.PIPE if feed else subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            if feed:
                try:
                    for piece in feed:
                        process.stdin.write(piece)
                    process.stdin.close()
                except BrokenPipeError:
                    pass
            messages = process.stderr.read().decode()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        report = json.loads((path / "r.json").read_text()) if (path / "r.json").exists() else {}
    kinds = {finding["kind"] for finding in report.get("structure", [])}
    return process.returncode, kinds, usage.ru_maxrss / 1024, seconds, messages


def ten_thousand_files():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-torture-"))
    try:
        rows = HEADER + b"".join(b"%d,some words here\n" % row for row in range(500))
        for index in range(10_000):
            (folder / f"part-{index:05}.csv").write_bytes(rows)
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        return run(str(folder))
    finally:
        shutil.rmtree(folder)


def bombs_beside_each_other():
    """Small files, read by a thread each, that hold records of 16 MiB."""
    with tempfile.TemporaryDirectory(prefix="sluice-torture-") as folder:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        pieces = [packer.compress(HEADER + b"1,")]
        pieces += [packer.compress(block) for block in repeated(b"x", 16 * MEGABYTE)]
        pieces += [packer.compress(b"\n2,y\n"), packer.flush()]
        for index in range(8):
            (pathlib.Path(folder) / f"part-{index}.csv.gz").write_bytes(b"".join(pieces))
        return run(folder)


def main():
    wanted = sys.argv[1:]
    failed = 0

    def judge(name, found, code, kinds):
        nonlocal failed
        status, seen, peak, seconds, messages = found
        problems = []
        if status != code:
            problems.append(f"ended with {status}, expected {code}: {messages.strip()}")
        if not kinds <= seen:
            problems.append(f"found {sorted(seen)}, expected {sorted(kinds)}")
        if peak > BOUND:
            problems.append(f"took more than {BOUND} MB")
        failed += bool(problems)
        print(f"{'BROKEN' if problems else 'ok    '} {name.replace('_', ' ')}: {peak:.0f} MB, {seconds:.1f} s"
              + "".join(f"\n    {problem}" for problem in problems), flush=True)

    for function, code, kinds, contract, flags in CASES:
        if not wanted or any(word in function.__name__ for word in wanted):
            judge(function.__name__, run("-", function(), contract, flags), code, kinds)
    if not wanted or "files" in wanted:
        judge("ten_thousand_small_files_with_64_descriptors", ten_thousand_files(), 0, set())
    if not wanted or "bombs" in wanted:
        judge("bombs_beside_each_other", bombs_beside_each_other(), 0, set())
    print(f"{failed} broken")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
