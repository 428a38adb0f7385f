"""As whom an agent sits here, and what it may do: one seat for each call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dayline.accounts.scopes import allows, scopes_of_role
from dayline.base.acting import Acting
from dayline.base.errors import Forbidden
from dayline.faces.now import now
from dayline.people.queries import Directory, directory

READING = ("read",)


@dataclass(frozen=True)
class Seat:
    """A person in a workspace, at an instant, with the scopes that were granted.

    ``base`` is the address of the pages, "" where nothing is served.
    """

    workspace: int
    origin: str
    person: str
    people: Directory
    scopes: tuple[str, ...]
    now: datetime
    base: str = ""

    @property
    def acting(self) -> Acting:
        """The context of an act of theirs."""
        return Acting(self.workspace, self.person, self.now)

    @property
    def handle(self) -> str:
        """Their handle, as ``@ana``."""
        return self.people.handle(self.person)

    def may(self, scopes: tuple[str, ...]) -> bool:
        """Whether all of these scopes were granted."""
        return all(allows(self.scopes, one) for one in scopes)

    def own(self) -> tuple[str, ...]:
        """Their id and those of their teams."""
        return self.person, *(team.id for team in self.people.teams_of(self.person))

    def url(self, ref: str) -> str:
        """The address of a record's page, or what names it here where no pages are served."""
        return f"{self.base}/{ref}" if self.base else f"dayline://record/{ref}"


def seat_of(
    workspace: int, origin: str, person: str, granted: tuple[str, ...] | None, base: str = ""
) -> Seat:
    """A seat at this instant. Scopes never go beyond the person's role; None grants all of them.

    Raises :class:`Forbidden` when the person has left.
    """
    people = directory(workspace)
    known = people.people.get(person)
    if known is None or not known.active:
        raise Forbidden("This person has left.", do="Act as somebody who is here.")
    held = scopes_of_role(known.role)
    scopes = held if granted is None else tuple(one for one in granted if one in held)
    return Seat(workspace, origin, person, people, scopes, now(), base)
