"""What the page of a handoff tells beyond its text: what was understood, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dayline.base.errors import DaylineError
from dayline.contracts.queries import registry
from dayline.faces.web.desk import Desk
from dayline.practices.handoff.hints import Hint, hints
from dayline.practices.handoff.queries import (
    KIND,
    TAKEN,
    Handover,
    handover,
    receivers,
    senders,
)
from dayline.practices.handoff.rules import Marked, Word
from dayline.practices.handoff.showing import Walk, walks
from dayline.records.queries import Edge, Record

WORDS = tuple(Word)


@dataclass(frozen=True)
class Point:
    """An item as a page shows it: its number, what seems to have become of it and why, the
    sender's word, and whether it showed later that it was lost."""

    number: int
    item: Marked
    first: str = ""
    evidence: str = ""
    why: str = ""
    after: str = ""
    evidence_after: str = ""
    why_after: str = ""
    word: str = ""
    word_after: str = ""
    lost: bool = False
    hints: Sequence[Hint] = ()


@dataclass(frozen=True)
class Became:
    """What became of a handoff, and what the reader may say about it."""

    desk: Desk
    known: Handover | None
    walks: Sequence[Walk]

    @property
    def judges(self) -> bool:
        """Whether the reader may say what was understood."""
        if self.known is None or not self.known.said:
            return False
        allowed = senders(self.desk.people, self.known.record)
        return self.known.record.state in TAKEN and self.desk.person in allowed

    @property
    def unjudged(self) -> bool:
        """Whether the reader's word is still waited for."""
        known = self.known
        return self.judges and known is not None and known.judgement is None

    @property
    def answers(self) -> bool:
        """Whether the reader may say what came of it."""
        if self.known is None or self.known.record.state not in TAKEN or not self.known.items:
            return False
        both = senders(self.desk.people, self.known.record)
        return self.desk.person in both | receivers(self.desk.people, self.known.record)

    @property
    def undrawn(self) -> bool:
        """Whether the draw asks for no read-back."""
        return self.known is not None and not self.known.asked

    @cached_property
    def points(self) -> list[Point]:
        """The items with what was said of them; no score, which would cost and is not shown."""
        known = self.known
        items = known.items if known else ()
        return [_said(known, at, Point(at + 1, item)) for at, item in enumerate(items) if known]


def became(desk: Desk, record: Record, text: str, edges: Sequence[Edge]) -> Became | None:
    """What is told below a handoff; None for other kinds and where there is nothing to tell."""
    if record.kind != KIND:
        return None
    shown = walks(record, text, edges, person=desk.person)
    try:
        known = handover(desk.workspace, record.ref, person=desk.person)
    except DaylineError:
        return Became(desk, None, shown) if shown else None
    return Became(desk, known, shown)


def points(known: Handover, near: Mapping[int, Sequence[Hint]] | None = None) -> list[Point]:
    """The items of a handoff, in their order."""
    return [_point(known, at, (near or {}).get(at + 1, ())) for at in range(len(known.items))]


def _point(known: Handover, at: int, near: Sequence[Hint]) -> Point:
    first = known.first_score.items[at] if known.first_score else None
    after = known.after_score.items[at] if known.after_score else None
    point = Point(
        at + 1,
        known.items[at],
        first.verdict.value if first else "",
        first.evidence if first else "",
        first.why if first else "",
        after.verdict.value if after else "",
        after.evidence if after else "",
        after.why if after else "",
        hints=near,
    )
    return _said(known, at, point)


def _said(known: Handover, at: int, point: Point) -> Point:
    """The point with the sender's word and the answer of the next shift."""
    judged = known.judgement.items if known.judgement else ()
    told = known.outcome.items if known.outcome else ()
    if at < len(judged):
        point = replace(point, word=judged[at].first.value, word_after=judged[at].after.value)
    return replace(point, lost=told[at].lost) if at < len(told) else point


def with_hints(desk: Desk, known: Handover) -> list[Point]:
    """The items with what was written later and is like them."""
    return points(known, hints(known, person=desk.person))


def contract_closes(desk: Desk, record: Record) -> bool:
    """Whether the record can be closed from its present state."""
    contract = registry(desk.workspace).named(record.contract or KIND)
    return any(move.name == "close" for move in contract.moves_from(record.state))
