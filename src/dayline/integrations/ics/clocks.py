"""The zones of a calendar file: a TZID is an IANA name, an old one, a Windows one, or defined.

Where a name of the time zone database can be made out it is used, for the definition in a file is
as old as the program that wrote it. Else the VTIMEZONE of the file counts, within bounds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, lru_cache
from importlib import resources

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.micros import DAY, EPOCH, SECOND
from dayline.base.occurrences import expand
from dayline.base.recurrence import Frequency, Rule, parse_rule
from dayline.base.zones import known_name, segments
from dayline.integrations.ics.components import Component, Property
from dayline.integrations.ics.values import read_times

_OFFSET = re.compile(r"([+-])([0-9]{2})([0-9]{2})([0-9]{2})?")
_TZID = frozenset({"TZID"})
_LOCATION = frozenset({"X-LIC-LOCATION"})
_OBSERVANCE = frozenset({"DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO"})
_EPOCH_WALL = EPOCH.toordinal() * 86_400
MOST_ZONES = 200
_LONGEST = 2 * 366 * DAY


@dataclass(frozen=True, slots=True)
class Clock:
    """From wall time to instants, around a window.

    ``offsets[i]`` holds from wall time ``from_wall[i - 1]`` on. In a gap and in a fold that is the
    offset before the change, as RFC 5545, 3.3.5 wants: the first of two, the later of none.
    """

    from_wall: tuple[int, ...]
    offsets: tuple[int, ...]

    def instant(self, wall: int) -> int:
        """The instant that a wall time means."""
        return wall - self.offsets[bisect_right(self.from_wall, wall)]

    def wall(self, instant: int) -> int:
        """A wall time that means the instant, to within a change of the clocks."""
        near = instant + self.offsets[bisect_right(self.from_wall, instant)]
        return instant + self.offsets[bisect_right(self.from_wall, near)]


UTC_CLOCK = Clock((), (0,))


def _clock(changes: Iterable[tuple[int, int]], first: int) -> Clock:
    """The clock of (instant, offset from then on) after a first offset."""
    from_wall, offsets = [], [first]
    for instant, offset in changes:
        from_wall.append(instant + max(offset, offsets[-1]))
        offsets.append(offset)
    return Clock(tuple(from_wall), tuple(offsets))


@lru_cache(maxsize=1024)
def named_clock(name: str, start: int, stop: int) -> Clock:
    """The clock of a zone of the time zone database."""
    pieces = segments(name, start - 2 * DAY, stop + 2 * DAY)
    return _clock(((begin, offset) for begin, _, offset in pieces[1:]), pieces[0][2])


class Clocks:
    """The clocks of one file around a window of instants."""

    def __init__(
        self, definitions: Iterable[Component], floating: str, start: int, stop: int
    ) -> None:
        self._floating = floating
        self._window = (start, stop)
        self._known: dict[str, Clock] = {"UTC": UTC_CLOCK}
        self._defined = {
            each.value.strip().strip('"'): definition
            for definition in definitions
            for each in definition.properties(_TZID)
        }

    def of(self, tzid: str) -> Clock:
        """The clock of a TZID; that of floating times for none. Raises :class:`InvalidInput`."""
        clock = self._known.get(tzid)
        if clock is None:
            clock = self._known[tzid] = self._find(tzid)
        return clock

    def _find(self, tzid: str) -> Clock:
        name = zone_name(tzid or self._floating)
        definition = self._defined.get(tzid)
        if name is None and definition is not None:
            located = (zone_name(each.value) for each in definition.properties(_LOCATION))
            name = next(located, None)
        if name is not None:
            return named_clock(name, *self._window)
        if definition is None:
            raise InvalidInput(
                f"Nothing says what the time zone {tzid[:60]!r} is.",
                do="Export the calendar with its time zones, or in UTC.",
            )
        if len(self._known) > MOST_ZONES:
            raise HostileInput(
                f"The calendar uses more than {MOST_ZONES} time zones.", do="Export fewer events."
            )
        return _defined_clock(definition, *self._window)


def zone_name(tzid: str) -> str | None:
    """The IANA name in a TZID: bare, Windows', or behind a prefix (/mozilla.org/…/Europe/Oslo)."""
    tzid = tzid.strip()
    if name := known_name(tzid) or _windows_names().get(tzid.casefold()):
        return name
    parts = tzid.split("/")
    endings = ("/".join(parts[at:]) for at in range(1, len(parts) - 1))
    return next((name for ending in endings if (name := known_name(ending))), None)


@cache
def _windows_names() -> dict[str, str]:
    listing = resources.files("dayline.integrations.ics").joinpath("windows_zones.txt")
    lines = listing.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ") for line in lines if line and line[0] != "#")
    return {name.casefold(): zone for name, zone in pairs}


def _defined_clock(definition: Component, start: int, stop: int) -> Clock:
    """The clock of a VTIMEZONE: each observance says when it starts and what holds from then on."""
    changes: list[tuple[int, int, int]] = []
    for observance in definition.inside:
        changes += _Observance.read(observance).changes(start - 2 * DAY, stop + 2 * DAY)
    if not changes:
        raise InvalidInput("The time zone of the file has no rule.", do="Export it again.")
    changes.sort()
    return _clock(((instant, after) for instant, _, after in changes), changes[0][1])


@dataclass(frozen=True, slots=True)
class _Observance:
    before: int
    after: int
    starts: tuple[int, ...]
    """Wall times, by the offset before, at which it starts; the first is that of the rule."""
    rule: Rule | None

    @classmethod
    def read(cls, observance: Component) -> _Observance:
        stated: dict[str, list[Property]] = {}
        for each in observance.properties(_OBSERVANCE):
            stated.setdefault(each.name, []).append(each)
        if not {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= stated.keys():
            raise InvalidInput(
                "A rule of the time zone lacks its start or offsets.",
                do="Export the calendar again, or name an IANA zone.",
            )
        starts = [
            time.wall
            for each in (*stated["DTSTART"], *stated.get("RDATE", ()))
            for time, _ in (read_times(each) if each.value else ())
        ]
        rules = stated.get("RRULE")
        rule = parse_rule(rules[0].value, finest=Frequency.YEARLY) if rules else None
        before = read_offset(stated["TZOFFSETFROM"][0].value)
        return cls(before, read_offset(stated["TZOFFSETTO"][0].value), tuple(starts), rule)

    def changes(self, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
        """The changes in a window, and at least the last one before it."""
        walls = set(self.starts)
        if self.rule is not None:
            walls |= self._repeated(self.rule, start, stop)
        past = [wall for wall in walls if wall <= start]
        for wall in [*([max(past)] if past else []), *(w for w in walls if start < w < stop)]:
            yield wall - self.before, self.before, self.after

    def _repeated(self, rule: Rule, start: int, stop: int) -> set[int]:
        if rule.until is not None:
            # UNTIL is in UTC, the rule in the wall time that the offset before gives.
            until = rule.until.replace(tzinfo=None) + timedelta(microseconds=self.before)
            start = min(start, (until.toordinal() - EPOCH.toordinal()) * DAY)
            rule = replace(rule, until=until)
        moments = (self.starts[0], start - _LONGEST, stop)
        first, low, high = (moment // SECOND + _EPOCH_WALL for moment in moments)
        return {(wall - _EPOCH_WALL) * SECOND for wall in expand(rule, first, low, high)}


def check_definition(definition: Component) -> None:
    """Raises :class:`InvalidInput` when a VTIMEZONE has no offsets that can be read."""
    for observance in definition.inside:
        _Observance.read(observance)


def read_offset(text: str) -> int:
    """``+0530`` in microseconds. Raises :class:`InvalidInput`."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None or match[2] > "23" or match[3] > "59":
        raise InvalidInput(f"{text[:20]!r} is no offset from UTC.", do="Write it as +0530.")
    seconds = int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)
    return (-seconds if match[1] == "-" else seconds) * SECOND
