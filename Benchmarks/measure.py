"""Runs one process and says what it cost: wall and CPU seconds, peak memory, by the kernel's accounting."""

import os
import subprocess
import time


def measure(command, stdout, allowed=(0,), environment=None):
    """One run to its end. Its peak never reads below this script's own, about 20 MB: exec keeps the mark."""
    with open(stdout, "wb") as out, open(stdout + ".err", "w+b") as err:
        variables = {**os.environ, **environment} if environment else None
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, env=variables)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            err.seek(0)
            words = err.read().decode(errors="replace")[-2000:]
            raise SystemExit(f"bench: exit code {process.returncode} from {' '.join(map(str, command))}\n{words}")
    return {
        "wallSeconds": round(wall, 5),
        "cpuSeconds": round(used.ru_utime + used.ru_stime, 4),
        "peakBytes": used.ru_maxrss * 1024,
    }
