"""What the page of a decision tells beyond its text: who accepted it, and what it checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dayline.base.document import split
from dayline.base.errors import DaylineError
from dayline.clocks.timing import amount
from dayline.faces.web.desk import Desk
from dayline.people.queries import Directory
from dayline.practices.decision.offsets import Acceptance, Offset, Scope, Version, latest
from dayline.practices.decision.queries import KINDS, acceptances, offsets, versions
from dayline.practices.decision.teeth import Check, teeth_of
from dayline.records.queries import Record

_WORDS = {
    Scope.APPLIES: "applies to them",
    Scope.DOES_NOT: "does not apply to them",
    Scope.CONTEST: "is contested",
}

CHOICES = (
    (Scope.APPLIES.value, "It applies"),
    (Scope.DOES_NOT.value, "It does not apply"),
    (Scope.CONTEST.value, "We contest it"),
)
"""What may be said of a version, with the words of the form."""


@dataclass(frozen=True, slots=True)
class Said:
    """A last word about a version, as the page says it."""

    acceptance: Acceptance
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a team stands: its last word, and how far behind it is in its own working time."""

    offset: Offset
    words: str
    lag: str

    @property
    def versions(self) -> str:
        """How many versions it has not taken in."""
        return "one version" if self.offset.behind == 1 else f"{self.offset.behind} versions"


@dataclass(frozen=True, slots=True)
class Binding:
    """Where teams stand, the last words of people and agents, the checks that bind a change.

    ``version`` is the newest that binds, None before there is one; ``speaks_for`` are the handles
    of those for whom the reader may say it, their own first; none where they may say nothing.
    """

    version: Version | None
    teams: tuple[Standing, ...]
    said: tuple[Said, ...]
    checks: tuple[Check, ...]
    speaks_for: tuple[str, ...] = ()


def binding(desk: Desk, record: Record, text: str) -> Binding | None:
    """What a decision binds; None for other kinds and where there is nothing to tell."""
    if record.kind not in KINDS:
        return None
    words = acceptances(record.workspace, record.ref)
    bound = versions(record) if record.state == "accepted" else []
    teams = offsets(record, desk.now, person=desk.person, bound=bound, words=words) if bound else []
    shown = {one.team for one in teams}
    said = tuple(
        Said(one, _WORDS[one.scope]) for one in latest(words).values() if one.who not in shown
    )
    version = bound[-1] if bound else None
    speaks_for = tuple(_speaks_for(desk.people, desk.person)) if bound else ()
    found = Binding(version, tuple(map(_standing, teams)), said, _checks(record, text), speaks_for)
    return found if bound or said or found.checks else None


def _standing(one: Offset) -> Standing:
    words = _WORDS[one.said.scope] if one.said else ""
    micros = int(one.lag.total_seconds() * 1_000_000)
    return Standing(one, words, amount(micros) if micros else "")


def _checks(record: Record, text: str) -> tuple[Check, ...]:
    try:
        head = split(text)
    except DaylineError:
        return ()
    return teeth_of(head.fields, text, ref=record.ref, lines=head.lines).checks


def _speaks_for(people: Directory, person: str) -> Iterator[str]:
    """Oneself, and the teams that one leads, belongs to where nobody leads it, or owns."""
    me = people.people[person]
    if me.role == "auditor":
        return
    yield f"@{me.handle}"
    for team in sorted(people.teams.values(), key=lambda team: team.handle):
        leads = {one for one in team.leads if people.people[one].active}
        if person in (leads or team.members) or me.role == "owner":
            yield f"@{team.handle}"
