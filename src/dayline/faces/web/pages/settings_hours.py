"""One's hours: the working week, leave, focus, moves, and the calendar as it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.micros import from_micros
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.trying import tried
from dayline.integrations.ics.receive import Received, receive
from dayline.people.calendars.actions import (
    add_focus,
    add_leave,
    add_move,
    set_calendar,
    set_week,
)
from dayline.people.schedule import Schedule
from dayline.people.timetable import timetable

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FILE_LIMIT = 2 * 1024 * 1024
_AHEAD = timedelta(days=366)


@seated
def hours(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The forms; one of them was sent when ``form`` says which."""

    def show(error: DaylineError | None = None) -> HttpResponse:
        return _page(request, desk, error)

    if request.method != "POST":
        return show()
    name = request.POST.get("form", "")
    return tried(
        request,
        lambda: _ACTS.get(name, _nothing)(request, desk),
        said="Saved. Deadlines that lean on your hours have moved with them.",
        back=f"/settings/hours#{name}",
        show=show,
    )


def _nothing(request: HttpRequest, desk: Desk) -> None:  # noqa: ARG001
    raise InvalidInput("There is no such form.", do="Reload the page and send it again.")


def _week(request: HttpRequest, desk: Desk) -> None:
    said = [(day, " ".join(request.POST.get(day, "").split())) for day in DAYS]
    set_week(desk.acting, desk.person, "; ".join(f"{day} {times or 'off'}" for day, times in said))


def _leave(request: HttpRequest, desk: Desk) -> None:
    first, last = request.POST.get("first", ""), request.POST.get("last", "")
    if not first:
        raise InvalidInput("From which day?", do="Choose the first day of your leave.")
    add_leave(desk.acting, desk.person, [first if last in ("", first) else f"{first} to {last}"])


def _file(request: HttpRequest, desk: Desk) -> None:
    file: Any = request.FILES.get("file")
    if file is None or file.size > _FILE_LIMIT:
        raise InvalidInput(
            "There is no calendar file that could be read.",
            do="Choose an .ics file of at most 2 MB.",
        )
    text = file.read().decode("utf-8", "replace")
    found = receive(text, zone=desk.me.zone, start=desk.now, stop=desk.now + _AHEAD)
    standing = desk.me.calendar
    fresh = [one for one in _dates(found) if f"- {one}\n" not in standing]
    if not fresh:
        raise InvalidInput(
            "No leave that is new was found in this file.",
            kept="Your calendar is as it was.",
            do="Only events marked as leave or as out of office in the coming year are taken.",
            findings=found.findings,
        )
    add_leave(desk.acting, desk.person, fresh)


def _dates(received: Received) -> list[str]:
    days = [
        f"{first}" if first == last else f"{first} to {last}"
        for first, last in received.leave_dates
    ]
    spans = [
        f"{from_micros(start):%Y-%m-%dT%H:%M:%SZ} to {from_micros(stop):%Y-%m-%dT%H:%M:%SZ}"
        for start, stop in received.leave
    ]
    return [*days, *spans]


def _focus(request: HttpRequest, desk: Desk) -> None:
    days, times = request.POST.getlist("day"), request.POST.get("times", "").strip()
    if not days or not times:
        raise InvalidInput("When?", do="Choose days, and write times such as 13:00-15:00.")
    add_focus(desk.acting, desk.person, [f"{' '.join(days)} {times}"])


def _move(request: HttpRequest, desk: Desk) -> None:
    since, zone = request.POST.get("since", ""), request.POST.get("zone", "").strip()
    if not since or not zone:
        raise InvalidInput("When, and where to?", do="Give a date, and a zone or a place.")
    add_move(desk.acting, desk.person, since, zone)


def _text(request: HttpRequest, desk: Desk) -> None:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    set_calendar(desk.acting, desk.person, text)


_ACTS: dict[str, Callable[[HttpRequest, Desk], None]] = {
    "week": _week,
    "leave": _leave,
    "file": _file,
    "focus": _focus,
    "move": _move,
    "text": _text,
}


def _page(request: HttpRequest, desk: Desk, error: DaylineError | None) -> HttpResponse:
    times = timetable(desk.workspace)
    schedule = times.schedule(desk.person)
    sent = request.POST
    text = sent.get("text", desk.me.calendar)
    ahead = times.hours(desk.person).blocks(desk.now, desk.now + timedelta(days=7))
    context = {
        "chapter": "hours",
        "error": error,
        "failed": sent.get("form", "") if error else "",
        "days": [
            (day, name, sent.get(day, written))
            for day, name, written in zip(DAYS, NAMES, written_week(schedule), strict=True)
        ],
        "turns": len(weeks_of(schedule)) > 1,
        "text": text,
        "ahead": ahead,
        "given": sent,
    }
    return render(request, "pages/settings_hours.html", context)


def weeks_of(schedule: Schedule) -> tuple[Any, ...]:
    """The weeks that take turns where somebody lives first; one for most."""
    return tuple(getattr(schedule.stays[0].calendar, "weeks", ()))


def written_week(schedule: Schedule) -> list[str]:
    """The times of each weekday as they are typed: ``09:00-12:30, 13:30-17:30``."""
    weeks = weeks_of(schedule)
    days = weeks[0] if weeks else ((),) * 7
    return [", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in day) for day in days]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
