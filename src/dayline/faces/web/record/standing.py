"""Where a record stands, as its page and a page of its own show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dayline.faces.web.record.sheet import Sheet
from dayline.synthesis.messages import Sentence, Standing
from dayline.synthesis.queries import Own, Told, gathered

_BRIEF = 2
"""Sentences of each sort on the record's own page."""


@dataclass(frozen=True)
class Line:
    """A sentence with who said it and the address at which it stands.

    ``owner`` is of what is to do; ``over`` says that it was taken back; ``with_`` who agreed.
    """

    said: Sentence
    href: str
    place: str
    answer: tuple[Line, ...] = ()
    over: bool = False
    with_: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Lines under a title; ``more`` are those that are not shown."""

    title: str
    key: str
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True)
class Position:
    """One side: what is told of them, and what they said of that."""

    who: str
    lines: tuple[Line, ...]
    own: Own | None
    mine: bool


def brief(shown: Sheet) -> list[Part]:
    """The first lines of what is decided, open and to do; nothing where nobody talked."""
    if not shown.said or shown.past:
        return []
    standing = gathered(shown.record, shown.text, shown.stated, shown.said, shown.desk.people)
    parts = parts_of(standing, shown.record.ref)[:3]
    return [
        Part(one.title, one.key, one.lines[:_BRIEF], max(0, len(one.lines) - _BRIEF))
        for one in parts
        if one.lines
    ]


def parts_of(standing: Standing, ref: str) -> list[Part]:
    """Everything but the positions."""

    def lines(found: Iterable[Sentence]) -> tuple[Line, ...]:
        return tuple(_line(standing, ref, one) for one in found)

    decided = tuple(
        _line(standing, ref, one.said, over=one.overturned is not None)
        for one in standing.decisions
    )
    agreed = tuple(
        _line(standing, ref, one.to, with_=tuple(dict.fromkeys(by.who for by in one.by)))
        for one in standing.agreements
    )
    answered = tuple(
        _line(standing, ref, one.asked, answer=lines(one.answered_by)) for one in standing.answered
    )
    return [
        Part("Decided", "decided", decided),
        Part("Still open", "open", lines(one.asked for one in standing.open)),
        Part("To do", "todo", lines(standing.actions)),
        Part("Agreed", "agreed", agreed),
        Part("Asked and answered", "answered", answered),
    ]


def _line(
    standing: Standing,
    ref: str,
    one: Sentence,
    *,
    answer: tuple[Line, ...] = (),
    over: bool = False,
    with_: tuple[str, ...] = (),
) -> Line:
    message = standing.messages[one.message]
    anchor = "text" if message.part else message.id
    return Line(one, f"/{ref}#{anchor}", message.place, answer, over, with_)


def positions(told: Told, reader: str) -> list[Position]:
    """The sides, with the reader's own first."""
    ref = told.record.ref
    found = [
        Position(
            side.who,
            tuple(_line(told.standing, ref, one) for one in side.sentences),
            told.own.get(side.who),
            side.who == reader,
        )
        for side in told.standing.sides
    ]
    silent = [
        Position(who, (), own, who == reader)
        for who, own in told.own.items()
        if all(one.who != who for one in found)
    ]
    return sorted([*found, *silent], key=lambda one: not one.mine)
