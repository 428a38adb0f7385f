"""Decisions with teeth: who accepted which version, and what a change owes to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import BODY_LIMIT, operation
from dayline.faces.api.shapes import decisions as shapes
from dayline.faces.api.shapes.base import instant
from dayline.faces.api.telling import Ref
from dayline.faces.cli.decisions_report import as_values as report_values
from dayline.faces.cli.decisions_report import fails, markdown
from dayline.faces.standing import as_values
from dayline.practices.decision import queries
from dayline.practices.decision.actions import accept
from dayline.practices.decision.book import Book
from dayline.practices.decision.diffs import parse
from dayline.practices.decision.folder import waivers_in
from dayline.practices.decision.offsets import Scope
from dayline.practices.decision.rules import ChangeSet, judge
from dayline.records.queries import find

router = Router()


@operation(
    router, "GET", "/records/{ref}/offsets", scope="read", answers=shapes.DecisionOffsets
)  # fmt: skip
def get_offsets(request: HttpRequest, ref: Ref) -> Any:
    """Get who accepted which version of a decision, and which teams are behind.

    Time is counted in the awake-hours of a team as a whole; no figure exists for a person.
    """
    desk = desk_of(request)
    record = find(desk.workspace, ref, person=desk.person)
    bound = queries.versions(record)
    found = queries.offsets(record, desk.now, person=desk.person)
    told = as_values(record, desk.people, bound, found)
    for one in (*told["versions"], *told["said"]):
        one["at"] = instant(one["at"])
    return told


@operation(
    router, "POST", "/records/{ref}/acceptances", scope="write:comments", answers=shapes.Accepted
)  # fmt: skip
def accept_version(request: HttpRequest, ref: Ref, payload: shapes.NewAcceptance) -> Any:
    """Say that a version of a decision applies to you or your team, does not, or is contested.

    Of a contest the author and the deciders are told, in their morning.
    """
    desk = desk_of(request)
    said = accept(
        desk.acting,
        ref,
        scope=Scope(payload.scope),
        team=payload.team or "",
        revision=payload.version,
        note=payload.note,
    )
    return {
        "who": desk.people.handle(said.who),
        "revision": said.revision,
        "scope": said.scope.value,
    }


@operation(
    router, "POST", "/decisions/check", scope="read", answers=shapes.DecisionReport,
    limit=BODY_LIMIT,
)  # fmt: skip
def check_change(request: HttpRequest, payload: shapes.ChangeToCheck) -> Any:
    """Hold a unified diff against the decisions that you may see. Changes nothing.

    Commands of checks are not run here. What needs whole files is judged by the changed lines,
    unless `texts` has them; `dayline decisions check` sends those that matter.
    """
    desk = desk_of(request)
    known = queries.book_of_workspace(desk.workspace, person=desk.person)
    book = Book(known.decisions, *waivers_in(payload.waivers)) if payload.waivers else known
    change = ChangeSet(
        parse(payload.diff, name="diff"),
        payload.message,
        lambda blobs: {one: payload.texts[one] for one in blobs if one in payload.texts},
        lambda: payload.paths,
    )
    verdict = judge(change, book, today=desk.now.date())
    return {
        **report_values(verdict),
        "decisions": verdict.decisions,
        "passes": not fails(verdict, strict=False),
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "path": one.path,
                "line": one.line,
                "column": one.column,
                "message": one.message,
                "remedy": one.remedy,
            }
            for one in verdict.findings
        ],
        "markdown": markdown(verdict),
    }
