"""To whom a new handoff goes: the select above its text, and the text that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dayline.base.errors import DaylineError
from dayline.base.heads import split
from dayline.drafts.actions import Typed
from dayline.faces.web.desk import Desk
from dayline.faces.web.editor.places import Place
from dayline.people.queries import TeamFact
from dayline.practices.handoff.drafting import following, for_receiver
from dayline.practices.handoff.evidence import KIND
from dayline.practices.handoff.pairs import receivers


@dataclass(frozen=True)
class Choice:
    """A team in the select: its handle, its name, what it says, whether it is chosen."""

    handle: str
    name: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Receiving:
    """The select. ``proposed`` says which team's morning comes next; ``to`` is the team chosen."""

    to: str
    source: str
    proposed: str
    choices: tuple[Choice, ...]


def receiving(desk: Desk, place: Place, text: str) -> Receiving | None:
    """The select above the text of a new handoff; None where there is nothing to choose."""
    if not _is_new_handoff(place):
        return None
    fields = _fields(text)
    own = _team(desk, fields.get("from"))
    found = receivers(desk.workspace, desk.person, desk.now, own=own.id if own else "")
    if not found:
        return None
    target = _team(desk, fields.get("to"))
    to = f"@{target.handle}" if target else ""
    choices = tuple(
        Choice(handle, one.team.name, one.words(desk.now), handle == to)
        for one in found
        for handle in (f"@{one.team.handle}",)
    )
    first = found[0]
    return Receiving(
        to, own.name if own else "", first.words(desk.now) if first.next else "", choices
    )


def received(desk: Desk, place: Place, typed: Typed, sent: Mapping[str, Any]) -> Typed:
    """What was typed, handed over to the team that the select names now; its title follows.

    The text wins where the select was left as it was.
    """
    if not _is_new_handoff(place):
        return typed
    to, before = str(sent.get("to", "")), str(sent.get("to_was", ""))
    names = {f"@{team.handle}": team.name for team in desk.people.teams.values()}
    try:
        if to in names and to != before:
            return replace(typed, text=for_receiver(typed.text, to, names))
        return replace(typed, text=following(typed.text, names))
    except DaylineError:  # a head that cannot be read is told of when it is saved
        return typed


def _team(desk: Desk, stated: object) -> TeamFact | None:
    """The team that a field names, None where there is no such team."""
    return desk.people.teams.get(desk.people.id_of(str(stated or "")) or "")


def _is_new_handoff(place: Place) -> bool:
    return place.record is None and place.contract.name == KIND


def _fields(text: str) -> Mapping[str, object]:
    try:
        return split(text).fields
    except DaylineError:
        return {}
