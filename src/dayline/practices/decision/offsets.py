"""Who accepted which version of a decision, and how far behind a team is. Pure.

An offset is to a decision what it is to a log: the last version that somebody has taken in. Figures
of time exist for teams only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from dayline.base.hours import Hours

ENOUGH: Final = 5
"""A team of fewer is told of as a whole only, never by how many of its members accepted."""


class Scope(StrEnum):
    """What somebody says of a version: it applies to them, it does not, or they contest it."""

    APPLIES = "applies"
    DOES_NOT = "does_not"
    CONTEST = "contest"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One statement. ``who`` is the id of a team, person or agent, ``by`` of who said it."""

    who: str
    by: str
    revision: int
    scope: Scope
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A version that bound from ``at`` on."""

    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Dependant:
    """A team that must follow a decision, with what says so."""

    team: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offset:
    """Where a team stands. ``said`` is its last statement; ``behind`` the versions since;
    ``lag`` its awake time since the first version that it has not taken in, zero when it is level.

    ``members`` of ``of`` have taken in the newest version themselves; None for teams too small.
    """

    team: str
    because: tuple[str, ...]
    said: Acceptance | None
    behind: int
    lag: timedelta
    members: int | None = None
    of: int = 0

    @property
    def level(self) -> bool:
        """Whether the newest version was taken in, whatever was said of it."""
        return self.behind == 0


def latest(acceptances: Iterable[Acceptance]) -> dict[str, Acceptance]:
    """The last word of each, in the order in which they were said."""
    last: dict[str, Acceptance] = {}
    for one in acceptances:
        last.pop(one.who, None)
        last[one.who] = one
    return last


def offset(
    dependant: Dependant,
    versions: Sequence[Version],
    said: Mapping[str, Acceptance],
    members: frozenset[str],
    *,
    hours: Hours,
    now: datetime,
) -> Offset:
    """Where one team stands towards the ``versions`` that bound, oldest first."""
    own = said.get(dependant.team)
    taken = own.revision if own else 0
    missed = [one for one in versions if one.revision > taken]
    lag = hours.between(missed[0].at, now) if missed and missed[0].at < now else timedelta()
    newest = versions[-1].revision if versions else 0
    count = None
    if len(members) >= ENOUGH:
        count = sum(one in said and said[one].revision >= newest > 0 for one in members)
    return Offset(dependant.team, dependant.because, own, len(missed), lag, count, len(members))
