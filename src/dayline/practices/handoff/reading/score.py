"""Which items of a handoff a read-back keeps, misses or contradicts, and what it invents. Pure.

Each item is held against each statement of the read-back, against two that follow each other, and
against the clauses of a long one: first whether one of them takes the item up, then whether it
agrees with it. Both questions are answered by a logistic rule over hand-made features; its weights
are learnt from labelled sets by ``bench/fit_read_back.py`` and stand in ``weights.txt``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dayline.practices.handoff.reading import against, taken_up
from dayline.practices.handoff.reading.lexicon import lines
from dayline.practices.handoff.reading.sense import Sense, clauses, sense, sentences
from dayline.practices.handoff.reading.taken_up import Board, Held, Part, Similar

LONGEST_TEXT = 20_000
LONGEST_SENTENCE = 600
MOST_STATEMENTS = 48
MOST_ITEMS = 12
"""What is read of hostile input, in characters and in pieces; the rest is left out."""

DOUBT = 0.3
"""The probability of a contradiction from which on a kept item comes with a word of doubt."""


class Verdict(StrEnum):
    """What became of an item."""

    KEPT = "kept"
    MISSING = "missing"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Scored:
    """One item: the verdict, the words of the read-back it rests on, and why in a sentence.

    ``sureness`` is 0.5 (a guess) to 1.
    """

    item: str
    verdict: Verdict
    evidence: str
    why: str
    sureness: float


@dataclass(frozen=True, slots=True)
class Score:
    """The whole: items in their order, and statements that nothing in the handoff supports."""

    items: tuple[Scored, ...]
    invented: tuple[str, ...]


class Reading(NamedTuple):
    """A handoff and a read-back made ready: ``spans`` are statements, then neighbours together."""

    items: tuple[Sense, ...]
    statements: tuple[str, ...]
    spans: tuple[str, ...]
    context: tuple[Sense, ...]
    board: Board


def score(
    items: Sequence[str], read_back: str, *, handoff: str = "", similar: Similar | None = None
) -> Score:
    """Score a read-back against the items; ``handoff`` is the whole text, for what it supports."""
    reading, embedded = read(items, read_back, handoff, similar), similar is not None
    whole = folded(read_back[:LONGEST_TEXT])
    scored = [
        verbatim(item, reading, whole) or _judge(number, item, reading)
        for number, item in enumerate(items[:MOST_ITEMS])
    ]
    scored += [_missing(item, 0.5) for item in items[MOST_ITEMS:]]
    used = {one.evidence for one in scored}
    invented = tuple(
        text
        for at, text in enumerate(reading.statements)
        if text not in used
        and chance("invented", invention(reading, at, scored), embedded=embedded) >= 0.5
    )
    return Score(tuple(scored), invented)


def read(
    items: Sequence[str], read_back: str, handoff: str, similar: Similar | None = None
) -> Reading:
    """Take the texts apart."""
    wanted = tuple(
        sense(" ".join(_bounded(item)) or item[:LONGEST_SENTENCE]) for item in items[:MOST_ITEMS]
    )
    statements = tuple(_bounded(read_back))
    spans, parts = _spans(statements)
    told = [sense(text) for text in spans]
    own = {one.text for one in wanted}
    context = tuple(one for text in _bounded(handoff) if (one := sense(text)).text not in own)
    return Reading(wanted, statements, spans, context, Board(wanted, told, context, parts, similar))


def _spans(statements: Sequence[str]) -> tuple[tuple[str, ...], list[Part]]:
    """What an item may be held against: statements, neighbours together, clauses of long ones."""
    spans, parts = list(statements), [Part((at,), whole=True) for at in range(len(statements))]
    for at, (one, other) in enumerate(pairwise(statements)):
        spans.append(f"{_ended(one)} {other}")
        parts.append(Part((at, at + 1), whole=True))
    for at, text in enumerate(statements):
        for clause in clauses(text):
            spans.append(clause)
            parts.append(Part((at,), whole=False))
    return tuple(spans), parts


def _ended(text: str) -> str:
    return text if text[-1] in ".!?:" else text + "."


def _bounded(text: str) -> list[str]:
    found = sentences(text[:LONGEST_TEXT])[:MOST_STATEMENTS]
    return [one[:LONGEST_SENTENCE] for one in found]


@cache
def weights(question: str, *, embedded: bool = False) -> tuple[float, ...]:
    """The stored weights of one of the rules: ``taken_up``, ``against`` or ``invented``.

    They were learnt twice, with an embedding and without one.
    """
    question = f"{question}_embedded" if embedded else question
    rows = [line.split() for line in lines("weights.txt")]
    return tuple(float(row[2]) for row in rows if row[0] == question)


def chance(question: str, features: Sequence[float], *, embedded: bool = False) -> float:
    """The probability that a rule gives."""
    known = weights(question, embedded=embedded)
    total = sum(a * b for a, b in zip(known, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def best_held(reading: Reading, number: int) -> Held | None:
    """The statement that most likely takes an item up."""
    held = reading.board.held(number)
    embedded = reading.board.embedded
    values = [chance("taken_up", one.features, embedded=embedded) - 0.5 for one in held]
    return taken_up.choose(held, values, reading.board, reading.items[number])


def clash_of(reading: Reading, number: int, held: Held) -> against.Clash:
    """What speaks for the statement's contradicting the item."""
    rest = (*reading.items, *reading.context)
    return against.clash(
        reading.items[number], reading.board.told[held.at], held.match, rest, reading.board.likeness
    )


def _judge(number: int, item: str, reading: Reading) -> Scored:
    held, embedded = best_held(reading, number), reading.board.embedded
    taken = chance("taken_up", held.features, embedded=embedded) if held else 0.0
    if held is None or taken < 0.5:
        return _missing(item, 1 - taken)
    evidence = reading.spans[held.at]
    found = clash_of(reading, number, held)
    wrong = chance("against", found.features, embedded=embedded)
    known = weights("against", embedded=embedded)
    weighed = [(n, w * v) for n, w, v in zip(against.NAMES, known, found.features, strict=True)]
    telling = against.most_telling(weighed, found.reasons)
    if wrong >= 0.5:
        return Scored(item, Verdict.CONTRADICTED, evidence, telling, min(taken, wrong))
    why = "It says the same, and no number, name or direction differs."
    if wrong >= DOUBT:
        why = f"It seems to say the same, but look at it. {telling}"
    return Scored(item, Verdict.KEPT, evidence, why, min(taken, 1 - wrong))


def _missing(item: str, sureness: float) -> Scored:
    return Scored(item, Verdict.MISSING, "", "No statement takes it up.", sureness)


def folded(text: str) -> str:
    """A text without what only its look depends on."""
    return " ".join(text.split()).casefold()


def verbatim(item: str, reading: Reading, whole: str) -> Scored | None:
    """The item as kept when it stands in the read-back, word for word, as sentences of its own."""
    wanted = folded(item)
    if not wanted or len(item) > LONGEST_TEXT:
        return None
    if wanted != whole:
        core = wanted.strip(".!?;, ")
        parts = [folded(one) for one in _bounded(item)]
        known = {folded(one).strip(".!?;, ") for one in reading.spans}
        if core not in known and not (
            len(parts) > 2 and all(part.strip(".!?;, ") in known for part in parts)
        ):
            return None
    same = (one for one in reading.spans if folded(one).strip(".!?;, ") == wanted.strip(".!?;, "))
    evidence = next(same, item)
    return Scored(item, Verdict.KEPT, evidence, "It says so word for word.", 1.0)


def invention(reading: Reading, at: int, scored: Sequence[Scored]) -> tuple[float, ...]:
    """The features of a statement's being made up."""
    best, every = reading.board.support(at)
    text = reading.statements[at]
    told = reading.board.told[at]
    rests = any(text in one.evidence for one in scored if one.evidence)
    size = len(told.units) + len(told.figures)
    return (
        1.0,
        best,
        every,
        float(rests),
        float(taken_up.is_vague(text)),
        float(taken_up.is_question(text)),
        size / (size + 5),
    )


INVENTED = ("bias", "best", "every", "rests", "vague", "question", "size")
