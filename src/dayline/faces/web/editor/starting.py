"""What a new text begins with: the contract's template, and what Dayline can fill in itself."""

from __future__ import annotations

from dayline.base.errors import NotFound
from dayline.base.heads import fences, split
from dayline.contracts.template import blank
from dayline.contracts.terms import Contract, Field
from dayline.faces.web.desk import Desk
from dayline.people.queries import TeamFact
from dayline.people.timetable import timetable
from dayline.practices.handoff import evidence
from dayline.practices.handoff.evidence import KIND as HANDOFF
from dayline.practices.handoff.pairs import next_awake
from dayline.practices.update.queries import KIND, draft

_OURS = ("contract:", "id:", "state:", "author:")
_MINE = ("owner",)
_MY_TEAM = ("from", "team", "teams")


def start(desk: Desk, contract: Contract, *, to: str = "") -> str:
    """A text under ``contract`` with sensible values, without the lines that saving adds.

    It is blank, but for an update and a handoff, which are prefilled with what their author did.
    ``to`` is the handle of the team that a handoff goes to, by default the one that wakes next.
    """
    if contract.name == KIND:
        try:
            return draft(desk.workspace, desk.person, desk.now).text
        except NotFound:
            pass  # no working day in sight: a blank one does for whoever writes all the same
    if contract.name == HANDOFF:
        try:
            return evidence.draft(desk.workspace, desk.person, desk.now, to=to).text
        except NotFound:
            pass  # in no team, or with nobody to hand over to
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
        own = _my_team(desk)
        known = timetable(desk.workspace)
        team = next_awake(known, desk.person, own.id if own else "", desk.now)
        return f"@{team.handle}" if team else ""
    if field.type == "date" and field.name == "due":
        return desk.now.astimezone(desk.zone).date().isoformat()
    return ""


def _my_team(desk: Desk) -> TeamFact | None:
    return next(iter(desk.people.teams_of(desk.person)), None)
