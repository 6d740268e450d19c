"""Makes zone_changes.tsv: when series have their sessions, told by a program that shares nothing with ours.

Recurrence is dateutil's, zones are Python's own. What a local time means is told by its definition: the
first minute at which a clock on the wall shows that time or a later one. So a skipped time is the
first minute after the gap, and a repeated one is the first of the two.

    pip install python-dateutil
    python3 tests/it/scheduling/oracle.py > tests/it/scheduling/zone_changes.tsv

The first line names the time zone database that was read. It has to be the one in jiff, or one that
says the same of these years; to read another one, `pip install tzdata==...` and set PYTHONTZPATH to "".
"""

import os
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import TZPATH, ZoneInfo

from dateutil import rrule

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
]
REPEATS = ["daily", "weekdays", "weekly", "fortnightly", "monthly"]
FIRST, LAST = datetime(2026, 1, 1), datetime(2029, 1, 1)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def database():
    for folder in TZPATH:
        path = os.path.join(folder, "tzdata.zi")
        if os.path.exists(path):
            with open(path, encoding="ascii") as file:
                return file.readline().split()[-1]
    import tzdata

    return tzdata.IANA_VERSION


def shown(zone, utc):
    """What a clock on the wall shows at a moment."""
    return utc.replace(tzinfo=timezone.utc).astimezone(zone).replace(tzinfo=None)


def moment(zone, local):
    """The first minute at which a clock on the wall shows that, or a later time."""
    far = max(shown(zone, local + days) - (local + days) for days in (-DAY, DAY))
    utc = local - far
    assert shown(zone, utc - MINUTE) < local
    while shown(zone, utc) < local:
        utc += MINUTE
    return utc


def changes(zone):
    """Every moment at which the clocks of a zone are changed, with what they show before and after."""
    utc = FIRST
    while utc < LAST:
        if shown(zone, utc + HOUR) - shown(zone, utc) != HOUR:
            at = utc
            while shown(zone, at + MINUTE) - shown(zone, at) == MINUTE:
                at += MINUTE
            yield shown(zone, at) + MINUTE, shown(zone, at + MINUTE)
        utc += HOUR


def nth(day):
    """Which of its weekdays in its month a day is; what would be the fifth is the last."""
    count = (day.day - 1) // 7 + 1
    return -1 if count == 5 else count


def locals_of(repeat, first):
    weekday = rrule.weekdays[first.weekday()]
    how = {
        "daily": {"freq": rrule.DAILY},
        "weekdays": {"freq": rrule.WEEKLY, "byweekday": rrule.weekdays[:5]},
        "weekly": {"freq": rrule.WEEKLY},
        "fortnightly": {"freq": rrule.WEEKLY, "interval": 2},
        "monthly": {"freq": rrule.MONTHLY, "byweekday": weekday(nth(first))},
    }
    return rrule.rrule(dtstart=first, **how[repeat])


def first_before(repeat, local):
    """A first occurrence from which the rule comes to that day, or around it where it leaves it out."""
    if repeat == "daily":
        return local - 2 * DAY
    if repeat == "weekdays":
        return next(it for it in (local - days * DAY for days in (3, 4, 5)) if it.weekday() < 5)
    if repeat == "weekly":
        return local - 7 * DAY
    if repeat == "fortnightly":
        return local - 14 * DAY
    days = (local - days * DAY for days in range(21, 400))
    return next(
        it
        for it in days
        if it.month != local.month and it.weekday() == local.weekday() and nth(it) == nth(local)
    )


def line(name, repeat, first, after, count):
    zone = ZoneInfo(name)
    found = (moment(zone, it) for it in locals_of(repeat, first))
    ahead = (it for it in found if after is None or after < it)
    moments = [next(ahead) for _ in range(count)]
    times = [first.strftime("%Y%m%dT%H%M"), after.strftime("%Y%m%dT%H%M") if after else "-"]
    told = " ".join(it.strftime("%Y%m%dT%H%M") for it in moments)
    return "\t".join([name, repeat, *times, told])


def around(before, after):
    """Local times around a change, in what it skips or repeats, and far from it."""
    low, high = min(before, after), max(before, after)
    half = (high - low) / 2
    close = [low - HOUR, low - MINUTE, low, low + half, high - MINUTE, high, high + HOUR]
    return close + [low.replace(hour=18, minute=30)]


def main():
    print(f"# tzdata {database()}: zone, repeat, first (local), after (UTC), the next ones (UTC)")
    for name in ZONES:
        zone = ZoneInfo(name)
        seen = list(changes(zone))
        # Where nothing changes, the days are held on which it does in Berlin.
        controls = [datetime(2026, 10, 25, 2, 30), datetime(2027, 3, 28, 2, 30)]
        times = [it for change in seen for it in around(*change)] or controls
        for local in dict.fromkeys(times):
            for repeat in REPEATS:
                # As many as it takes to get behind the change.
                count = 3 if repeat in ("weekly", "fortnightly") else 5
                print(line(name, repeat, first_before(repeat, local), None, count))
        # Long after a series has begun, it is where it would be if all had been counted.
        for first in (datetime(2026, 1, 29, 18, 30), datetime(2026, 1, 4, 2, 15)):
            for repeat in REPEATS:
                begun = first + DAY if repeat == "weekdays" and 4 < first.weekday() else first
                for days in (1, 13, 59, 180, 301, 424, 667):
                    after = moment(zone, begun) + days * DAY
                    print(line(name, repeat, begun, after, 2))


if __name__ == "__main__":
    sys.exit(main())
