"""Reading accounts: which seats a user has, whose a token is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from dayline.accounts.scopes import allows
from dayline.base.micros import from_micros
from dayline.journal.database import fetch, first
from dayline.people.queries import directory


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


PREFIX = "dl_"
"""How each token begins, so that people and secret scanners know one when they see it."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token stands for, and what it may be used for. ``token`` is its id, no secret."""

    workspace: int
    origin: str
    person: str
    scopes: tuple[str, ...]
    token: str

    def may(self, scope: str) -> bool:
        """Whether the token may be used for this."""
        return allows(self.scopes, scope)


@dataclass(frozen=True, slots=True)
class TokenFact:
    """A token as lists show it."""

    id: str
    person: str
    name: str
    scopes: tuple[str, ...]
    created: datetime
    expires: datetime | None
    revoked: datetime | None

    def live(self, at: datetime) -> bool:
        """Whether it can be used at this (real) instant."""
        return self.revoked is None and (self.expires is None or at < self.expires)


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hex.

    The secrets are 192 random bits or more, so a slow hash would add nothing. A row is looked for
    by this digest, whose bytes an asker cannot steer towards those of a row: the time that it takes
    tells nothing of the secret.
    """
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def bearer(secret: str, at: datetime) -> Bearer | None:
    """Whom this token stands for at a real instant; None when it is unknown, over or revoked.

    Also None when its person has left.
    """
    if not secret.startswith(PREFIX) or len(secret) > 200:
        return None
    row = first(
        "SELECT t.workspace, w.origin, t.person, t.scopes, t.id, t.expires FROM accounts_token t"
        " JOIN journal_workspace w ON w.workspace = t.workspace"
        " WHERE t.digest = %s AND t.revoked IS NULL",
        [digest_of(secret)],
    )
    if row is None or (row[5] is not None and from_micros(row[5]) <= at):
        return None
    person = directory(row[0]).people.get(row[2])
    if person is None or not person.active:
        return None
    return Bearer(row[0], row[1], row[2], tuple(row[3].split()), row[4])


def tokens(workspace: int, *, person: str | None = None) -> list[TokenFact]:
    """The tokens of a workspace, or of one person in it, newest first."""
    mine, asked = ("", []) if person is None else (" AND person = %s", [person])
    rows = fetch(
        "SELECT id, person, name, scopes, created, expires, revoked FROM accounts_token"  # noqa: S608
        f" WHERE workspace = %s{mine} ORDER BY created DESC, id",
        [workspace, *asked],
    )
    return [
        TokenFact(id_, whose, name, tuple(scopes.split()), *(_instant(one) for one in instants))  # type: ignore[arg-type]
        for id_, whose, name, scopes, *instants in rows
    ]


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
