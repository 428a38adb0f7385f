"""Which terms of a question the parts of a record say. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dayline.ask.alike import other_forms
from dayline.ask.fields import fields_of
from dayline.ask.material import Document
from dayline.ask.question import Question
from dayline.ask.unit import Unit
from dayline.ask.units import units
from dayline.base.words import terms

_NEAR = 0.6
_ALIKE = 0.25
_SHORTEST = 5
_KNOWN = 0.5
"""A term that no record has counts from this share of a word on."""


@dataclass(frozen=True)
class Weighed:
    """The terms of a question with what each is worth; the sum is 1."""

    worth: Mapping[str, float]

    def share(self, held: Mapping[str, float]) -> float:
        """How much of the question the terms ``held`` say, whatever their order."""
        return math.fsum(self.worth[term] * much for term, much in held.items())


def weigh(question: Question, rarity: Callable[[str], float], unknown: float) -> Weighed:
    """Rare terms are worth more; ``unknown`` is the rarity of a term that no record has."""
    worth = {
        term: share * (rarity(term) or (unknown if share > _KNOWN else 0.0))
        for term, share in question.terms
    }
    total = sum(worth.values()) or 1.0
    return Weighed({term: one / total for term, one in worth.items()})


def unknown_rarity(count: int) -> float:
    """The rarity of a term that none of ``count`` records has."""
    return math.log1p((count + 0.5) / 0.5)


def largeness(count: int) -> float:
    """0 for a small workspace of up to 20 records, 1 for a large one of 700 and more."""
    share = math.log(max(count, _SMALL) / _SMALL) / math.log(_LARGE / _SMALL)
    return min(1.0, share)


_SMALL, _LARGE = 20, 700


@dataclass(frozen=True, slots=True)
class Prepared:
    """The units of a record with their terms, each in the order of the units."""

    units: tuple[Unit, ...]
    terms: tuple[tuple[str, ...], ...]
    sets: tuple[frozenset[str], ...]
    headings: tuple[frozenset[str], ...]
    leads: tuple[frozenset[str], ...]
    title: frozenset[str]
    words: frozenset[str]


def prepared(document: Document) -> Prepared:
    """A record cut up; what was cut lately is known."""
    return _prepared(document.text, document.body, document.title)


@lru_cache(maxsize=512)
def _prepared(text: str, body: int, title: str) -> Prepared:
    cut = units(text, start=body, title=title)
    found = (*cut, *fields_of(text, body, cut[-1].block + 1 if cut else 0))
    told = tuple(tuple(terms(one.said)) for one in found)
    heads = {one.headings: frozenset(terms(" ".join(one.headings))) for one in found}
    named = frozenset(terms(title))
    return Prepared(
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
    return prepared(document).units


Table = Mapping[str, Mapping[str, float]]
"""Words of a document, each with the terms of the question that it says and how nearly."""


def table(
    asked: Iterable[str],
    words: frozenset[str],
    alike: Iterable[tuple[str, frozenset[str]]] = (),
) -> Table:
    """How a record's words say the terms of a question; ``data class`` is ``dataclass`` too."""
    listed = list(asked)
    found: dict[str, dict[str, float]] = {}
    for term in listed:
        for word in words & {term, *other_forms(term)}:
            found.setdefault(word, {})[term] = 1.0
        if len(term) >= _SHORTEST or term[0].isdecimal():
            for word in words:
                if word[:3] == term[:3] and _near(term, word):
                    add(found.setdefault(word, {}), {term: _NEAR})
    for term, others in alike:
        for word in others & words:
            add(found.setdefault(word, {}), {term: _ALIKE})
    for one, other in pairwise(listed):
        if (joined := one + other) in words:
            found.setdefault(joined, {}).update({one: 1.0, other: 1.0})
    return found


def held(known: Table, said: frozenset[str]) -> dict[str, float]:
    """Which terms of a question some words say: 1 for the same, less for a near one."""
    found: dict[str, float] = {}
    for word in known.keys() & said:
        add(found, known[word])
    return found


def add(into: dict[str, float], more: Mapping[str, float], share: float = 1.0) -> None:
    """Take over what is said better, ``share`` of it."""
    for term, much in more.items():
        if much * share > into.get(term, 0.0):
            into[term] = much * share


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


def around(known: Prepared, own: Sequence[Mapping[str, float]], at: int) -> dict[str, float]:
    """What the neighbours of a unit in its paragraph say."""
    found: dict[str, float] = {}
    for other in (at - 2, at - 1, at + 1):
        if 0 <= other < len(own) and (
            known.units[other].block == known.units[at].block
            or (other == at - 1 and known.headings[other] == known.headings[at])
        ):
            add(found, own[other])
    return found
