"""Meet or write: a situation, or a live record with its call and what came of the last one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.hours import hours
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import offset_at
from dayline.base.zones import zone as zone_of
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.people.places import Ambiguous, resolve_place
from dayline.people.schedule import usual
from dayline.people.timetable import timetable
from dayline.practices.meeting import queries
from dayline.practices.meeting.actions import answer, call
from dayline.practices.meeting.answers.rules import Calibration
from dayline.practices.meeting.queries import Hour
from dayline.practices.meeting.rules import BY_ID, RULES
from dayline.practices.meeting.rules import route as routed
from dayline.practices.meeting.slots.rules import Site, together
from dayline.practices.meeting.terms import WANTED, Advice, Level, Mode, Rule, Situation
from dayline.records.queries import find

_MOST = 30


@dataclass(frozen=True, slots=True)
class Carried:
    """A site at the hour of a call: what it carried before, what this one adds."""

    zone: str
    local: str
    before: float
    more: float


@dataclass(frozen=True, slots=True)
class Fared:
    """A rule in its place and how it fared, None where nobody has answered."""

    rule: Rule
    found: Calibration | None


@seated
def route(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A form of few questions; with an answer to the first one the advice stands above it."""
    asked = request.GET
    page: dict[str, object] = {
        "here": "Teams",
        "asked": asked,
        "wanted": WANTED.items(),
        "levels": [one.value for one in Level],
        "rules": _fared(desk),
    }
    status = 200
    if asked.get("for"):
        try:
            page |= _advised(_advice(desk, asked))
        except DaylineError as error:
            page["error"], status = error, status_of(error)
    return render(request, "pages/route.html", page, status=status)


def _advice(desk: Desk, asked: Mapping[str, str]) -> Advice:
    situation = _situation(asked)
    sites = _sites(desk, asked.get("people", ""))
    if sites:
        situation = replace(situation, together=together(sites, to_micros(desk.now)))
    return routed(situation)


def _situation(asked: Mapping[str, str], *, wanted: str = "decide") -> Situation:
    try:
        return Situation(
            wanted=_known(asked.get("for") or wanted),
            complexity=Level(asked.get("complexity") or "medium"),
            urgency=Level(asked.get("urgency") or "low"),
            documented=bool(asked.get("documented")),
            focus=bool(asked.get("focus")),
            strangers=bool(asked.get("strangers")),
            repeated=3 if asked.get("repeated") else 0,
            asked_for=Mode(asked["asked"]) if asked.get("asked") else None,
        )
    except ValueError as error:
        raise InvalidInput(f"{error}.", do="Choose one of the answers of the form.") from error


def _known(wanted: str) -> str:
    if wanted not in WANTED:
        raise ValueError(f"{wanted!r} is no purpose")
    return wanted


def _sites(desk: Desk, text: str) -> list[Site]:
    """Handles and places, by commas, as sites. Raises for a name that nobody has."""
    names = [one.strip() for one in text.split(",") if one.strip()][:_MOST]
    people: list[str] = []
    start = to_micros(desk.now)
    sites: dict[str, Site] = {}
    for name in names:
        identity = desk.people.id_of(name)
        if identity is not None:
            people += sorted(desk.people.members_of([identity]))
            continue
        place = resolve_place(name)
        if isinstance(place, Ambiguous):
            near = " or ".join(place.candidates[:3])
            raise InvalidInput(place.question, do=f"Write {near or 'a handle or a zone'}.")
        awake = hours(usual(place.zone).awake)
        sites[place.zone] = Site(place.zone, awake, offset_at(start, place.zone))
    known, _ = queries.sites_of(timetable(desk.workspace), dict.fromkeys(people), desk.now)
    return [*known, *(site for zone, site in sites.items() if zone not in {k.id for k in known})]


@seated
def of_record(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """A live record before the router. A POST calls about it, or says if the way was right."""
    record = find(desk.workspace, ref, person=desk.person)
    error, status = None, 200
    if request.method == "POST":
        try:
            return _acted(request, desk, record.ref)
        except DaylineError as refused:
            error, status = refused, status_of(refused)
    found = queries.measure(desk.workspace, record, desk.now, person=desk.person)
    hour = None
    if found.contested and found.people:
        hour = queries.hour_for(desk.workspace, found.people, desk.now, person=desk.person)
    page = {
        "here": "",
        "record": record,
        "found": found,
        "talk": queries.about(desk.workspace, record.ref, person=desk.person),
        "people": [desk.people.handle(one) for one in found.people],
        "hour": hour,
        "starts": from_micros(hour.slot.start) if hour else None,
        "carried": list(_carried(hour)) if hour else [],
        "away": [desk.people.handle(one) for one in hour.away] if hour else [],
        "may_answer": queries.may_answer(record, desk.person),
        "error": error,
        **_advised(found.advice),
    }
    return render(request, "pages/record_route.html", page, status=status)


def _acted(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    typed = request.POST
    if typed.get("act") == "right":
        answer(desk.acting, ref, typed.get("right", ""))
        messages.success(request, "Thank you. It counts for the rules that had advised it.")
        return HttpResponseRedirect(f"/{ref}")
    minutes = typed.get("minutes", "15")
    done = call(desk.acting, ref, minutes=int(minutes) if minutes.isdigit() else 0)
    messages.success(request, f"{done.written.ref} is scheduled, and everybody in it is told.")
    return HttpResponseRedirect(f"/{done.written.ref}")


def _carried(hour: Hour) -> Iterable[Carried]:
    starts = from_micros(hour.slot.start)
    for zone, more in sorted(hour.slot.burden.items()):
        there = f"{starts.astimezone(zone_of(zone)):%a %H:%M}"
        yield Carried(zone, there, hour.before.get(zone, 0.0), more)


def _advised(advice: Advice) -> dict[str, object]:
    return {"advice": advice, "meets": advice.mode is Mode.MEET, "says": BY_ID[advice.decided_by]}


def _fared(desk: Desk) -> list[Fared]:
    found = {one.rule: one for one in queries.calibration(desk.workspace, person=desk.person)}
    return [Fared(rule, found.get(rule.id)) for rule in RULES]
