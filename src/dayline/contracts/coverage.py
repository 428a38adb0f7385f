"""Whether a statement takes up an item: the simple rule that a read-back is checked with.

A practice may replace it by a better scorer through ``Facts.covers``.
"""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_TOKEN = re.compile(
    r"[@#]?[A-Za-zÀ-ÖØ-öø-ÿ0-9](?:[A-Za-zÀ-ÖØ-öø-ÿ0-9_./:'’+-]*[A-Za-zÀ-ÖØ-öø-ÿ0-9])?%?"
)
_NUMBER = re.compile(r"[0-9]+(?:[.,:][0-9]+)*%?")
_LEADING_NUMBER = re.compile(r"(?P<number>[0-9]+(?:[.,][0-9]+)*)(?P<unit>[a-z%]*)")
_NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor cannot without isn't aren't wasn't don't doesn't "
    "didn't won't can't couldn't shouldn't mustn't hasn't haven't ain't".split()
)
_STOP_WORDS = frozenset(
    "a about after all also an and any are as at be been before being but by can could did do does "
    "done for from had has have he her his how i if in into is it its just may me might more most "
    "must my now of on or our out over own s same shall she should so some such t than that the "
    "their them then there these they this those through to too under until up us very was we were "
    "what when where which while who whom why will with would you your still yet".split()
)
_ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "edly",
    "ings",
    "ing",
    "ies",
    "ied",
    "ed",
    "es",
    "ly",
    "s",
    "e",
)
SHARE = 0.6


def covers(item: str, statement: str) -> bool:
    """Whether some two neighbouring sentences of ``statement`` take up ``item``.

    They must share 60 % of the item's content words (lightly stemmed), name every number, every
    handle, id and proper name of the item, and agree with it on whether something is denied.
    """
    wanted = _Sense(item)
    sentences = [part for part in _SENTENCE_END.split(statement[:200_000]) if part.strip()]
    pairs = [f"{first} {second}" for first, second in zip(sentences, sentences[1:], strict=False)]
    return any(wanted.taken_up_by(_Sense(part)) for part in (*sentences, *pairs))


class _Sense:
    """The content of a piece of text, ready to be compared."""

    __slots__ = ("denied", "names", "numbers", "words")

    def __init__(self, text: str) -> None:
        self.words: set[str] = set()
        self.numbers: set[str] = set()
        self.names: set[str] = set()
        self.denied = False
        for position, token in enumerate(_TOKEN.findall(text.replace("’", "'"))):
            self._add(token, first=position == 0)

    def _add(self, token: str, *, first: bool) -> None:
        folded = token.casefold()
        if folded in _NEGATIONS or folded.endswith("n't"):
            self.denied = True
        elif number := _LEADING_NUMBER.fullmatch(folded):
            self.numbers.add(number["number"].replace(",", ""))
            if number["unit"] == "%":
                self.words.add("percent")
        elif folded not in _STOP_WORDS and len(folded) > 1:
            self.words.add(stem(folded))
            if _is_name(token, first=first):
                self.names.add(folded.lstrip("@"))

    def taken_up_by(self, other: _Sense) -> bool:
        if self.denied != other.denied or not self.numbers <= other.numbers:
            return False
        if not {stem(name) for name in self.names} <= other.words | {stem(n) for n in other.names}:
            return False
        if not self.words:
            return bool(self.numbers)
        return len(self.words & other.words) >= SHARE * len(self.words)


def _is_name(token: str, *, first: bool) -> bool:
    if token.startswith("@") or any(mark in token for mark in "_./:0123456789"):
        return True
    capitals = sum(letter.isupper() for letter in token)
    return capitals > 1 or (capitals == 1 and not first)


def stem(word: str) -> str:
    """The word without a common English ending; never shorter than three letters."""
    word = word.lstrip("@").removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word
