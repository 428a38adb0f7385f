"""Texts as terms: what counts as a word, and which words are the same. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['\u2019.,][^\W_]+|[\u0300-\u036f]+[^\W_]*)*")
_ID = re.compile(r"(?<![\w-])([A-Za-z]{1,8})-0*([0-9]{1,7})(?![\w-])")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LONGEST = 64
_ACCENT = re.compile("[\u0300-\u036f]+")
_STROKED = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
})  # fmt: skip
"""Letters of Latin that no accent makes, as people without them on their keyboards write them."""

STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each few for from further
    had has have having he her here hers him his how i if in into is it its itself just let me
    more most my no nor not now of off on once only or other our ours out over own same she
    should so some such than that the their theirs them then there these they this those through
    to too under until up us very was we were what when where which while who whom why will with
    would you your yours""".split()  # noqa: SIM905 -- reads better than a list of 130
)
"""Words that are in nearly every text; they tell nothing apart."""

_stemmer = Stemmer.Stemmer("english")
_stemmer.maxCacheSize = 0  # the cache below holds what is needed


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one lower-case word (Porter 2): ``decisions`` and ``decision`` are ``decis``."""
    return str(_stemmer.stemWord(word))


def terms(text: str) -> Iterator[str]:
    """The terms of a text in their order, common words left out.

    ``strict_keys`` gives its parts, ``openRecord`` itself and its parts, ``D-042`` the id
    ``d-42`` besides its number, ``don't`` and ``3.11`` stay whole. ``Łódź`` is ``lodz``.
    """
    for found in _WORD.finditer(text):
        yield from _parts(found.group())
    for found in _ID.finditer(text):
        yield f"{found.group(1).lower()}-{found.group(2)}"


def folded(text: str) -> str:
    """A text in lower case without accents, as its words are looked for.

    Marks of other scripts stay: they make other words.
    """
    if text.isascii():
        return text.lower()
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", text.lower())).translate(_STROKED)
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=200_000)
def _parts(word: str) -> tuple[str, ...]:
    word = word[:_LONGEST]
    word = word if word.isascii() else folded(word)
    lower = word.lower().replace("\u2019", "'").removesuffix("'s")
    if "," in lower:
        whole = lower.replace(",", "")
        return (
            (whole,) if whole.isdecimal() else tuple(p for w in word.split(",") for p in _parts(w))
        )
    if "." in lower and not lower.replace(".", "").isdecimal():
        pieces = tuple(part for piece in word.split(".") for part in _parts(piece))
        return (lower, *pieces) if len(pieces) > 1 else pieces
    if lower in STOP:
        return ()
    if word.isascii() and not word.islower() and not word.isupper() and word[1:] != lower[1:]:
        pieces = tuple(stem(piece.lower()) for piece in _CAMEL.findall(word))
        return (stem(lower), *pieces) if len(pieces) > 1 else (stem(lower),)
    return (stem(lower),)
