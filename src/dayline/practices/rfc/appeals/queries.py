"""Appeals against concerns: who asked for one, who may decide it, what stands undecided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dayline.journal.queries import entries
from dayline.people.queries import Directory
from dayline.records.queries import Record

KINDS = ("concern.",)


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal against a concern; ``by`` and ``deciders`` are ids of persons."""

    concern: str
    by: str
    at: datetime
    deciders: tuple[str, ...]


def appeals(workspace: int, ref: str) -> dict[str, Appeal]:
    """The appeals of a record that nobody has decided yet, by the concern's id."""
    standing: dict[str, Appeal] = {}
    for entry in entries(workspace, subject=ref, kinds=KINDS):
        words = entry.payload or {}
        concern = str(words.get("comment", ""))
        if entry.kind == "concern.appealed":
            told = words.get("tell")
            deciders = tuple(str(one) for one in told) if isinstance(told, list) else ()
            standing[concern] = Appeal(concern, entry.actor, entry.at, deciders)
        else:
            standing.pop(concern, None)
    return standing


def deciders(people: Directory, record: Record, sides: set[str]) -> list[str]:
    """Who may decide: the leads of the teams that own the RFC's areas, where it names some; else
    the owners of the workspace. Never one of the two sides."""
    stated = record.fields.get("area")
    areas = {str(one) for one in (stated if isinstance(stated, list) else [stated]) if one}
    leads = {
        lead
        for team in people.teams.values()
        if areas & {name for name, _ in team.areas}
        for lead in team.leads
    }
    owners = {one.id for one in people.people.values() if one.role == "owner"}
    found = [{one for one in group if people.people[one].active} for group in (leads, owners)]
    return sorted(found[0] - sides or found[1] - sides)
