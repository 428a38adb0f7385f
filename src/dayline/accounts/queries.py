"""Reading accounts: which seats a user has."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.journal.database import fetch


@dataclass(frozen=True, slots=True)
class Seated:
    """A user's place: who they are in a workspace."""

    workspace: int
    origin: str
    person: str


def seats(user: int) -> list[Seated]:
    """The places of a user, in the order in which the workspaces were founded."""
    rows = fetch(
        "SELECT s.workspace, w.origin, s.person FROM accounts_seat s"
        " JOIN journal_workspace w ON w.workspace = s.workspace"
        " WHERE s.user_id = %s ORDER BY s.workspace",
        [user],
    )
    return [Seated(*row) for row in rows]
