"""Whether a statement takes up an item: the simple rule that a read-back is checked with.

A practice may replace it by a better scorer through ``Facts.covers``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

SHARE = 0.6

_LONGEST = 200_000
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_TOKEN = re.compile(r"[0-9]+(?:[.,:][0-9]+)+[a-z]*%?|[@#]?[^\W_](?:[\w./:'+-]*[^\W_])?%?")
_NUMBER = re.compile(r"(?P<number>[0-9]+(?:[.,:][0-9]+)*)(?P<unit>[a-z]*%?)")
_NEGATIONS = frozenset(
    """not no never none nobody nothing neither nor cannot without""".split()  # noqa: SIM905
)
_STOP_WORDS = frozenset(
    # Words without content of their own; a list of literals would fill two pages.
    """a about after all also an and any are as at be been before being but by can could did do
    does done for from had has have he her his how i if in into is it its just may me might more
    most must my now of on or our out over own s same shall she should so some such t than that
    the their them then there these they this those through to too under until up us very was we
    were what when where which while who whom why will with would you your still yet
    """.split()  # noqa: SIM905
)
_ENDINGS = (
    "ations", "ation", "ingly", "edly", "ings", "ing", "ed", "es", "ly", "s", "e",
)  # fmt: skip


def covers(item: str, statement: str) -> bool:
    """Whether some two neighbouring sentences of ``statement`` take up ``item``.

    They must share 60 % of the item's content words (lightly stemmed), name every number, every
    handle, id and proper name of the item, and agree with it on whether something is denied.
    """
    wanted = _Sense(item)
    return any(wanted.taken_up_by(part) for part in _senses(statement[:_LONGEST]))


@lru_cache(maxsize=16)
def _senses(statement: str) -> tuple[_Sense, ...]:
    """The sentences of a statement, one by one and two by two."""
    sentences = [part for part in _SENTENCE_END.split(statement) if part.strip()]
    pairs = [f"{first} {second}" for first, second in pairwise(sentences)]
    return tuple(_Sense(part) for part in (*sentences, *pairs))


class _Sense:
    """The content of a piece of text, ready to be compared."""

    __slots__ = ("denied", "names", "numbers", "words")

    def __init__(self, text: str) -> None:
        self.words: set[str] = set()
        self.numbers: set[str] = set()
        self.names: set[str] = set()
        self.denied = False
        for position, token in enumerate(_TOKEN.findall(text.replace("\u2019", "'"))):
            self._add(token, first=position == 0)

    def _add(self, token: str, *, first: bool) -> None:
        folded = token.casefold()
        if folded in _NEGATIONS or folded.endswith("n't"):
            self.denied = True
        elif number := _NUMBER.fullmatch(folded):
            self.numbers.add(number["number"].replace(",", ""))
        elif folded not in _STOP_WORDS and len(folded) > 1:
            self.words.add(stem(folded))
            if _is_name(token, first=first):
                self.names.add(stem(folded))

    def taken_up_by(self, other: _Sense) -> bool:
        if self.denied != other.denied or not self.numbers <= other.numbers:
            return False
        if not self.names <= other.words:
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
