"""Journal entries on people and teams, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.journal import queries as journal
from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.people.models import Edition, Membership, Person, Team

KINDS = ("person.", "team.", "calendar.", "payload.erased")
_OWN = KINDS[:3]

_ERASED: dict[str, dict[str, Any]] = {
    "person.joined": {
        "name": "(erased)",
        "email": "",
        "sort": "human",
        "role": "guest",
        "zone": "UTC",
        "calendar": "",
        "active": False,
    },
    "team.formed": {
        "name": "(erased)",
        "zone": "UTC",
        "calendar": "",
        "members": [],
        "areas": [],
    },
}
"""Whose words are gone keeps a row, so that the id is not given to somebody else, who would then
have done what they did. They may do nothing any more."""


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """An entry carries the whole row as it is from then on, or its calendar; the last one wins."""
    pending: list[Entry] = []
    for entry in entries:
        if entry.kind.startswith(("calendar.", "payload.")):
            _fold_rows(workspace, pending)
            pending = []
            (_fold_calendar if entry.kind.startswith("calendar.") else _refold)(workspace, entry)
        else:
            pending.append(entry)
    _fold_rows(workspace, pending)
    table(Edition).put([{"workspace": workspace, "leaf_hash": entries[-1].leaf_hash.hex()}])


def _fold_rows(workspace: int, entries: Sequence[Entry]) -> None:
    people: dict[str, dict[str, Any]] = {}
    teams: dict[str, dict[str, Any]] = {}
    for entry in entries:
        payload = entry.payload
        if payload is None:
            if entry.kind not in _ERASED:
                continue
            # No handle that a person may choose begins so.
            payload = {**_ERASED[entry.kind], "handle": f"~{entry.subject.casefold()}"}
        row = {"workspace": workspace, "id": entry.subject, **payload}
        if entry.kind.startswith("person."):
            people[entry.subject] = row
        else:
            teams[entry.subject] = row
    table(Person).put(people.values())
    _fold_teams(workspace, teams)


def _fold_calendar(workspace: int, entry: Entry) -> None:
    """A calendar that was erased leaves the one before it in force."""
    for model in (Person, Team):
        rows = table(model).recall(workspace, "id", [entry.subject])
        table(model).put({**row, **(entry.payload or {})} for row in rows)


def _refold(workspace: int, erasure: Entry) -> None:
    """Somebody's words were erased: their row is made again from what is left."""
    erased = erasure.payload or {}
    if not str(erased.get("kind", "")).startswith(_OWN):
        return
    subject = str(erased["subject"])
    for model, column in ((Person, "id"), (Team, "id"), (Membership, "team")):
        table(model).clear(workspace, column, [subject])
    left = list(journal.entries(workspace, stop=erasure.index, subject=subject, kinds=_OWN))
    if left:
        fold(workspace, left)


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
