"""Other libraries that know working time, asked the same questions as ours.

Each is imported by name when it is installed, so that the project does not depend on it. A peer is
a function that makes, for a zone and a schedule, a function from a start (aware, UTC) and whole
hours to a deadline; or None for a schedule that the library cannot express.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo

Question = tuple[str, "Schedule", datetime, Any]
Answer = Callable[[datetime, Any], object]
Make = Callable[[str, "Schedule"], Answer | None]
Shifts = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True)
class Schedule:
    """One shape of a week that every day of it shares."""

    name: str
    days: tuple[int, ...]
    shifts: tuple[tuple[int, int], ...]

    @property
    def week(self) -> Shifts:
        return {day: list(self.shifts) for day in self.days}

    @property
    def is_night(self) -> bool:
        return any(end <= start for start, end in self.shifts)


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SCHEDULES = (
    Schedule("nine to five", (0, 1, 2, 3, 4), ((540, 1020),)),
    Schedule("lunch break", (0, 1, 2, 3, 4), ((540, 750), (810, 1080))),
    Schedule("Sunday to Thursday", (6, 0, 1, 2, 3), ((510, 990),)),
    Schedule("nights", (0, 1, 2, 3, 4, 5, 6), ((1320, 360),)),
)


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def businesstimedelta(zone: str, schedule: Schedule) -> Answer | None:
    library, pytz = import_module("businesstimedelta"), import_module("pytz")
    there = pytz.timezone(zone)
    rules = [
        library.WorkDayRule(_time(start), _time(end), list(schedule.days), tz=there)
        for start, end in schedule.shifts
    ]
    whole = library.Rules(rules)
    return lambda start, hours: start + library.BusinessTimeDelta(whole, hours=hours)


def opening_hours(zone: str, schedule: Schedule) -> Answer | None:
    library = import_module("opening_hours")
    days = ",".join(DAYS[day][:2] for day in schedule.days)
    times = ",".join(f"{_time(start):%H:%M}-{_time(end):%H:%M}" for start, end in schedule.shifts)
    hours_of = library.OpeningHours(f"{days} {times}", timezone=ZoneInfo(zone))

    def deadline(start: datetime, hours: int) -> datetime:
        left = timedelta(hours=hours)
        for begin, end, state, _ in hours_of.intervals(start.astimezone(ZoneInfo(zone))):
            if state != library.State.OPEN:
                continue
            opens, closes = begin.astimezone(UTC), end.astimezone(UTC)
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        raise ValueError("never")

    return deadline


def pandas_custom_business_hour(zone: str, schedule: Schedule) -> Answer | None:
    library = import_module("pandas")
    step = library.tseries.offsets.CustomBusinessHour(
        start=[f"{_time(start):%H:%M}" for start, _ in schedule.shifts],
        end=[f"{_time(end):%H:%M}" for _, end in schedule.shifts],
        weekmask=" ".join(DAYS[day] for day in sorted(schedule.days)),
    )

    def deadline(start: datetime, hours: int) -> datetime:
        due = library.Timestamp(start).tz_convert(zone) + step * hours
        return due.tz_convert("UTC").to_pydatetime()

    return deadline


def exchange_calendars(zone: str, schedule: Schedule) -> Answer | None:
    if schedule.is_night:
        return None
    library, pandas = import_module("exchange_calendars"), import_module("pandas")
    first, last = schedule.shifts[0], schedule.shifts[-1]
    mask = "".join("1" if day in schedule.days else "0" for day in range(7))
    members: dict[str, Any] = {
        "name": f"X{zone}{schedule.name}",
        "tz": ZoneInfo(zone),
        "open_times": ((None, _time(first[0])),),
        "close_times": ((None, _time(last[1])),),
        "weekmask": mask,
    }
    if len(schedule.shifts) > 1:
        members["break_start_times"] = ((None, _time(first[1])),)
        members["break_end_times"] = ((None, _time(last[0])),)
    made = type("Made", (library.ExchangeCalendar,), members)
    minutes = made(start="2023-12-01", end="2028-03-01").minutes

    def deadline(start: datetime, hours: int) -> datetime:
        place = minutes.searchsorted(pandas.Timestamp(start))
        return minutes[place + hours * 60 - 1].to_pydatetime() + timedelta(minutes=1)

    return deadline


def business_duration(zone: str, schedule: Schedule) -> Answer | None:
    """Knows only how long, between naive local times: asked for the awake time of a span."""
    if len(schedule.shifts) > 1 or schedule.is_night:
        return None
    library, pandas = import_module("business_duration"), import_module("pandas")
    ((opens, closes),) = schedule.shifts
    weekend = [day for day in range(7) if day not in schedule.days]
    there = ZoneInfo(zone)

    def between(start: datetime, stop: datetime) -> float:
        return library.businessDuration(
            pandas.Timestamp(start.astimezone(there).replace(tzinfo=None)),
            pandas.Timestamp(stop.astimezone(there).replace(tzinfo=None)),
            _time(opens),
            _time(closes),
            weekend,
            unit="min",
        )

    return between


def businesstime(zone: str, schedule: Schedule) -> Answer | None:
    """Knows only how long, between naive local times."""
    if len(schedule.shifts) > 1 or schedule.is_night:
        return None
    library = import_module("businesstime")
    ((opens, closes),) = schedule.shifts
    weekend = tuple(day for day in range(7) if day not in schedule.days)
    calendar = library.BusinessTime((_time(opens), _time(closes)), weekend)
    day = timedelta(minutes=closes - opens)
    there = ZoneInfo(zone)

    def between(start: datetime, stop: datetime) -> float:
        found = calendar.businesstimedelta(
            start.astimezone(there).replace(tzinfo=None),
            stop.astimezone(there).replace(tzinfo=None),
        )
        return (found.days * day + timedelta(seconds=found.seconds)).total_seconds() / 60

    return between


DEADLINES: dict[str, tuple[str, Make]] = {
    "exchange-calendars": ("exchange_calendars", exchange_calendars),
    "opening-hours-py": ("opening_hours", opening_hours),
    "pandas CustomBusinessHour": ("pandas", pandas_custom_business_hour),
    "businesstimedelta": ("businesstimedelta", businesstimedelta),
}
DURATIONS: dict[str, tuple[str, Make]] = {
    "businesstime": ("businesstime", businesstime),
    "business-duration": ("business_duration", business_duration),
}


def installed(peers: dict[str, tuple[str, Make]]) -> Iterator[tuple[str, Make]]:
    """The peers that can be asked here."""
    for name, (module, make) in peers.items():
        if find_spec(module) is None:
            print(f"  {name:28} not installed here")
        else:
            yield name, make
