"""The one condition that decides what a person may see, and who is in a record's audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dayline.journal.database import among, fetch, marks
from dayline.people.queries import SYSTEM, directory


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition in SQL with its parameters, to be joined into a WHERE.

    ``narrow`` says that it names records one by one, as for guests: they are looked up, where for
    others the first that fit are found on the way through an index.
    """

    sql: str
    parameters: tuple[Any, ...]
    narrow: bool = False


def visible_to(workspace: int, person: str, *, named: bool = False) -> Clause:
    """The one condition that decides what a person may see, for every query on records.

    Owners, members and auditors see what is shown to the workspace, and whatever names them or is
    shown to them or to a team of theirs. Guests see only the latter. Nobody sees more by their
    role, owners neither. The condition is on the columns ``workspace``, ``visibility`` and ``ref``.

    ``named`` says that the query names its records: then guests too are looked up one by one, and
    all that they may see is not gathered first.
    """
    if person == SYSTEM:
        return Clause("workspace = %s", (workspace,))
    people = directory(workspace)
    known = people.people.get(person)
    if known is None or not known.active:
        return Clause("workspace = %s AND 1 = 0", (workspace,))
    parties = [person, *(team.id for team in people.teams_of(person))]
    guest = known.role == "guest"
    if guest and not named:
        theirs = among(
            "SELECT a.ref FROM sharing_audience a"  # noqa: S608
            f" WHERE a.workspace = %s AND a.party IN ({marks(parties)})"
        )
        return Clause(
            f"workspace = %s AND ref {theirs}", (workspace, workspace, *parties), narrow=True
        )
    # One look for each record that is not the workspace's: a list of all that is theirs would be
    # long, and made for every page. Renamed columns, so that `ref` means the record's.
    shown = (
        "EXISTS (SELECT 1 FROM"  # noqa: S608
        " (SELECT workspace AS w, party AS p, ref AS r FROM sharing_audience) a"
        f" WHERE a.w = %s AND a.r = ref AND a.p IN ({marks(parties)}))"
    )
    if guest:
        return Clause(f"workspace = %s AND {shown}", (workspace, workspace, *parties))
    return Clause(
        f"workspace = %s AND (visibility = 'workspace' OR {shown})",
        (workspace, workspace, *parties),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A person or a team in a record's audience, and why: ``author``, ``named`` or ``shown``."""

    party: str
    why: str


def audience(workspace: int, ref: str) -> list[Shown]:
    """Who sees a record beside the workspace. For those who may see the record themselves."""
    rows = fetch(
        "SELECT party, why FROM sharing_audience WHERE workspace = %s AND ref = %s"
        " ORDER BY party, why",
        [workspace, ref],
    )
    return [Shown(*row) for row in rows]
