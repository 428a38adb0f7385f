"""What a new text begins with: the contract's template, and what Dayline can fill in itself."""

from __future__ import annotations

from datetime import datetime

from dayline.base.errors import DaylineError, NotFound
from dayline.base.heads import fences, split
from dayline.contracts.template import blank
from dayline.contracts.terms import Contract, Field
from dayline.faces.web.desk import Desk
from dayline.people.queries import TeamFact
from dayline.people.timetable import timetable
from dayline.practices.update.queries import KIND, draft

_OURS = ("contract:", "id:", "state:", "author:")
_MINE = ("owner",)
_MY_TEAM = ("from", "team", "teams")


def start(desk: Desk, contract: Contract) -> str:
    """A text under ``contract`` with sensible values, without the lines that saving adds.

    It is blank, but for an update, which is prefilled with what its author did.
    """
    if contract.name == KIND:
        try:
            return draft(desk.workspace, desk.person, desk.now).text
        except NotFound:
            pass  # no working day in sight: a blank one does for whoever writes all the same
    given: dict[str, str | list[str]] = {}
    for field in contract.fields.values():
        value = _value(desk, field)
        if field.required and value:
            given[field.name] = [value] if field.many else value
    text = blank(contract, ref="", title="", author="", fields=given)
    head = fences(text)
    if head is None:
        return text
    lines = text[head.inner : head.close].splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(_OURS))
    body = text[head.end :].replace(f"# {contract.title}\n", "# \n", 1)
    return f"---\n{kept}---\n{body}" if kept else body.lstrip("\n")


def stamped(text: str, contract: Contract, handle: str) -> str:
    """``text`` with what :func:`start` left out put at the top of its head, where it is missing.

    The id comes later, from the act that reserves it.
    """
    head = fences(text)
    if head is None:
        return text
    given = split(text).fields
    values = {"contract": contract.ref, "state": contract.initial, "author": f'"{handle}"'}
    lines = "".join(f"{name}: {value}\n" for name, value in values.items() if name not in given)
    return f"{text[: head.inner]}{lines}{text[head.inner :]}"


def _value(desk: Desk, field: Field) -> str:
    if field.type == "person" and field.name in _MINE:
        return f"@{desk.me.handle}"
    if field.type == "team" and field.name in _MY_TEAM:
        team = _my_team(desk)
        return f"@{team.handle}" if team else ""
    if field.type == "team" and field.name == "to":
        team = _next_awake(desk)
        return f"@{team.handle}" if team else ""
    if field.type == "date" and field.name == "due":
        return desk.now.astimezone(desk.zone).date().isoformat()
    return ""


def _my_team(desk: Desk) -> TeamFact | None:
    return next(iter(desk.people.teams_of(desk.person)), None)


def _next_awake(desk: Desk) -> TeamFact | None:
    """The team whose day begins next when my own ends."""
    mine = {team.id for team in desk.people.teams_of(desk.person)}
    others = [team for team in desk.people.teams.values() if team.id not in mine]
    known = timetable(desk.workspace)
    try:
        closing = known.hours(desk.person).closing(desk.now)
    except DaylineError:
        closing = desk.now
    opening: dict[str, datetime] = {}
    for team in others:
        try:
            opening[team.id] = known.hours(team.id).next_awake(closing)
        except DaylineError:
            continue
    return min(
        (team for team in others if team.id in opening),
        key=lambda team: opening[team.id],
        default=None,
    )
