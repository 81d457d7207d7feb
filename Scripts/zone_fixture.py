#!/usr/bin/env python3
"""Makes the table of instants that the zone tests are held against, with Python's zoneinfo as the judge.

The TZif files of the listed zones are copied beside it, in the two forms that systems ship: `fat` (every transition
up to 2037) and `slim` (the rule for the future only). Run it again only to take a newer release of the zones.

    Scripts/zone_fixture.py            # writes Tests/SluiceContractTests/Fixtures/zones
"""

import datetime as dt
import pathlib
import random
import shutil
import subprocess
import tempfile
import zoneinfo

ZONES = """Europe/Berlin Europe/Dublin Europe/Lisbon Europe/Volgograd America/New_York America/St_Johns
America/Sao_Paulo America/Caracas America/Nuuk America/Scoresbysund Asia/Kolkata Asia/Kathmandu Asia/Tehran
Asia/Gaza Asia/Pyongyang Australia/Lord_Howe Australia/Sydney Pacific/Apia Pacific/Chatham Pacific/Kiritimati
Africa/Casablanca Africa/Monrovia Antarctica/Troll Antarctica/Casey Etc/GMT+12 Etc/UTC""".split()
SOURCE = pathlib.Path("/usr/share/zoneinfo")
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/SluiceContractTests/Fixtures/zones"
EPOCH = dt.datetime(1970, 1, 1)
UTC = dt.timezone.utc
PER_ZONE = 78


def seconds(moment: dt.datetime) -> int:
    return (moment.replace(tzinfo=None) - EPOCH) // dt.timedelta(seconds=1)


def copy_files() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for form in ("fat", "slim"):
            subprocess.run(["zic", "-b", form, "-d", f"{folder}/{form}", SOURCE / "tzdata.zi"], check=True)
            for zone in ZONES:
                (TARGET / form / zone).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(f"{folder}/{form}/{zone}", TARGET / form / zone)


def instants(zone: zoneinfo.ZoneInfo, rng: random.Random) -> list[int]:
    """Transitions with the seconds around them, and anything between year 1 and 9999."""
    changes = []
    for year in [*range(1880, 2060, 3), 2100, 2400, 5000, 9990]:
        for month in range(1, 13):
            low, high = dt.datetime(year, month, 1, tzinfo=UTC), dt.datetime(year, month, 28, tzinfo=UTC)
            if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
                continue
            low, high = seconds(low), seconds(high)
            before = at(zone, low)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if at(zone, middle) == before else (low, middle)
            changes.append(high)
    chosen = rng.sample(changes, min(len(changes), 13))
    found = [change + shift for change in chosen for shift in (-1, 0, 1800)]
    first, last = seconds(dt.datetime(1, 1, 3)), seconds(dt.datetime(9999, 12, 29))
    while len(found) < PER_ZONE:
        year = rng.choice([0, rng.randrange(1850, 2060)])
        found.append(rng.randrange(first, last) if year == 0 else seconds(dt.datetime(year, 1, 1)) + rng.randrange(31536000))
    return sorted(found)


def at(zone: zoneinfo.ZoneInfo, instant: int) -> int:
    moment = (EPOCH + dt.timedelta(seconds=instant)).replace(tzinfo=UTC).astimezone(zone)
    return round(moment.utcoffset().total_seconds())


def local_offset(zone: zoneinfo.ZoneInfo, local: int) -> str:
    """The offset of the earlier instant at which clocks show `local`; `gap` where they never do."""
    moment = (EPOCH + dt.timedelta(seconds=local)).replace(tzinfo=zone, fold=0)
    offset = round(moment.utcoffset().total_seconds())
    return str(offset) if at(zone, local - offset) == offset else "gap"


def main() -> None:
    copy_files()
    rng = random.Random(20260301)
    lines = []
    for name in ZONES:
        with open(TARGET / "fat" / name, "rb") as file:
            zone = zoneinfo.ZoneInfo.from_file(file, key=name)
        for instant in instants(zone, rng):
            offset = at(zone, instant)
            lines.append(f"{name} {instant} {offset} {instant + offset} {local_offset(zone, instant + offset)}")
            # One hour on: inside the gap, or the second time around.
            later = instant + offset + 3600
            lines.append(f"{name} {instant} {offset} {later} {local_offset(zone, later)}")
    (TARGET / "instants.txt").write_text("\n".join(lines) + "\n")
    version = (SOURCE / "tzdata.zi").read_text().splitlines()[0].removeprefix("# version ")
    print(f"{len(lines)} lines, {sum(line.endswith('gap') for line in lines)} gaps, tzdata {version}")


if __name__ == "__main__":
    main()
