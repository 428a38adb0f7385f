"""What the page of a decision tells beyond its text: who accepted it, and what it checks."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.base.document import split
from dayline.base.errors import DaylineError
from dayline.practices.decision.offsets import Acceptance, Scope, latest
from dayline.practices.decision.queries import KINDS, acceptances
from dayline.practices.decision.teeth import Check, teeth_of
from dayline.records.queries import Record

_WORDS = {
    Scope.APPLIES: "applies to them",
    Scope.DOES_NOT: "does not apply to them",
    Scope.CONTEST: "is contested",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A last word about a version, as the page says it."""

    acceptance: Acceptance
    words: str


@dataclass(frozen=True, slots=True)
class Binding:
    """The last words of teams, people and agents, and the checks that bind a change."""

    said: tuple[Said, ...]
    checks: tuple[Check, ...]


def binding(record: Record, text: str) -> Binding | None:
    """What a decision binds; None for other kinds and where there is nothing to tell."""
    if record.kind not in KINDS:
        return None
    last = latest(acceptances(record.workspace, record.ref)).values()
    said = tuple(Said(one, _WORDS[one.scope]) for one in last)
    try:
        head = split(text)
    except DaylineError:
        return Binding(said, ()) if said else None
    checks = teeth_of(head.fields, text, ref=record.ref, lines=head.lines).checks
    return Binding(said, checks) if said or checks else None
