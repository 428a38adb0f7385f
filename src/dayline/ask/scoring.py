"""How well each sentence of a few records answers a question. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dayline.ask.kinds import fits, is_said_of, place, wants_code
from dayline.ask.material import OPEN, REPORTS, UNMADE, Document
from dayline.ask.question import Question
from dayline.ask.units import Unit, units
from dayline.base.words import terms

FEATURES = (
    "own", "around", "heading", "title", "whole", "together", "fits", "place", "record", "begins",
    "short", "long", "code", "standing", "fresh", "special", "opening", "subject", "coded",
    "literal", "label", "example",
)  # fmt: skip
"""What a sentence is judged by, in the order of the weights; all are about 0 to 1."""

WEIGHTS: dict[str, float] = {
    "own": 0.58, "around": 0.0, "heading": 0.11, "title": 0.21, "whole": 0.57, "together": 0.15,
    "fits": 0.26, "place": 0.22, "record": 0.5, "begins": 0.12, "short": -0.15, "long": 0.0,
    "code": 0.05, "standing": 0.39, "fresh": 0.15, "special": 0.34, "opening": 0.17,
    "subject": 0.15, "coded": 0.22, "literal": 0.35, "label": 0.26, "example": -0.15,
}  # fmt: skip
"""Chosen on the development half of the questions; see ``bench/ask.py``."""

_NEAR = 0.6
_SHORTEST = 5
_TITLED = 0.5
"""From this share on a record is about the question, so that its sentences need not repeat it."""
_FIRST = 6


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit of a document with its features and what it is worth."""

    document: Document
    unit: Unit
    features: tuple[float, ...]
    score: float

    def feature(self, name: str) -> float:
        """One feature by its name."""
        return self.features[FEATURES.index(name)]


@dataclass(frozen=True)
class Weighed:
    """The terms of a question with what each is worth; the sum is 1."""

    worth: Mapping[str, float]

    def share(self, held: Mapping[str, float]) -> float:
        """How much of the question the terms ``held`` say."""
        return sum(self.worth[term] * much for term, much in held.items())


def weigh(question: Question, rarity: Callable[[str], float], unknown: float) -> Weighed:
    """Rare terms are worth more; ``unknown`` is the rarity of a term that no record has."""
    worth = {
        term: share * (rarity(term) or (unknown if share == 1.0 else 0.0))
        for term, share in question.terms
    }
    total = sum(worth.values()) or 1.0
    return Weighed({term: one / total for term, one in worth.items()})


@dataclass(frozen=True, slots=True)
class _Prepared:
    units: tuple[Unit, ...]
    terms: tuple[tuple[str, ...], ...]
    sets: tuple[frozenset[str], ...]
    headings: tuple[frozenset[str], ...]
    leads: tuple[frozenset[str], ...]
    title: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=512)
def _prepared(text: str, body: int, title: str) -> _Prepared:
    found = tuple(units(text, start=body, title=title))
    told = tuple(tuple(terms(one.text)) for one in found)
    heads = {one.headings: frozenset(terms(" ".join(one.headings))) for one in found}
    named = frozenset(terms(title))
    return _Prepared(
        found,
        told,
        tuple(map(frozenset, told)),
        tuple(heads[one.headings] for one in found),
        tuple(frozenset(terms(one.lead)) if one.lead else frozenset() for one in found),
        named,
        frozenset(term for one in told for term in one).union(named, *heads.values()),
    )


def units_of(document: Document) -> tuple[Unit, ...]:
    """All that can be cited of a document, in order."""
    return _prepared(document.text, document.body, document.title).units


Table = Mapping[str, Mapping[str, float]]
"""Words of a document, each with the terms of the question that it says and how nearly."""


def _table(asked: Iterable[str], words: frozenset[str]) -> Table:
    found: dict[str, dict[str, float]] = {}
    for term in asked:
        if term in words:
            found.setdefault(term, {})[term] = 1.0
        if len(term) >= _SHORTEST or term[0].isdecimal():
            for word in words:
                if word != term and word[:3] == term[:3] and _near(term, word):
                    found.setdefault(word, {})[term] = _NEAR
    return found


def _held(table: Table, said: frozenset[str]) -> dict[str, float]:
    """Which terms of a question some words say: 1 for the same, less for a near one."""
    held: dict[str, float] = {}
    for word in table.keys() & said:
        for term, much in table[word].items():
            held[term] = max(held.get(term, 0.0), much)
    return held


@lru_cache(maxsize=100_000)
def _near(term: str, other: str) -> bool:
    """Whether one is the beginning of the other: ``async`` and ``asynchron``."""
    if term[0].isdecimal():
        return f"{term}.0" == other or f"{other}.0" == term
    short, long = sorted((term, other), key=len)
    if len(short) < _SHORTEST or not long.startswith(short[:_SHORTEST]):
        return False
    return long.startswith(short) or (
        long[:-2].startswith(short[:-2]) and len(long) - len(short) <= 2 and len(short) > 6
    )


def score(
    question: Question, weighed: Weighed, document: Document, fit: float, *, named: bool
) -> list[Scored]:
    """Every unit of a document that says something of the question, in its order."""
    known = _prepared(document.text, document.body, document.title)
    worth = weighed.worth
    table = _table(worth, known.words)
    if not table and not named:
        return []
    title = _held(table, known.title)
    heads = {head: _held(table, head) for head in set(known.headings)}
    own = [_held(table, one) for one in known.sets]
    standing = _standing(document)
    special = _special(known.title, title)
    titled = weighed.share(title) >= _TITLED
    found = []
    for at, unit in enumerate(known.units):
        heading = heads[known.headings[at]]
        around = _around(known, own, at)
        around |= _held(table, known.leads[at]) if known.leads[at] else {}
        told = own[at] or heading or around or named
        if not told and not (titled and (at < _FIRST or place(question, unit.headings) == 1)):
            continue
        features = _features(
            question, weighed, unit, own[at], around, heading, title,
            known.terms[at], (fit, standing, 1.0 if at < 3 else 0.0, special),
        )  # fmt: skip
        found.append(Scored(document, unit, features, worth_of(features)))
    return found


def worth_of(features: Sequence[float]) -> float:
    """The score of a sentence by its features."""
    return sum(WEIGHTS[name] * one for name, one in zip(FEATURES, features, strict=True))


def _around(known: _Prepared, own: Sequence[dict[str, float]], at: int) -> dict[str, float]:
    """What the neighbours of a unit in its paragraph say."""
    found: dict[str, float] = {}
    for other in (at - 2, at - 1, at + 1):
        if 0 <= other < len(own) and (
            known.units[other].block == known.units[at].block
            or (other == at - 1 and known.headings[other] == known.headings[at])
        ):
            for term, much in own[other].items():
                found[term] = max(found.get(term, 0.0), much)
    return found


def _features(  # noqa: PLR0917 -- what a sentence is judged by
    question: Question,
    weighed: Weighed,
    unit: Unit,
    own: dict[str, float],
    around: dict[str, float],
    heading: dict[str, float],
    title: dict[str, float],
    told: Sequence[str],
    of_record: tuple[float, float, float, float],
) -> tuple[float, ...]:
    whole: dict[str, float] = {}
    for part, much in ((own, 1.0), (heading, 0.85), (around, 0.75), (title, 0.85)):
        for term, one in part.items():
            whole[term] = max(whole.get(term, 0.0), one * much)
    asked = {term for term, _ in question.terms}
    fresh = len({term for term in told if term not in asked})
    fit, standing, begins, special = of_record
    subject = _subject(asked, told) * is_said_of(unit)
    return (
        weighed.share(own),
        weighed.share(around),
        weighed.share(heading),
        weighed.share(title),
        weighed.share(whole),
        _together([term for term, _ in question.terms], told),
        fits(question, unit),
        place(question, unit.headings),
        fit,
        begins,
        1.0 if len(told) < 4 else 0.0,
        min(1.0, max(0, len(told) - 12) / 30),
        float(unit.sort == "code"),
        standing,
        min(1.0, fresh / 8),
        special,
        begins * (question.sort == "definition"),
        subject,
        float(unit.coded and wants_code(question)),
        sum(name in unit.text for name in question.names) / max(1, len(question.names)),
        _label(unit, asked),
        float(bool(_EXAMPLE.search(unit.text))),
    )


_EXAMPLE = re.compile(
    r"\b(?:for (?:example|instance)|e\.g\.|suppose|here is an example|in this example|note that)\b",
    re.IGNORECASE,
)


def _label(unit: Unit, asked: set[str]) -> float:
    """Whether the section is called what the question asks for, as ``Rejected alternatives`` is."""
    told = _heading_terms(unit.headings[-1]) if unit.headings else frozenset()
    return len(told & asked) / len(told) if told and told <= asked else 0.0


@lru_cache(maxsize=20_000)
def _heading_terms(heading: str) -> frozenset[str]:
    return frozenset(terms(heading))


def _together(asked: Sequence[str], told: Sequence[str]) -> float:
    """How many of the question's neighbouring terms stand near each other, 0 to 1."""
    pairs = list(pairwise(asked))
    if not pairs:
        return 0.0
    at: dict[str, list[int]] = {}
    for number, term in enumerate(told):
        at.setdefault(term, []).append(number)
    near = sum(
        any(0 < right - left <= 3 for left in at.get(a, ()) for right in at.get(b, ()))
        for a, b in pairs
    )
    return near / len(pairs)


def _special(title: frozenset[str], asked: Mapping[str, float]) -> float:
    """How much of the title the question says: a record about just this is worth more."""
    return sum(asked.values()) / len(title) if title else 0.0


def _subject(asked: set[str], told: Sequence[str]) -> float:
    """Whether the sentence begins with what the question asks about."""
    first = set(told[: len(asked) + 1])
    return len(first & asked) / max(1, min(len(asked), len(first)))


def _standing(document: Document) -> float:
    if document.is_past:
        return -1.5
    if document.state in UNMADE:
        return -1.0
    if document.kind in REPORTS:
        return -0.8
    if document.state in OPEN:
        return -0.4
    return 0.0


def unknown_rarity(count: int) -> float:
    """The rarity of a term that none of ``count`` records has."""
    return math.log1p((count + 0.5) / 0.5)
