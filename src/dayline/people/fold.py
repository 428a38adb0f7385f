"""Journal entries on people and teams, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.people.models import Edition, Membership, Person, Team

KINDS = ("person.", "team.")


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Each entry carries the whole row as it is from then on; the last one wins."""
    people: dict[str, dict[str, Any]] = {}
    teams: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.payload is None:
            continue
        row = {"workspace": workspace, "id": entry.subject, **entry.payload}
        if entry.kind.startswith("person."):
            people[entry.subject] = row
        else:
            teams[entry.subject] = row
    table(Person).put(people.values())
    _fold_teams(workspace, teams)
    table(Edition).put([{"workspace": workspace, "leaf_hash": entries[-1].leaf_hash.hex()}])


def _fold_teams(workspace: int, teams: dict[str, dict[str, Any]]) -> None:
    if not teams:
        return
    members = {team: row.pop("members") for team, row in teams.items()}
    table(Team).put(teams.values())
    table(Membership).clear(workspace, "team", sorted(teams))
    table(Membership).insert(
        {"workspace": workspace, "team": team, **member}
        for team, rows in members.items()
        for member in rows
    )
