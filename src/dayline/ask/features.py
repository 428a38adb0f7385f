"""What a sentence is judged by. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dayline.ask.expected import Expected
from dayline.ask.kinds import fits, is_said_of, place, wants_code
from dayline.ask.matching import Prepared, Weighed, add
from dayline.ask.material import OPEN, REPORTS, UNMADE, Document
from dayline.ask.question import Question
from dayline.ask.unit import Unit

NAMES = (
    "own", "around", "title", "whole", "rest", "unsaid", "head", "first_term", "literal",
    "subject", "fits", "fits_when", "fits_many", "count", "span", "measure", "person", "must",
    "code", "coded", "code_how", "code_which", "example", "asks", "place", "aside",
    "opens_section", "first_section", "depth", "position", "best_section", "record",
    "first_record", "standing", "special", "distinct", "own_squared", "denies", "rank",
)  # fmt: skip
"""In the order of their weights; all are about 0 to 1."""

_EXAMPLE = re.compile(
    r"\b(?:for (?:example|instance)|e\.g\.|suppose|here is an example|in this example|note that)\b",
    re.IGNORECASE,
)
_MUST = re.compile(r"\b(?:must|shall|required|should)\b", re.IGNORECASE)
_DENIAL = re.compile(r"\b(?:not|never|no|none|nor|without|cannot)\b|n't\b", re.IGNORECASE)
_FEW = 0.05


@dataclass(frozen=True, slots=True)
class Query:
    """A question with all that is worked out of it once."""

    question: Question
    weighed: Weighed
    expected: Expected

    @property
    def order(self) -> list[str]:
        """Its terms in their order."""
        return [term for term, _ in self.question.terms]


@dataclass(frozen=True, slots=True)
class Of:
    """What is said of a record as a whole."""

    document: Document
    known: Prepared
    fit: float
    is_first: bool
    title: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit, its heading and its neighbours say of the question."""

    at: int
    own: Mapping[str, float]
    heading: Mapping[str, float]
    around: Mapping[str, float]
    whole: float
    opens: bool
    rank: float = 0.0
    """1 for what says most of the question with all about it, then 1/2, 1/3, ..."""


def whole(
    weighed: Weighed,
    own: Mapping[str, float],
    heading: Mapping[str, float],
    around: Mapping[str, float],
    title: Mapping[str, float],
) -> float:
    """How much of the question a unit says with all that stands about it."""
    said: dict[str, float] = {}
    for part, share in ((own, 1.0), (heading, 0.85), (around, 0.75), (title, 0.85)):
        add(said, part, share)
    return weighed.share(said)


def features(asked: Query, of: Of, said: Said, best_section: float) -> tuple[float, ...]:
    """The features of a unit, in the order of :data:`NAMES`."""
    unit, told = of.known.units[said.at], of.known.terms[said.at]
    question = asked.question
    return (
        *_words(asked, of, said),
        sum(name in unit.text for name in question.names) / max(1, len(question.names)),
        _subject(frozenset(asked.order), told) * is_said_of(unit),
        *_answers(asked, unit),
        *_code(question, unit),
        float(bool(_EXAMPLE.search(unit.text))),
        float(unit.text.endswith("?")),
        *_where(question, of, said, unit),
        best_section,
        of.fit,
        float(of.is_first),
        standing(of.document),
        math.fsum(of.title.values()) / len(of.known.title) if of.known.title else 0.0,
        len(said.own) / max(1, len(asked.weighed.worth)),
        asked.weighed.share(said.own) ** 2,
        float(bool(_DENIAL.search(unit.text))),
        said.rank,
    )


def _words(asked: Query, of: Of, said: Said) -> tuple[float, ...]:
    """How much of the question is said, and by what."""
    weighed = asked.weighed
    beside: dict[str, float] = {}
    for part in (said.own, said.heading, of.title):
        add(beside, part)
    rest = {term: one for term, one in weighed.worth.items() if term not in of.title}
    left = sum(rest.values())
    told = sum(one * said.own.get(term, 0.0) for term, one in rest.items())
    head, order = asked.expected.head, asked.order
    return (
        weighed.share(said.own),
        weighed.share(said.around),
        weighed.share(of.title),
        said.whole,
        told / left if left > _FEW else 0.5,
        1 - weighed.share(beside),
        sum(term in said.own for term in head) / max(1, len(head)),
        said.own.get(order[0], 0.0) if order else 0.0,
    )


def _answers(asked: Query, unit: Unit) -> tuple[float, ...]:
    """Whether it is the sort of thing that is asked for."""
    suits, sort, wanted = fits(asked.question, unit), asked.question.sort, asked.expected
    return (
        suits,
        suits * (sort == "when"),
        suits * (sort == "how_many"),
        wanted.count(unit.text),
        wanted.span(unit.text),
        wanted.measure(unit.text),
        wanted.person(unit.text),
        float(bool(_MUST.search(unit.text))),
    )


def _code(question: Question, unit: Unit) -> tuple[float, ...]:
    coded = float(unit.coded)
    return (
        float(unit.sort == "code"),
        coded * wants_code(question),
        coded * (question.sort == "how"),
        coded * (question.sort == "which"),
    )


def _where(question: Question, of: Of, said: Said, unit: Unit) -> tuple[float, ...]:
    """Where in its record it stands."""
    there = _place(question, unit.headings)
    return (
        there,
        float(there < 0),
        float(said.opens),
        float(unit.headings == of.known.units[0].headings),
        len(unit.headings) / 4,
        said.at / max(1, len(of.known.units)),
    )


@lru_cache(maxsize=4096)
def _place(question: Question, headings: tuple[str, ...]) -> float:
    return place(question, headings)


def _subject(asked: frozenset[str], told: Sequence[str]) -> float:
    """Whether the sentence begins with what the question asks about."""
    first = set(told[: len(asked) + 1])
    return len(first & asked) / max(1, min(len(asked), len(first)))


def standing(document: Document) -> float:
    """0 for what is in force, less for what is not."""
    if document.is_past:
        return -1.5
    if document.state in UNMADE:
        return -1.0
    if document.kind in REPORTS:
        return -0.8
    if document.state in OPEN:
        return -0.4
    return 0.0
