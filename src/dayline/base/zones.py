"""Time zones: names old and new, the instants at which clocks change, local times that lie.

The rules are those of the zoneinfo module, so every part of a process agrees; ``release`` names
the edition of the IANA database that they come from.
"""

from __future__ import annotations

import difflib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from dayline.base.errors import InvalidInput
from dayline.base.micros import DAY, EPOCH, SECOND, from_micros, to_micros

# POSIX names that became links in release 2024b; the compiled package still states them as zones.
_POSIX_LINKS = {
    "CST6CDT": "America/Chicago",
    "EST5EDT": "America/New_York",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
}


@cache
def zone_names() -> frozenset[str]:
    """Every name that the database knows, old ones too."""
    return frozenset(available_timezones())


@cache
def zone_links() -> dict[str, str]:
    """Old name to current name, as the ``backward`` file of the database states them."""
    links = dict(_POSIX_LINKS)
    for line in _tzdata("tzdata.zi").splitlines():
        if line.startswith("L "):
            _, current, old = line.split()
            links[old] = current
    return links


@cache
def release() -> str:
    """The edition of the database in use, such as ``2026c``."""
    for folder in TZPATH:
        listing = Path(folder, "tzdata.zi")
        if listing.is_file():
            with listing.open(encoding="utf-8") as lines:
                return lines.readline().removeprefix("# version").strip()
    return packaged_release()


@cache
def packaged_release() -> str:
    """The edition in the ``tzdata`` package, which is what counts on a machine without its own."""
    return _tzdata("tzdata.zi").split("\n", 1)[0].removeprefix("# version").strip()


def _tzdata(name: str) -> str:
    return resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")


@cache
def _folded_names() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names()}


def known_name(text: str) -> str | None:
    """The name of the database that ``text`` spells, in any case and with spaces; or None."""
    return _folded_names().get(text.strip().replace(" ", "_").casefold())


@lru_cache(maxsize=2048)
def zone(name: str) -> ZoneInfo:
    """The zone that ``name`` means; old names and any case are accepted.

    Raises :class:`InvalidInput` with the nearest names.
    """
    known = known_name(name)
    if known is None:
        raise InvalidInput(f"{name!r} is no time zone.", do=_suggestion(name))
    return ZoneInfo(known)


def close_names(name: str) -> tuple[str, ...]:
    """Names of the database that end in the same city, else those that are spelt alike."""
    city = name.strip().replace(" ", "_").casefold()
    same_city = sorted(n for n in zone_names() if n.casefold().rsplit("/", 1)[-1] == city)
    return tuple(same_city or difflib.get_close_matches(name, zone_names(), n=3, cutoff=0.7))


def _suggestion(name: str) -> str:
    near = close_names(name)
    return f"Write {' or '.join(near)}." if near else "Write an IANA name such as Europe/London."


def current_name(name: str) -> str:
    """The name under which the database now keeps the zone (``Asia/Calcutta``: Asia/Kolkata)."""
    known = zone(name).key
    return zone_links().get(known, known)


@lru_cache(maxsize=32_768)
def clock_changes(name: str, year: int) -> tuple[tuple[int, int, int], ...]:
    """The changes of offset in a UTC year: (instant, offset before, offset after).

    All three are in microseconds. Offsets are read at each midnight UTC and the change between
    two that differ is found by halving, so a zone would have to change twice within a day and
    come back to where it was to be missed; none ever has (a test reads the TZif files).
    """
    rules = zone(name)
    day = date(year, 1, 1).toordinal() - EPOCH.toordinal()
    stop = date(year + 1, 1, 1).toordinal() - EPOCH.toordinal()
    found: list[tuple[int, int, int]] = []
    low = (day * 86_400, _offset(rules, day * 86_400))
    for following in range(day + 1, stop + 1):
        high = (following * 86_400, _offset(rules, following * 86_400))
        if low[1] != high[1]:
            _halve(rules, low, high, found)
        low = high
    return tuple(found)


def _offset(rules: ZoneInfo, second: int) -> int:
    local = (EPOCH + timedelta(seconds=second)).astimezone(rules)
    shift = local.utcoffset()
    assert shift is not None  # noqa: S101 -- an aware time has an offset
    return shift.days * 86_400 + shift.seconds


def _halve(
    rules: ZoneInfo, low: tuple[int, int], high: tuple[int, int], found: list[tuple[int, int, int]]
) -> None:
    """Add to ``found`` the changes between two (second, offset) readings that differ."""
    while high[0] - low[0] > 1:
        middle = (low[0] + high[0]) // 2
        reading = (middle, _offset(rules, middle))
        if reading[1] == low[1]:
            low = reading
        elif reading[1] == high[1]:
            high = reading
        else:
            _halve(rules, low, reading, found)
            low = reading
    found.append((high[0] * SECOND, low[1] * SECOND, high[1] * SECOND))


@lru_cache(maxsize=4096)
def segments(name: str, lo: int, hi: int) -> tuple[tuple[int, int, int], ...]:
    """The pieces of ``lo <= t < hi`` with one offset each: (start, stop, offset), microseconds."""
    found: list[tuple[int, int, int]] = []
    offset = _offset(zone(name), lo // SECOND) * SECOND
    start = lo
    for year in range(from_micros(lo).year, from_micros(hi).year + 1):
        for instant, _, after in clock_changes(name, year):
            if lo < instant < hi:
                found.append((start, instant, offset))
                start, offset = instant, after
    found.append((start, hi, offset))
    return tuple(found)


class Happens(StrEnum):
    """How often a local time occurs."""

    ONCE = "once"
    TWICE = "twice"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class LocalTime:
    """What a local time in a zone means. All instants are in UTC.

    ``TWICE`` (clocks went back): ``earlier`` and ``later`` are the two occurrences.
    ``NEVER`` (clocks went forward over it): ``earlier`` reads it by the offset after the change,
    ``later`` by the offset before it, and ``change`` is the moment of the change itself.
    """

    happens: Happens
    earlier: datetime
    later: datetime
    change: datetime | None = None

    @property
    def wish(self) -> datetime:
        """When a wish for this local time comes true: its first occurrence, or, when it never
        happens, the next instant that does (the moment of the change)."""
        return self.change if self.happens is Happens.NEVER and self.change else self.earlier

    @property
    def calendar(self) -> datetime:
        """The reading of calendar files (RFC 5545, 3.3.5): the first occurrence, or, when it
        never happens, the offset before the gap."""
        return self.later if self.happens is Happens.NEVER else self.earlier


def resolve_local(local: datetime, name: str) -> LocalTime:
    """Whether ``local`` (naive) happens once, twice or never in a zone, with both instants."""
    if local.tzinfo is not None:
        raise ValueError("a local time has no zone of its own")
    rules = zone(name)
    first = local.replace(tzinfo=rules, fold=0).astimezone(UTC)
    second = local.replace(tzinfo=rules, fold=1).astimezone(UTC)
    if first == second:
        return LocalTime(Happens.ONCE, first, first)
    if first < second:
        return LocalTime(Happens.TWICE, first, second)
    change = _change_between(name, to_micros(second), to_micros(first))
    return LocalTime(Happens.NEVER, second, first, change)


def _change_between(name: str, lo: int, hi: int) -> datetime:
    pieces = segments(name, lo, hi + SECOND)
    return from_micros(pieces[-1][0])


def start_of_day(day: date, name: str) -> int:
    """The first instant of a local date, in microseconds.

    A date that the zone skipped (Samoa, 2011-12-30) starts where the next one does.
    """
    return to_micros(resolve_local(datetime.combine(day, time()), name).wish)


def day_span(day: date, name: str) -> tuple[int, int]:
    """Where a local date starts and stops; empty for a date that the zone skipped."""
    return start_of_day(day, name), start_of_day(day + timedelta(days=1), name)


def local_date(instant: int, name: str) -> date:
    """The local date at an instant."""
    return from_micros(instant).astimezone(zone(name)).date()


def offset_at(instant: int, name: str) -> int:
    """The offset from UTC at an instant, both in microseconds."""
    year = from_micros(instant).year
    changes = clock_changes(name, year)
    place = bisect_right(changes, (instant, DAY, DAY)) - 1
    if place >= 0:
        return changes[place][2]
    return changes[0][1] if changes else _offset(zone(name), instant // SECOND) * SECOND
