"""How well each sentence of a few records answers a question. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dayline.ask.expected import expected
from dayline.ask.features import NAMES, Of, Query, Said, features, whole
from dayline.ask.matching import Prepared, Table, Weighed, around, held, prepared, table
from dayline.ask.material import Document
from dayline.ask.question import Question
from dayline.ask.unit import Unit
from dayline.ask.weights import weights
from dayline.base.words import terms

WEIGHED_WHOLE = 220
"""So many sentences are looked at closely."""

_TITLED = 0.3
_FITS = 0.7
"""From this share on, of the title or of the fit, a record is about the question, so that its
sentences need not repeat it. One that a question names fits wholly."""
_SOFT, _EVEN = 1.2, 0.4
_RECORD = 0.3


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit of a document with its features and what it is worth; ``at`` is its number there.

    ``read`` is what a reader says of it, 0 where nobody read it.
    """

    document: Document
    unit: Unit
    at: int
    features: tuple[float, ...]
    score: float
    read: float = 0.0

    def feature(self, name: str) -> float:
        """One feature by its name."""
        return self.features[NAMES.index(name)]


@dataclass(frozen=True, slots=True)
class _Read:
    of: Of
    said: list[Said]
    sections: Mapping[tuple[str, ...], float]
    """What each section is worth."""


Readable = Mapping[str, tuple[Document, float]]
"""Records by id, each with how well it fits, 0 to 1."""


def score(
    question: Question, weighed: Weighed, records: Readable, named: Sequence[str]
) -> list[Scored]:
    """The sentences that say something of the question, best first; ``named`` are its records."""
    asked = Query(question, weighed, expected(question))
    order = sorted(records.values(), key=lambda pair: -pair[1])
    read = [
        one
        for number, (document, fit) in enumerate(order)
        if (
            one := _read(asked, document, fit, is_first=number == 0, is_named=document.ref in named)
        )
    ]
    best = max((value for one in read for value in one.sections.values()), default=0.0)
    likely = sorted(
        ((_likely(asked, one, said), one, said) for one in read for said in one.said),
        key=lambda three: -three[0],
    )[:WEIGHED_WHOLE]
    most = sorted(likely, key=lambda three: -three[2].whole)
    ranked = ((one, replace(said, rank=1 / at)) for at, (_, one, said) in enumerate(most, start=1))
    return sorted(
        (_scored(asked, one, said, best) for one, said in ranked), key=lambda one: -one.score
    )


def _likely(asked: Query, one: _Read, said: Said) -> float:
    return said.whole + 0.5 * one.of.fit + 0.3 * asked.weighed.share(said.own)


def _scored(asked: Query, one: _Read, said: Said, best: float) -> Scored:
    unit = one.of.known.units[said.at]
    at_best = float(one.sections.get(unit.headings, 0.0) >= best > 0)
    found = features(asked, one.of, said, at_best)
    return Scored(one.of.document, unit, said.at, found, worth_of(found))


def worth_of(found: Sequence[float]) -> float:
    """The score of a sentence by its features; ``bench/fit_ask.py`` learns the weights."""
    return sum(a * b for a, b in zip(weights("sentence", NAMES), found, strict=True))


def _read(
    asked: Query, document: Document, fit: float, *, is_first: bool, is_named: bool
) -> _Read | None:
    """All units of a record that may say something; None when none does."""
    known = prepared(document)
    said = table(asked.weighed.worth, known.words, asked.question.alike)
    if not known.units or (not said and not is_named):
        return None
    title = held(said, known.title)
    heads = {one: held(said, one) for one in set(known.headings)}
    own = [held(said, one) for one in known.sets]
    all_of_it = fit >= _FITS or asked.weighed.share(title) >= _TITLED
    found: list[Said] = []
    seen: set[tuple[str, ...]] = set()
    for at, unit in enumerate(known.units):
        opens = unit.headings not in seen
        seen.add(unit.headings)
        heading = heads[known.headings[at]]
        beside = around(known, own, at)
        if known.leads[at]:
            beside |= held(said, known.leads[at])
        if all_of_it or own[at] or heading or beside:
            much = whole(asked.weighed, own[at], heading, beside, title)
            found.append(Said(at, own[at], heading, beside, much, opens))
    of = Of(document, known, fit, is_first, title)
    return _Read(of, found, _sections(asked, known, said, fit))


def _sections(
    asked: Query, known: Prepared, said: Table, fit: float
) -> dict[tuple[str, ...], float]:
    """What each section says of the question, by the rule of BM25, in a record of that fit."""
    counts: dict[tuple[str, ...], dict[str, float]] = {}
    sizes: dict[tuple[str, ...], int] = defaultdict(int)
    for unit, told in zip(known.units, known.terms, strict=True):
        sizes[unit.headings] += len(told)
        into = counts.setdefault(unit.headings, defaultdict(float))
        for word in told:
            for term, much in said.get(word, {}).items():
                into[term] += much
    mean = max(1.0, sum(sizes.values()) / len(sizes))
    found = {}
    for headings, into in counts.items():
        for word in _heading(headings):
            for term, much in said.get(word, {}).items():
                into[term] += 2 * much
        size = _EVEN + (1 - _EVEN) * sizes[headings] / mean
        found[headings] = _RECORD * fit + math.fsum(
            asked.weighed.worth[term] * much / (much + _SOFT * size)
            for term, much in into.items()
        )  # fmt: skip
    return found


@lru_cache(maxsize=20_000)
def _heading(headings: tuple[str, ...]) -> list[str]:
    """Its words, each once and in an order that is the same in every process."""
    return sorted(set(terms(" ".join(headings))))
