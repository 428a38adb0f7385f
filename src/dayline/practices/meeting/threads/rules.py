"""Measuring a thread from its comments and the states it went through. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: ``concern`` is the name of an objection, ``open`` that nobody closed it."""

    id: str
    author: str
    text: str
    concern: str = ""
    open: bool = True
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Contested:
    """One point of the agenda: the comment or record that holds it, what it is in words, who
    raised it, and who spoke to it."""

    id: str
    what: str
    by: str
    others: tuple[str, ...] = ()


def turns(authors: Sequence[str]) -> int:
    """The longest ping-pong: how often in a row the word went between the same two people."""
    best, run = 0, 0
    for place, author in enumerate(authors):
        if place == 0 or author == authors[place - 1]:
            run = 1
        elif place >= 2 and author != authors[place - 2]:
            run = 2
        else:
            run += 1
        best = max(best, run)
    return best if best > 1 else 0


def reopenings(states: Iterable[str]) -> int:
    """How often a record came back to a state that it had left."""
    been: set[str] = set()
    last, count = "", 0
    for state in states:
        if state != last and state in been:
            count += 1
        been.add(state)
        last = state
    return count


def contested(comments: Sequence[Said]) -> list[Contested]:
    """What is not settled: open concerns, and open questions that nobody else has answered."""
    replies: dict[str, list[str]] = {}
    for one in comments:
        if one.parent:
            replies.setdefault(one.parent, []).append(one.author)
    found = []
    for one in comments:
        others = tuple(dict.fromkeys(who for who in replies.get(one.id, ()) if who != one.author))
        if one.open and (one.concern or (_asks(one.text) and not others)):
            found.append(Contested(one.id, _words(one), one.author, others))
    return found


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?")


_LONGEST = 160


def _words(one: Said) -> str:
    text = " ".join(one.text.split())
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
    name = " ".join(one.concern.split())
    return f"{name}: {short}" if name and name.casefold() != short.casefold() else short or name
