"""The YAML form of a calendar; ``docs/reference/calendars.md`` describes it for its writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dayline.base import strict_yaml
from dayline.base.calendars import Stay, Week, WorkingWeek
from dayline.base.errors import InvalidInput
from dayline.base.findings import Severity
from dayline.people.absences import read_focus, read_leave
from dayline.people.holidays import Holidays
from dayline.people.reading import Path, Reader
from dayline.people.schedule import USUAL_WEEK, Schedule
from dayline.people.schedule_values import (
    Stated,
    read_holidays,
    read_stated,
    read_whose,
    read_working_week,
    read_zone,
)

_PLACE = ("zone", "place", "week", "weeks", "turns_from", "holidays")
KEYS = (*_PLACE, "days", "moves", "leave", "focus", "focus_counts", "hours")


def parse_schedule(
    text: str, *, path: str = "", first_line: int = 1, zone: str = "UTC"
) -> Schedule:
    """The schedule that a YAML text states; ``zone`` holds where the text names none.

    Raises :class:`InvalidInput` or :class:`dayline.base.errors.HostileInput` with every finding
    at once.
    """
    marked = strict_yaml.load(text, path=path, first_line=first_line)
    return schedule_of(marked.value, lines=marked.lines, path=path, zone=zone)


def schedule_of(
    value: object, *, lines: Mapping[Path, int] | None = None, path: str = "", zone: str = "UTC"
) -> Schedule:
    """The schedule of a mapping that was read before, as in a journal entry. Raises as above."""
    reader = Reader(path, lines or {})
    schedule = _read(reader, {} if value is None else value, zone)
    wrong = [each for each in reader.findings if each.severity is Severity.ERROR]
    if wrong:
        what = f"The calendar {path} cannot be used." if path else "The calendar cannot be used."
        do = "Mend what is listed and give it again. Every key: docs/reference/calendars.md"
        raise InvalidInput(what, do=do, findings=wrong)
    return schedule


_NO_HOLIDAYS = Holidays()


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds from one move to the next."""

    zone: str
    weeks: tuple[Week, ...] = (USUAL_WEEK,)
    turns_from: date = date(1970, 1, 5)
    holidays: Holidays = _NO_HOLIDAYS

    def calendar(self, days: Stated, leave: tuple[tuple[date, date], ...]) -> WorkingWeek:
        return WorkingWeek(self.zone, self.weeks, self.turns_from, self.holidays, days, leave)


def _read(reader: Reader, value: object, zone: str) -> Schedule:
    stated = reader.mapping((), value, KEYS)
    places = _places(reader, stated, zone)
    days = read_stated(reader, ("days",), stated.get("days"))
    stays = tuple(Stay(since, place.zone, place.calendar(days, ())) for since, place in places)
    leave = read_leave(reader, ("leave",), stated.get("leave"), stays)
    if leave.dates:
        stays = tuple(
            Stay(since, place.zone, place.calendar(days, leave.dates)) for since, place in places
        )
    whose, at_least = read_whose(reader, ("hours",), stated.get("hours"))
    return Schedule(
        stays,
        leave.instants,
        tuple(read_focus(reader, ("focus",), stated.get("focus"), stays)),
        reader.boolean(("focus_counts",), stated.get("focus_counts")),
        whose,
        at_least,
        tuple(reader.findings),
    )


def _places(
    reader: Reader, stated: Mapping[str, object], zone: str
) -> list[tuple[date | None, _Place]]:
    """The first place and each move, which keeps what it does not state."""
    found: list[tuple[date | None, _Place]] = [(None, _place(reader, (), stated, _Place(zone)))]
    for at, item in reader.items(("moves",), stated.get("moves")):
        fields = reader.mapping(at, item, ("from", *_PLACE))
        since = reader.date((*at, "from"), fields.get("from"))
        if since is None:
            continue
        before = found[-1]
        if before[0] is not None and since <= before[0]:
            message = "This move is not later than the one before."
            reader.wrong(at, "move-order", message, "Sort the moves by date.")
        found.append((since, _place(reader, at, fields, before[1])))
    return found


def _place(reader: Reader, at: Path, stated: Mapping[str, object], before: _Place) -> _Place:
    place = before
    for key in ("zone", "place"):
        if key in stated and (zone := read_zone(reader, (*at, key), stated[key])):
            place = replace(place, zone=zone)
    if "week" in stated and (week := read_working_week(reader, (*at, "week"), stated["week"])):
        place = replace(place, weeks=(week,))
    if "weeks" in stated:
        place = _turns(reader, at, stated, place)
    if "holidays" in stated:
        holidays = read_holidays(reader, (*at, "holidays"), stated["holidays"])
        place = replace(place, holidays=holidays)
    return place


def _turns(reader: Reader, at: Path, stated: Mapping[str, object], place: _Place) -> _Place:
    """Weeks that take turns, and the date in the first of them."""
    read = [
        read_working_week(reader, here, item)
        for here, item in reader.items((*at, "weeks"), stated["weeks"])
    ]
    weeks = tuple(week for week in read if week is not None)
    if "week" in stated or "turns_from" not in stated or not weeks:
        message = "Weeks that take turns need the date on which the first of them starts."
        remedy = "Write weeks and turns_from: 2026-01-05, and no week."
        reader.wrong((*at, "weeks"), "calendar-turns", message, remedy)
        return place
    since = reader.date((*at, "turns_from"), stated["turns_from"])
    return replace(place, weeks=weeks, turns_from=since or place.turns_from)
