"""What happened on one record, as one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dayline.inbox.today import Change
from dayline.people.queries import Directory
from dayline.records.waiting.queries import Act


class Desk(Protocol):
    """Who reads; only whom they know by which handle is asked."""

    @property
    def people(self) -> Directory:
        """Everybody in the workspace."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record and what happened on it, in words; ``at`` is the last of it."""

    ref: str
    title: str
    kind: str
    said: str
    at: datetime
    mine: bool


def grouped(change: Change, desk: Desk) -> Line:
    """All that happened on a record as one sentence, the weightiest first."""
    acts = change.acts
    said = [*_moved(change, desk), *_concerns(acts, desk)]
    said += [*_comments(acts, desk), *_revised(acts, desk)]
    return Line(
        change.record.ref,
        change.record.title,
        change.kind,
        "; ".join(said) or "changed",
        acts[-1].at,
        change.mine,
    )


def _moved(change: Change, desk: Desk) -> Iterable[str]:
    opened = [act for act in change.acts if act.kind == "opened"]
    moves = [act for act in change.acts if act.kind == "moved"]
    if opened:
        yield f"opened by {_who(opened, desk)}"
    if moves:
        steps = ", then ".join(dict.fromkeys(change.states[act.word] for act in moves))
        yield f"moved to {steps} by {_who(moves, desk)}"


def _concerns(acts: Sequence[Act], desk: Desk) -> Iterable[str]:
    for act in acts:
        if act.kind == "concern":
            yield f"concern “{act.word}” by {_who([act], desk)}"


def _comments(acts: Sequence[Act], desk: Desk) -> Iterable[str]:
    found = [act for act in acts if act.kind == "comment"]
    if found:
        yield f"{_count(len(found), 'comment')} by {_who(found, desk)}"


def _revised(acts: Sequence[Act], desk: Desk) -> Iterable[str]:
    found = [act for act in acts if act.kind == "revised"]
    if found:
        times = "" if len(found) == 1 else f" {len(found)} times"
        yield f"revised{times} by {_who(found, desk)}"


def _who(acts: Iterable[Act], desk: Desk) -> str:
    names = list(dict.fromkeys(_name(act.actor, desk) for act in acts))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _name(actor: str, desk: Desk) -> str:
    return "Dayline" if actor == "system" else desk.people.handle(actor)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
