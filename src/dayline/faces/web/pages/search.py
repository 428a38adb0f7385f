"""Search: what is written about something, best first, and what to do when nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dayline.base.errors import NotFound
from dayline.base.findings import Finding
from dayline.contracts.queries import Registry, registry
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.going import actions_like
from dayline.faces.web.log.asked import Asked, Choice, area_choices, kind_choices, state_choices
from dayline.faces.web.record.references import state_class, state_title
from dayline.records.hindsight import brought_later, in_words
from dayline.records.queries import last_number
from dayline.records.sources.rules import KIND, PREFIX
from dayline.search.actions import catch_up
from dayline.search.jumps.queries import jumps
from dayline.search.queries import Filters, Hit
from dayline.search.queries import search as find

PAGE = 20
"""Results of one page."""

FURTHEST = 200
"""Nobody reads on after so many: better words find more."""

CATCH_UP = 400
"""Records that are indexed before a search; the rest is the worker's."""


_NO_CONTRACT = {KIND: "Source file"}
"""Kinds that come from elsewhere and move under no contract."""


@dataclass(frozen=True, slots=True)
class Result:
    """A record that fits, as the page shows it."""

    hit: Hit
    kind: str
    state: str
    state_class: str

    @property
    def line(self) -> int:
        """The line of a source file, which is that of its record; else 0."""
        return self.hit.line if self.hit.record.kind == KIND else 0

    @property
    def place(self) -> Sequence[str]:
        """The headings that lead to the passage, without the title."""
        headings = self.hit.headings
        return headings[1:] if headings[:1] == (self.hit.record.title,) else headings


@seated
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page: the box, the filters, and what was found."""
    query = request.GET.get("q", "").strip()[:500]
    contracts = registry(desk.workspace)
    asked = Asked.of(request.GET)
    who, team = (request.GET.get(name, "").strip()[:80] for name in ("who", "team"))
    findings: list[Finding] = []
    filters = _filters(asked, who, team, desk, contracts, findings)
    results: list[Result] = []
    more, complete = "", True
    if query and not findings:
        complete = catch_up(desk.workspace, most=CATCH_UP)
        results, more = _found(request, desk, contracts, query, filters)
    context = {
        "here": "Search",
        "query": query,
        "asked": asked,
        "who": who,
        "team": team,
        "teams": _teams(desk, team),
        "areas": area_choices(asked, desk),
        "results": results,
        "more": more,
        "complete": complete,
        "findings": findings,
        "narrowed": filters != Filters() or bool(findings),
        "kinds": _kinds(asked, contracts, desk.workspace),
        "states": state_choices(_all_kinds(asked), contracts),
        "hindsight": _hindsight(desk, results, filters.as_of),
        "question": "/new/question?" + urlencode({"title": query}),
    }
    return render(request, "pages/search.html", context)


def _hindsight(desk: Desk, results: Sequence[Result], day: date | None) -> str:
    """What of the results is known only from a text that was brought in after the day."""
    refs = [one.hit.record.ref for one in results]
    return in_words(brought_later(desk.workspace, refs, day), len(refs)) if day else ""


def _found(
    request: HttpRequest, desk: Desk, contracts: Registry, query: str, filters: Filters
) -> tuple[list[Result], str]:
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 4 else 1
    page = max(1, min(page, FURTHEST // PAGE))
    hits = find(desk.workspace, query, person=desk.person, filters=filters, limit=page * PAGE + 1)
    more = ""
    if len(hits) > page * PAGE and page < FURTHEST // PAGE:
        given = {**request.GET.dict(), "page": str(page + 1)}
        more = "/search?" + urlencode({name: value for name, value in given.items() if value})
    shown = hits[(page - 1) * PAGE : page * PAGE]
    return [_result(hit, contracts) for hit in shown], more


def _result(hit: Hit, contracts: Registry) -> Result:
    record = hit.record
    kinds = contracts.versions.get(record.kind)
    return Result(
        hit,
        kinds[-1].title if kinds else _NO_CONTRACT.get(record.kind, record.kind),
        state_title(contracts, record),
        state_class(record),
    )


def _filters(  # noqa: PLR0917 -- what the address says, and who reads it
    asked: Asked, who: str, team: str, desk: Desk, contracts: Registry, findings: list[Finding]
) -> Filters:
    since, until, as_of = (_day(text, findings) for text in (asked.since, asked.until, asked.as_of))
    known = _known(who, desk, findings)
    return Filters(
        (asked.kind,) if asked.kind in contracts.versions or asked.kind in _NO_CONTRACT else (),
        (asked.state,) if asked.state else (),
        tuple(sorted(desk.people.members_of(known)))
        if (known := _known(who, desk, findings))
        else (),
        _begin(since, desk),
        _begin(until and until + timedelta(days=1), desk),
        tags=(asked.tag,) if asked.tag else (),
        areas=(asked.area,) if asked.area else (),
        teams=_known(team, desk, findings),
        as_of=as_of,
    )


def _known(handle: str, desk: Desk, findings: list[Finding]) -> tuple[str, ...]:
    """The id of a person or team, in a tuple; none and a finding where nobody is called so."""
    if not handle:
        return ()
    try:
        return (desk.people.known(handle).id,)
    except NotFound:
        said = f"Nobody here is called {handle}."
        findings.append(Finding("nobody", said, "Give a handle such as @ana."))
        return ()


def _begin(day: date | None, desk: Desk) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), desk.zone)


def _teams(desk: Desk, team: str) -> list[Choice]:
    """The teams, one of which a record may have to name."""
    handles = sorted(one.handle for one in desk.people.teams.values())
    chosen = team.removeprefix("@")
    return [
        Choice("", "Any team", chosen=not team),
        *(Choice(one, f"@{one}", chosen=one == chosen) for one in handles),
    ]


def _day(text: str, findings: list[Finding]) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not _FIRST <= day.year <= _LAST:
        said = f"“{text[:40]}” is no day."
        findings.append(Finding("day-unknown", said, "Give it as 2026-11-18."))
        return None
    return day


_FIRST, _LAST = 1970, 9000
"""Years that every calendar here can add a day to."""


def _all_kinds(asked: Asked) -> Asked:
    return asked if asked.kind else Asked(kind="all", state=asked.state)


def _kinds(asked: Asked, contracts: Registry, workspace: int) -> list[Choice]:
    first, *_ = [Choice("", "Any kind", chosen=not asked.kind)]
    last = [
        Choice(kind, title, chosen=asked.kind == kind)
        for kind, title in _NO_CONTRACT.items()
        if last_number(workspace, PREFIX)
    ]
    return [first, *kind_choices(asked, contracts)[2:], *last]


@require_GET
@seated
def titles(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For the command bar: what can be done, and the records that the letters may mean."""
    typed = request.GET.get("q", "")[:200]
    contracts = registry(desk.workspace)
    found = jumps(desk.workspace, typed, person=desk.person)
    records = [
        {
            "title": record.title,
            "ref": record.ref,
            "note": state_title(contracts, record),
            "address": f"/{record.ref}",
        }
        for record in found
    ]
    answer = JsonResponse({"actions": actions_like(typed, desk, contracts), "records": records})
    answer.headers["Cache-Control"] = "no-store"
    return answer
