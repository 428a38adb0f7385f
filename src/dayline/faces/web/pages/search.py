"""Search: what is written about something, best first, and what to do when nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dayline.base.errors import NotFound
from dayline.base.findings import Finding
from dayline.contracts.queries import Registry, registry
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.going import actions_like
from dayline.faces.web.log.asked import (
    Asked,
    Choice,
    area_choices,
    day,
    kind_choices,
    opened,
    state_choices,
)
from dayline.faces.web.record.references import state_class, state_title
from dayline.records.hindsight import brought_later, in_words
from dayline.records.queries import last_number
from dayline.records.sources.rules import KIND, PREFIX
from dayline.search.actions import catch_up
from dayline.search.jumps.queries import jumps
from dayline.search.offered import unknown
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
    filters, findings = _filters(asked, who, team, desk)
    results: list[Result] = []
    more, complete = "", True
    if query and not findings:
        complete = catch_up(desk.workspace, most=CATCH_UP)
        results, more = _found(request, desk, contracts, query, filters)
    missing = [] if results else _unknown(desk, filters)
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
        "told": [*findings, *missing],
        "narrowed": filters != Filters() or bool(findings),
        "kinds": _kinds(asked, contracts, desk.workspace),
        "states": _with_chosen(state_choices(_all_kinds(asked), contracts), asked.state),
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


def _filters(asked: Asked, who: str, team: str, desk: Desk) -> tuple[Filters, list[Finding]]:
    """What the address asks for, and what of it could not be understood."""
    findings: list[Finding] = []
    as_of = day(asked.as_of, "the day to look at", findings)
    since = day(asked.since, "the first day", findings)
    until = day(asked.until, "the last day", findings)
    wrote = _known(who, desk, findings)
    return Filters(
        (asked.kind,) if asked.kind else (),
        (asked.state,) if asked.state else (),
        tuple(sorted(desk.people.members_of(wrote))),
        *opened(since, until, desk, findings),
        tags=(asked.tag,) if asked.tag else (),
        areas=(asked.area,) if asked.area else (),
        teams=_named_team(team, desk, findings),
        as_of=as_of,
    ), findings


def _unknown(desk: Desk, filters: Filters) -> list[Finding]:
    """Of filters that fit no record at all, what they could be, as the command line says it."""
    missing = unknown(desk.workspace, filters, person=desk.person)
    return [Finding("filter-unknown", one.what, one.instead) for one in missing]


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


def _named_team(handle: str, desk: Desk, findings: list[Finding]) -> tuple[str, ...]:
    """The id of a team, in a tuple; none and a finding where no team is called so."""
    if not handle:
        return ()
    try:
        return (desk.people.team(handle).id,)
    except NotFound as error:
        there = ", ".join(f"@{one.handle}" for one in desk.people.teams.values())
        said = f"There are: {there}." if there else "There are no teams yet."
        findings.append(Finding("no-team", error.what, said))
        return ()


def _teams(desk: Desk, team: str) -> list[Choice]:
    """The teams, one of which a record may have to name."""
    handles = sorted(one.handle for one in desk.people.teams.values())
    chosen = team.removeprefix("@")
    teams = [
        Choice("", "Any team", chosen=not team),
        *(Choice(one, f"@{one}", chosen=one == chosen) for one in handles),
    ]
    return _with_chosen(teams, team)


def _all_kinds(asked: Asked) -> Asked:
    return asked if asked.kind else Asked(kind="all", state=asked.state)


def _kinds(asked: Asked, contracts: Registry, workspace: int) -> list[Choice]:
    first, *_ = [Choice("", "Any kind", chosen=not asked.kind)]
    last = [
        Choice(kind, title, chosen=asked.kind == kind)
        for kind, title in _NO_CONTRACT.items()
        if last_number(workspace, PREFIX)
    ]
    return _with_chosen([first, *kind_choices(asked, contracts)[2:], *last], asked.kind)


def _with_chosen(choices: list[Choice], chosen: str) -> list[Choice]:
    """The choices with what was asked for, also where it is none: the form says what holds."""
    is_there = any(one.chosen for one in choices) or not chosen
    return choices if is_there else [*choices, Choice(chosen, chosen, chosen=True)]


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
