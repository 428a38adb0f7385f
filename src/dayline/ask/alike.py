"""Words that say nearly the same, from the list beside this file. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from dayline.base.forms import families
from dayline.base.lists import lines
from dayline.base.words import folded, stem

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_LONGEST = 5
"""Words of a phrase."""


class _Lists(NamedTuple):
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[tuple[str, ...], frozenset[str]]


@cache
def _lists() -> _Lists:
    words: defaultdict[str, set[str]] = defaultdict(set)
    phrases: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for line in lines("dayline.ask", "alike.txt"):
        entries = [_stems(entry) for entry in line.split("|")]
        single = {entry[0] for entry in entries if len(entry) == 1}
        for entry in entries:
            if len(entry) == 1:
                words[entry[0]] |= single - set(entry)
            else:
                phrases[entry] |= single
    return _Lists(
        {word: frozenset(found) for word, found in words.items()},
        {phrase: frozenset(found) for phrase, found in phrases.items()},
    )


@cache
def _families() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for family in families():
        stems = {stem(form) for form in family}
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}


def other_forms(term: str) -> frozenset[str]:
    """The stems of the other forms of an irregular word: of ``kept`` that of ``keep``."""
    return _families().get(term, frozenset())


def said_by(words: AbstractSet[str], terms: Iterable[str]) -> frozenset[str]:
    """Those of the terms that stand among words, in this or another form."""
    return frozenset(term for term in terms if term in words or other_forms(term) & words)


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(folded(word)) for word in _WORD.findall(text))


def alike(text: str, terms: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """For terms of a question, the stems of words that say nearly the same.

    What a phrase stands for belongs to its first term.
    """
    known = _lists()
    found: dict[str, frozenset[str]] = {
        term: known.words[term] for term in terms if term in known.words
    }
    told = _stems(text)
    for size in range(2, _LONGEST + 1):
        for at in range(len(told) - size + 1):
            phrase = told[at : at + size]
            bears = next((word for word in phrase if word in terms), None)
            if bears is not None and phrase in known.phrases:
                found[bears] = found.get(bears, frozenset()) | known.phrases[phrase]
    return found
