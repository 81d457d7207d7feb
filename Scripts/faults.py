#!/usr/bin/env python3
"""Makes every fault of docs/faults.md happen to the release binary and checks what it says of it.

What must hold, whatever happens: 0 and 1 only with a computed verdict, and the right one; 0 only with every output
written whole; a report is the old one or the new one; no temporary file stays; a message says what failed, where, and
why. Needs SLUICE, root (for a small file system), strace and a C compiler: `make faults` sees to them.
"""
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SLUICE = os.path.abspath(os.environ["SLUICE"])
HERE = pathlib.Path(__file__).resolve().parent.parent
CONTRACT = """apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.4.0
status: active
schema:
  - name: orders
    properties:
      - {name: id, logicalType: integer, required: true, unique: true}
      - {name: note, logicalType: string, logicalTypeOptions: {maxLength: 40}}
      - {name: amount, logicalType: number, logicalTypeOptions: {minimum: 0}}
"""
OLD = "the report of yesterday\n"
ENDINGS = {0, 1, 2, 3, 4, 5, 70, 129, 130, 143}
# One thread: strace counts the calls of each thread apart.
ALONE = ("--report", "json=report.json", "--threads", "1")
FAULTS = []


def fault(function):
    FAULTS.append(function)
    return function


class Folder:
    """A folder with a contract, a good batch and a bad one, and yesterday's report."""

    def __init__(self, where=None, rows=20_000):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="sluice-faults-", dir=where))
        self.write("orders.odcs.yaml", CONTRACT)
        lines = [f"{row},note {row},{row % 1000}.5\n" for row in range(rows)]
        self.write("good.csv", "id,note,amount\n" + "".join(lines))
        lines[-1] = "1,twice,-1\n"
        self.write("bad.csv", "id,note,amount\n" + "".join(lines))
        self.write("report.json", OLD)

    def write(self, name, text):
        (self.path / name).write_text(text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def validate(self, batch="good.csv", *words, before=(), **options):
        """Runs the gate with a JSON report in the folder, and returns how it ended."""
        words = words or ("--report", "json=report.json")
        return Ending(self, batch, [*before, SLUICE, "validate", "orders.odcs.yaml", batch, *words], options)


class Ending:
    def __init__(self, folder, batch, command, options):
        self.folder, self.batch, self.command = folder, batch, command
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
        run = subprocess.run(command, cwd=folder.path, timeout=120, check=False, **options)
        self.code = run.returncode if run.returncode >= 0 else 128 - run.returncode
        self.output = (run.stdout or b"").decode("utf-8", "replace")
        self.messages = (run.stderr or b"").decode("utf-8", "replace")

    def check(self, *codes, says=(), keeps_report=False):
        """The invariants, and what this fault asks for besides."""
        honest(self)
        if codes:
            expect(self.code in codes, self, f"ended with {self.code}, expected {' or '.join(map(str, codes))}")
        for word in says:
            expect(word in self.messages, self, f"the messages do not say {word!r}")
        if keeps_report:
            expect((self.folder.path / "report.json").read_text() == OLD, self, "the old report is gone")
        return self


class Broken(Exception):
    pass


def expect(holds, ending, why):
    if not holds:
        raise Broken(f"{why}\n    {' '.join(map(str, ending.command))}\n    ended with {ending.code}\n    "
                     f"{ending.messages.strip() or '(no message)'}")


def report_of(folder):
    """The report in the folder: None where it is yesterday's or there is none; it must be whole."""
    path = folder.path / "report.json"
    text = path.read_text() if path.exists() else OLD
    return None if text == OLD else json.loads(text)


def honest(ending):
    folder, good = ending.folder, not ending.batch.startswith("bad")
    if ending.code == 127 and ("error while loading" in ending.messages or ending.messages == "out of memory\n"):
        return  # the loader's words and code: the program did not start
    expect(ending.code in ENDINGS, ending, f"{ending.code} is no exit code of sluice")
    expect(not (ending.code == 1 and good), ending, "1 for a good batch")
    expect(not (ending.code == 0 and not good), ending, "0 for a bad batch")
    left = [name for name in os.listdir(folder.path) if name.startswith(".") or name.endswith(".tmp")]
    expect(not left, ending, f"left behind: {left}")
    try:
        report = report_of(folder)
    except ValueError:
        raise Broken(f"half a report\n    {' '.join(map(str, ending.command))}") from None
    asked = any("report.json" in str(word) for word in ending.command)
    if ending.code == 0 and asked:
        expect(report is not None and report["verdict"] == "pass", ending, "0 without its report")
    if report is not None and ending.code in (0, 1):
        expect(report["exitCode"] == ending.code, ending, f"the report says {report['exitCode']}")
    if report is not None and ending.code == 4:
        expect(report["verdict"] == "error", ending, "4 with a verdict")
    if ending.code not in (0, 129, 130, 143) and ending.command[0] != "bash":
        expect(ending.messages or ending.output or report, ending, "not a word")


def limit(kind, value):
    """For `preexec_fn`: sets a limit of the process, as `ulimit` does."""
    return lambda: resource.setrlimit(kind, (value, value))


def inject(what, path=None):
    """strace, failing or delaying calls; only those on `path` where one is given."""
    # By its name as the command was given it, and by the one that the kernel knows.
    on = ["-P", str(path), "-P", path.name] if path else []
    return ["strace", "-f", "-qq", "-o", os.devnull, *on, "-e", f"inject={what}"]


# ---------------------------------------------------------------- inputs


@fault
def a_read_error_is_4():
    for name in ("good.csv", "bad.csv"):
        for when in (1, 2):
            with Folder() as folder:
                folder.validate(name, *ALONE, before=inject(f"pread64:error=EIO:when={when}", folder.path / name)).check(
                    4, says=[name, "Input/output error"])


@fault
def interrupted_reads_are_read_again():
    with Folder() as folder:
        folder.validate(before=inject("pread64:error=EINTR:when=1..4", folder.path / "good.csv")).check(0)


@fault
def short_reads_and_writes_change_nothing():
    with Folder() as folder, tempfile.TemporaryDirectory() as build:
        library = pathlib.Path(build, "slow_io.so")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, HERE / "Tests/Faults/slow_io.c", "-ldl"],
                       check=True)
        for name, code in (("good.csv", 0), ("bad.csv", 1)):
            plain = report(folder.validate(name).check(code))
            slow = report(folder.validate(name, env={**os.environ, "LD_PRELOAD": str(library)}).check(code))
            if plain != slow:
                raise Broken(f"short reads change the report of {name}")


def report(ending):
    """The report without what differs from run to run."""
    found = report_of(ending.folder)
    if found is None:
        return None
    for key in ("runId", "startedAt", "asOf", "timing"):
        found.pop(key, None)
    return found


@fault
def an_input_that_cannot_be_opened_is_4():
    with Folder() as folder:
        folder.validate("none.csv").check(4, says=["none.csv"])
        folder.validate(before=inject("openat:error=EACCES", folder.path / "good.csv")).check(
            4, says=["good.csv", "Permission denied"])
        folder.validate(before=inject("openat:error=EMFILE", folder.path / "good.csv")).check(
            4, says=["good.csv", "Too many open files"])


@fault
def a_folder_that_cannot_be_read_is_4():
    with Folder() as folder:
        (folder.path / "parts").mkdir()
        shutil.move(folder.path / "good.csv", folder.path / "parts" / "part-0.csv")
        folder.validate("parts", before=inject("openat:error=EACCES", folder.path / "parts")).check(
            4, says=["parts", "Permission denied"])


def while_reading(folder, change):
    """Changes the batch after some of it was read: reads are slowed by strace, so that the moment is there."""
    command = [*inject("pread64:delay_enter=150000", folder.path / "good.csv"),
               SLUICE, "validate", "orders.odcs.yaml", "good.csv", "--report", "json=report.json", "--threads", "1"]
    with subprocess.Popen(command, cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        time.sleep(0.6)
        change(folder.path / "good.csv")
        messages = process.stderr.read()
    ending = Ending.__new__(Ending)
    ending.folder, ending.batch, ending.command = folder, "good.csv", command
    ending.code, ending.messages, ending.output = process.returncode, messages.decode(), ""
    return ending


@fault
def a_file_that_shrinks_grows_or_is_touched_while_it_is_read_is_4():
    def grow(path):
        with open(path, "a", encoding="utf-8") as file:
            file.write("5,more,1\n")
    for change in (lambda path: os.truncate(path, 1000), grow, os.utime):
        with Folder(rows=120_000) as folder:
            while_reading(folder, change).check(4, says=["good.csv", "changed"])


@fault
def a_file_that_is_replaced_while_it_is_read_is_read_as_it_was():
    with Folder(rows=120_000) as folder:
        while_reading(folder, lambda path: os.replace(folder.path / "bad.csv", path)).check(0, 4)


def compressed(folder, tool):
    """The good batch as gzip or zstd, in the folder; None where the tool is missing."""
    if shutil.which(tool) is None:
        return None
    packed = subprocess.run([tool, "-c", "good.csv"], cwd=folder.path, stdout=subprocess.PIPE, check=True).stdout
    (folder.path / "good.packed").write_bytes(packed)
    return packed


@fault
def compressed_batches_that_are_broken_are_4():
    for tool in ("gzip", "zstd"):
        with Folder() as folder:
            packed = compressed(folder, tool)
            if packed is None:
                continue
            folder.validate("good.packed").check(0)
            random.seed(7)
            cuts = [packed[:size] for size in (10, len(packed) // 2, len(packed) - 1, *random.sample(range(20, len(packed)), 10))]
            flaws = []
            for place in random.sample(range(200, len(packed)), 10) + [len(packed) - 1]:
                flawed = bytearray(packed)
                flawed[place] ^= 0x55
                flaws.append(bytes(flawed))
            for broken in (*cuts, *flaws, packed + b"and more"):
                (folder.path / "good.packed").write_bytes(broken)
                folder.write("report.json", OLD)
                folder.validate("good.packed").check(4, says=["good.packed", "byte"])


def piped(folder, name, *words, before=(), **options):
    """The gate with the batch on standard input, through a pipe."""
    with subprocess.Popen(["cat", name], cwd=folder.path, stdout=subprocess.PIPE) as cat:
        ending = Ending(folder, name, [*before, SLUICE, "validate", "orders.odcs.yaml", "-", *ALONE, *words],
                        {"stdin": cat.stdout, **options})
        cat.stdout.close()
    return ending


@fault
def a_full_temporary_folder_under_a_pipe_is_5():
    place = pathlib.Path(tempfile.mkdtemp(prefix="sluice-faults-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=True)
    try:
        for name in ("good.csv", "bad.csv"):
            with Folder() as folder:
                ending = piped(folder, name, "--tmp-dir", str(place)).check(5, says=[str(place), "No space left"])
                expect(not os.listdir(place), ending, "something is left")
    finally:
        subprocess.run(["umount", place], check=True)
        place.rmdir()


@fault
def pipes_that_are_interrupted_or_fail():
    with Folder() as folder:
        plain = report(piped(folder, "good.csv").check(0))
        # The first reads of the process are those of its loader (nine libraries) and its contract.
        for when in range(1, 12):
            folder.write("report.json", OLD)
            piped(folder, "good.csv", before=inject(f"read:error=EIO:when={when}")).check()
        interrupted_reads = report(piped(folder, "good.csv", before=inject("read:error=EINTR:when=20+3")).check(0, 2, 3, 70))
        if interrupted_reads and interrupted_reads["verdict"] == "pass" and interrupted_reads != plain:
            raise Broken("interrupted reads of a pipe change the report")


@fault
def what_comes_through_a_pipe_is_judged_like_a_file():
    for name, code in (("good.csv", 0), ("bad.csv", 1)):
        with Folder() as folder:
            piped(folder, name).check(code)
            script = f'"$0" validate orders.odcs.yaml <(cat {name}) --report json=report.json'
            Ending(folder, name, ["bash", "-c", script, SLUICE], {}).check(code)


# ---------------------------------------------------------------- outputs


@fault
def a_full_device_makes_a_pass_5_and_a_fail_1():
    for form in ("text", "json", "junit", "github"):
        for name, code in (("good.csv", 5), ("bad.csv", 1)):
            with Folder() as folder:
                folder.validate(name, "--report", f"{form}=/dev/full").check(code, says=["/dev/full", "No space left"])
                with open("/dev/full", "wb") as full:
                    folder.validate(name, "--format", form, stdout=full).check(
                        code, says=["standard output", "No space left"])


@fault
def a_small_file_system_that_is_full():
    place = pathlib.Path(tempfile.mkdtemp(prefix="sluice-faults-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=True)
    try:
        for taken in (60_000, 56_000, 0):
            with Folder(rows=100) as folder:
                target = place / "report.json"
                target.write_text(OLD)
                (place / "filler").write_bytes(b"x" * taken)
                many = ["--samples", "2000"] if taken == 0 else []
                folder.write("bad.csv", "id,note,amount\n" + "1,twice,-1\n" * 3_000)
                ending = folder.validate("bad.csv", "--report", f"json={target}", *many).check(
                    1, says=[str(target), "No space left"])
                expect(target.read_text() == OLD, ending, "the old report is gone")
                left = sorted(os.listdir(place))
                expect(left == ["filler", "report.json"], ending, f"left behind: {left}")
    finally:
        subprocess.run(["umount", place], check=True)
        place.rmdir()


@fault
def every_step_of_writing_a_report_may_fail():
    for call in ("fsync", "rename", "renameat2", "fchmod", "write", "close"):
        for error in ("EIO", "ENOSPC", "EDQUOT"):
            for when in ("1", "2", "3"):
                for name in ("good.csv", "bad.csv"):
                    with Folder(rows=200) as folder:
                        folder.validate(name, before=inject(f"{call}:error={error}:when={when}")).check()


@fault
def a_file_size_limit_is_5_and_keeps_the_old_report():
    with Folder(rows=200) as folder:
        folder.validate(preexec_fn=limit(resource.RLIMIT_FSIZE, 100)).check(
            5, says=["report.json", "File too large"], keeps_report=True)
        folder.validate("bad.csv", preexec_fn=limit(resource.RLIMIT_FSIZE, 100)).check(1, keeps_report=True)


@fault
def a_report_never_takes_the_place_of_an_input():
    with Folder() as folder:
        os.link(folder.path / "good.csv", folder.path / "hard.json")
        os.symlink("good.csv", folder.path / "soft.json")
        before = (folder.path / "good.csv").read_bytes()
        for name in ("hard.json", "soft.json", "good.csv", "./good.csv", "orders.odcs.yaml"):
            ending = folder.validate("good.csv", "--report", f"json={name}").check(2, says=["overwrite"])
            expect((folder.path / "good.csv").read_bytes() == before, ending, "the batch was written over")


@fault
def a_read_only_folder_is_5():
    with Folder() as folder:
        (folder.path / "locked").mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder.path / "locked"], check=True)
        try:
            for name, code in (("good.csv", 5), ("bad.csv", 1)):
                folder.validate(name, "--report", "json=locked/report.json").check(
                    code, says=["locked/report.json", "Read-only file system"])
        finally:
            subprocess.run(["umount", folder.path / "locked"], check=True)


@fault
def closed_standard_streams():
    for closing in ("<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&-", "<&- >&- 2>&-"):
        for name in ("good.csv", "bad.csv"):
            with Folder() as folder:
                before = (folder.path / name).read_bytes()
                script = f'"$0" validate orders.odcs.yaml {name} --report json=report.json --quiet {closing}'
                ending = Ending(folder, name, ["sh", "-c", script, SLUICE], {})
                expect((folder.path / name).read_bytes() == before, ending, "the batch was written over")
                ending.check(1 if name == "bad.csv" else 0)
                script = f'"$0" validate orders.odcs.yaml {name} {closing}'
                ending = Ending(folder, name, ["sh", "-c", script, SLUICE], {})
                expect((folder.path / name).read_bytes() == before, ending, "the batch was written over")
                hears = ">&-" not in closing.replace("2>&-", "")
                expect(ending.code == (1 if name == "bad.csv" else 0 if hears else 5), ending, "the wrong code")


@fault
def a_reader_that_goes_away():
    for name, codes in (("good.csv", (0, 5)), ("bad.csv", (1,))):
        with Folder(rows=3_000) as folder:
            script = '"$0" validate orders.odcs.yaml ' + name + ' --format json --samples 1000 | head -c 1 >/dev/null; ' \
                'exit ${PIPESTATUS[0]}'
            Ending(folder, name, ["bash", "-c", script, SLUICE], {}).check(*codes)
            reading, writing = os.pipe()
            os.close(reading)
            folder.validate(name, "--format", "json", stdout=writing).check(
                1 if name == "bad.csv" else 5, says=["Broken pipe"])
            os.close(writing)


@fault
def a_working_directory_that_is_gone():
    with Folder() as folder:
        gone = folder.path / "gone"
        gone.mkdir()
        script = f'cd {gone} && rmdir {gone} && exec "$0" validate {folder.path}/orders.odcs.yaml ' \
            f'{folder.path}/good.csv --report json=here.json'
        Ending(folder, "good.csv", ["sh", "-c", script, SLUICE], {}).check(5, says=["here.json"])


@fault
def several_runs_write_one_report():
    with Folder(rows=2_000) as folder:
        for _ in range(10):
            runs = [subprocess.Popen(
                [SLUICE, "validate", "orders.odcs.yaml", name, "--report", "json=report.json", "--quiet"],
                cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                for name in ("good.csv", "bad.csv") * 4]
            codes = [run.wait() for run in runs]
            if codes != [0, 1] * 4:
                raise Broken(f"runs beside each other ended with {codes}")
            report_of(folder)
        left = [name for name in os.listdir(folder.path) if name.startswith(".")]
        if left:
            raise Broken(f"left behind: {left}")


# ---------------------------------------------------------------- limits


@fault
def few_descriptors():
    for number in range(3, 16):
        for name in ("good.csv", "bad.csv"):
            with Folder(rows=200) as folder:
                ending = folder.validate(name, preexec_fn=limit(resource.RLIMIT_NOFILE, number))
                if ending.code != 127:  # the loader had too few to start the program at all
                    ending.check()


@fault
def little_memory():
    started = False
    for megabytes in (24, 32, 40, 48, 56, 64, 80, 100, 150, 250):
        with Folder() as folder:
            ending = folder.validate(preexec_fn=limit(resource.RLIMIT_AS, megabytes << 20))
            if ending.code == 127 or ending.code == 128 + signal.SIGSEGV and not started:
                continue  # the loader had too little to start the program at all
            started = True
            ending.check()


@fault
def threads_that_cannot_be_made():
    for when in ("1", "2", "1+"):
        for name, code in (("good.csv", 0), ("bad.csv", 1)):
            with Folder() as folder:
                folder.validate(name, "--threads", "4", "--report", "json=report.json",
                                before=inject(f"clone3,clone:error=EAGAIN:when={when}")).check(code)


@fault
def any_call_may_fail_at_any_time():
    """A sweep: each kind of system call fails once, at its first, second … time."""
    calls = {"openat": 24, "read": 12, "pread64": 3, "newfstatat,fstat": 12, "write": 3, "fsync": 2, "close": 12,
             "rename": 1, "fadvise64": 1, "getrandom": 2, "getdents64": 2, "ioctl": 3, "readlink": 2, "lseek": 2,
             "sched_getaffinity": 2, "futex": 6, "mmap": 40, "munmap": 6, "brk": 3, "rt_sigaction": 8}
    for call, most in calls.items():
        for when in range(1, most + 1):
            error = {"mmap": "ENOMEM", "brk": "ENOMEM", "futex": "EAGAIN"}.get(call, "EIO")
            with Folder(rows=50) as folder:
                ending = folder.validate("bad.csv", before=inject(f"{call}:error={error}:when={when}"))
                if call in ("mmap", "brk") and ending.code == 128 + signal.SIGSEGV:
                    continue  # the C library cannot start threads or itself without memory
                ending.check()


# ---------------------------------------------------------------- signals


def interrupted(folder, batch, number, delay, *words):
    command = [SLUICE, "validate", "orders.odcs.yaml", batch, "--report", "json=report.json", *words]
    ending = Ending.__new__(Ending)
    with subprocess.Popen(command, cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        time.sleep(delay)
        process.send_signal(number)
        ending.messages = process.stderr.read().decode()
    ending.folder, ending.batch, ending.command, ending.output = folder, batch, command, ""
    ending.code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    return ending


def moments(count):
    """Delays over the whole life of a run and a little beyond."""
    random.seed(7)
    with Folder(rows=60_000) as folder:
        start = time.monotonic()
        folder.validate()
        life = time.monotonic() - start
    return [random.uniform(0, life * 1.1) for _ in range(count)]


@fault
def an_interrupt_at_any_moment():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with Folder(rows=60_000) as folder:
            for delay in moments(40):
                folder.write("report.json", OLD)
                ending = interrupted(folder, "good.csv", number, delay)
                ending.check(0, 128 + number, keeps_report=ending.code == 128 + number and report_of(folder) is None)


@fault
def a_kill_at_any_moment_leaves_a_whole_report():
    with Folder(rows=60_000) as folder:
        for delay in moments(60):
            folder.write("report.json", OLD)
            ending = interrupted(folder, "good.csv", signal.SIGKILL, delay)
            try:
                report_of(folder)
            except ValueError:
                raise Broken(f"half a report after SIGKILL at {delay:.4f} s") from None
            expect(ending.code in (0, 128 + signal.SIGKILL), ending, "an odd end")


# ---------------------------------------------------------------- others


@fault
def the_same_bytes_under_any_locale_and_time_zone():
    with Folder(rows=500) as folder:
        seen = set()
        for locale in ("C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "nonsense"):
            for zone in ("UTC", "Asia/Kolkata", "America/New_York", ":/nonsense"):
                environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "TZ": zone}
                ending = folder.validate("bad.csv", env=environment).check(1)
                seen.add((json.dumps(report(ending)), ending.output.split("·")[-1]))
        if len(seen) != 1:
            raise Broken(f"{len(seen)} different reports")


@fault
def a_pattern_that_backtracks_forever_is_bounded():
    with Folder() as folder:
        folder.write("orders.odcs.yaml", CONTRACT.replace("maxLength: 40", 'pattern: "^(a+)+$"'))
        folder.write("bad.csv", "id,note,amount\n" + "".join(f"{row},{'a' * 40}!,1\n" for row in range(1_000)))
        start = time.monotonic()
        # A rule that could not be decided is no pass (5); found to be no match, it is a fail (1).
        folder.validate("bad.csv").check(1, 5)
        if time.monotonic() - start > 20:
            raise Broken(f"{time.monotonic() - start:.1f} s for a thousand cells")


def main():
    wanted = sys.argv[1:]
    failed = 0
    for function in FAULTS:
        if wanted and not any(word in function.__name__ for word in wanted):
            continue
        start = time.monotonic()
        try:
            function()
        except Broken as problem:
            failed += 1
            print(f"BROKEN {function.__name__}: {problem}", flush=True)
        else:
            print(f"ok     {function.__name__.replace('_', ' ')} ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"{len(FAULTS)} faults, {failed} broken")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
