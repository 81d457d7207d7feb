"""Judges texts as dates, times and timestamps with Python's `re` and `datetime`: the oracle of the dates target.

Reads a line with a number n, then n lines with one text each; answers each with `DATE TIME TIMESTAMP`: days since
1970-01-01, nanoseconds of the day, nanoseconds since the epoch, or `-` where the text is none.
"""
import datetime
import re
import sys

DATE = rb"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
TIME = rb"(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.(?P<fraction>[0-9]{1,9}))?)?)"
OFFSET = rb"(?: ?(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?))?"
is_time = re.compile(TIME).fullmatch
is_timestamp = re.compile(DATE + b"(?:[ T]" + TIME + OFFSET + b")?").fullmatch

EPOCH = datetime.date(1970, 1, 1).toordinal()
NANOSECONDS = 1_000_000_000


def day(text):
    return datetime.date.fromisoformat(text.decode()).toordinal() - EPOCH


def time(match):
    """Nanoseconds of the day; `datetime` judges the fields, and knows only microseconds."""
    if not match["time"]:
        return 0
    clock = datetime.time.fromisoformat(match["time"].split(b".")[0].decode())
    seconds = (clock.hour * 60 + clock.minute) * 60 + clock.second
    return seconds * NANOSECONDS + int((match["fraction"] or b"").ljust(9, b"0"))


def offset(text):
    if not text or text == b"Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    # A time zone of `datetime` is less than a day, as ours; its minutes are checked here.
    if minutes > 59:
        raise ValueError
    zone = datetime.timezone(datetime.timedelta(hours=hours, minutes=minutes) * (-1 if text[:1] == b"-" else 1))
    return int(zone.utcoffset(None).total_seconds())


def judge(text):
    as_date = as_time = as_timestamp = "-"
    if match := is_time(text):
        try:
            as_time = time(match)
        except ValueError:
            pass
    if match := is_timestamp(text):
        try:
            days, clock = day(match["date"]), time(match)
            as_timestamp = (days * 86_400 - offset(match["offset"])) * NANOSECONDS + clock
            # A timestamp at midnight, as written, is a date.
            if clock == 0:
                as_date = days
        except ValueError:
            pass
    return f"{as_date} {as_time} {as_timestamp}\n"


def main():
    texts, answers = sys.stdin.buffer, sys.stdout
    while count := texts.readline():
        answers.write("".join(judge(texts.readline().rstrip(b"\n")) for _ in range(int(count))))
        answers.flush()


main()
