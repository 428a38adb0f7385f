"""Reading invitations: the one that a link opens, those of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dayline.accounts.queries import digest_of
from dayline.base.errors import NotFound
from dayline.base.micros import from_micros, to_micros
from dayline.journal.database import fetch, first


@dataclass(frozen=True, slots=True)
class Open:
    """An invitation that can be accepted."""

    workspace: int
    origin: str
    id: str
    email: str
    role: str
    person: str
    invited_by: str
    expires: datetime


_OPEN = (
    "SELECT i.workspace, w.origin, i.id, i.email, i.role, i.person, i.invited_by, i.expires"
    " FROM accounts_invitation i JOIN journal_workspace w ON w.workspace = i.workspace"
    " WHERE i.taken IS NULL AND i.revoked IS NULL AND i.expires > %s AND "
)


def opened(secret: str, at: datetime) -> Open:
    """The invitation whose link has this secret. Raises :class:`NotFound`, whatever the reason."""
    row = first(f"{_OPEN} i.digest = %s", [to_micros(at), digest_of(secret)])
    if row is None:
        raise NotFound(
            "This invitation was used, taken back, or is over.",
            do="Ask whoever invited you for a new one.",
        )
    return Open(*(*row[:-1], from_micros(row[-1])))


def invitations(workspace: int, at: datetime) -> list[Open]:
    """The open invitations of a workspace, the one that ends first first."""
    rows = fetch(f"{_OPEN} i.workspace = %s ORDER BY i.expires", [to_micros(at), workspace])
    return [Open(*(*row[:-1], from_micros(row[-1]))) for row in rows]


def seated(workspace: int) -> frozenset[str]:
    """The ids of the persons who can sign in."""
    rows = fetch("SELECT person FROM accounts_seat WHERE workspace = %s", [workspace])
    return frozenset(row[0] for row in rows)
