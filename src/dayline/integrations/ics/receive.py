"""Leave and focus blocks out of somebody's calendar file.

Only times are kept: no summary, no place, no attendee. An event that cannot be read, and a rule
that would run wild, is left out and named; the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dayline.base.errors import DaylineError, HostileInput
from dayline.base.findings import Finding
from dayline.base.micros import to_micros
from dayline.base.spans import EMPTY, Spans, spans
from dayline.integrations.ics.clocks import Clocks, check_definition
from dayline.integrations.ics.components import MOST_FINDINGS, Component, parse
from dayline.integrations.ics.events import Event, read_event
from dayline.integrations.ics.timetable import Occurrence, Timetable, series


class Take(StrEnum):
    """What the events of a file are taken for."""

    AUTO = "auto"
    """Leave and focus blocks by their marks; everything else is a meeting and left alone."""
    LEAVE = "leave"
    FOCUS = "focus"


@dataclass(frozen=True, slots=True)
class Received:
    """What a calendar file says about somebody's time in a window.

    ``leave_dates`` are absences of whole days, which take the shifts that start on them;
    ``leave``, ``focus`` and ``meetings`` are instants. ``findings`` name what was not read.
    """

    leave_dates: tuple[tuple[date, date], ...] = ()
    leave: Spans = EMPTY
    focus: Spans = EMPTY
    meetings: Spans = EMPTY
    findings: tuple[Finding, ...] = ()


_LEAVE = re.compile(
    r"oof|ooo|pto|(?:out of (?:the )?office|annual leave|on leave|parental leave|sick leave|leave"
    r"|vacation|holidays?|day off|time off|off sick|absent|absence)\b.*",
    re.IGNORECASE,
)
_FOCUS = re.compile(
    r"dnd|(?:focus(?: time| block)?|deep work|do not disturb|no meetings?)\b.*", re.IGNORECASE
)


def receive(
    text: str, *, zone: str, start: datetime, stop: datetime, take: Take = Take.AUTO, path: str = ""
) -> Received:
    """The leave and focus blocks of a calendar file in ``start <= t < stop``.

    ``zone`` is that of the person, for times that name none. Raises :class:`HostileInput` when
    the file as a whole is past the limits; what is wrong with single events becomes a finding.
    """
    found, findings = occurrences(text, zone=zone, start=start, stop=stop, path=path)
    return _sorted(found, take, findings)


def occurrences(
    text: str, *, zone: str, start: datetime, stop: datetime, path: str = ""
) -> tuple[list[Occurrence], tuple[Finding, ...]]:
    """Every occurrence of every event in ``start <= t < stop``, and what was not read.

    Raises as :func:`receive` does.
    """
    parsed = parse(text, path=path)
    reader = _Reader(path, list(parsed.findings))
    every = [each for top in parsed.components for each in top.walk()]
    events = reader.events(each for each in every if each.name == "VEVENT")
    window = (to_micros(start), to_micros(stop))
    definitions = [each for each in every if each.name == "VTIMEZONE"]
    reader.check(definitions)
    clocks = Clocks(definitions, zone, *window)
    return reader.occurrences(Timetable(clocks, *window), events), tuple(reader.findings)


class _Reader:
    """Reads events one by one; what is wrong with one does not touch the others."""

    def __init__(self, path: str, findings: list[Finding]) -> None:
        self.findings = findings
        self._path = path

    def check(self, definitions: list[Component]) -> None:
        for definition in definitions[:MOST_FINDINGS]:
            try:
                check_definition(definition)
            except DaylineError as error:
                message = f"This time zone is not used. {error.what}"
                self._find("ics-zone", definition.line, message, error.do)

    def events(self, components: Iterator[Component]) -> list[Event]:
        found = []
        for component in components:
            try:
                found.append(read_event(component))
            except DaylineError as error:
                self._leave_out(component.line, error)
        return found

    def occurrences(self, timetable: Timetable, events: list[Event]) -> list[Occurrence]:
        found: list[Occurrence] = []
        for event, moved in series(events):
            try:
                found += timetable.of(event, moved)
            except DaylineError as error:
                if timetable.spent:
                    raise
                self._leave_out(event.line, error)
        return found

    def _leave_out(self, line: int, error: DaylineError) -> None:
        rule = "ics-hostile" if isinstance(error, HostileInput) else "ics-event"
        self._find(rule, line, f"This event is not read. {error.what}", error.do)

    def _find(self, rule: str, line: int, message: str, remedy: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(rule, message, remedy, self._path, line))


def _sorted(found: list[Occurrence], take: Take, findings: tuple[Finding, ...]) -> Received:
    kinds: dict[str, list[Occurrence]] = {"leave": [], "focus": [], "meetings": []}
    for each in found:
        if each.event.busy or take is not Take.AUTO:
            kinds[_kind(each.event, take)].append(each)
    whole = [each.days for each in kinds["leave"] if each.days]
    return Received(
        tuple(sorted(set(whole))),
        spans((each.start, each.end) for each in kinds["leave"] if not each.days),
        spans((each.start, each.end) for each in kinds["focus"]),
        spans((each.start, each.end) for each in kinds["meetings"]),
        findings,
    )


def _kind(event: Event, take: Take) -> str:
    if take is not Take.AUTO:
        return take.value
    labels = [label.replace("\\,", ",").strip() for label in event.labels]
    if any(_LEAVE.fullmatch(label) for label in labels):
        return "leave"
    return "focus" if any(_FOCUS.fullmatch(label) for label in labels) else "meetings"
