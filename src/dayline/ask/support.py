"""Whether a sentence says no more than its citation: numbers, names, denials, words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayline.base.plain import plain
from dayline.base.words import terms
from dayline.practices.handoff.reading.figures import figures

COVERED = 0.72
"""The least share of a sentence's telling words that its citations must say."""

_LONG = 12
_ASSENT = re.compile(r"^(?:Yes|No): ")
_SAYING = frozenset(terms("owns wrote replaced superseded created due decided decide review said"))
"""How a field is said in words; the field itself is what must be there."""

_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable|refus\w+|forbid\w*"
    r"|prohibit\w*|disallow\w*|reject\w*)\b|n't\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"@[\w.-]*\w|`[^`]+`|\b[A-Z]{1,8}-\d+\b|\b\w*[a-z][A-Z]\w*\b|\b\w+_\w[\w.]*\b"
    r"|(?<=[a-z,;:] )[A-Z][\w'-]+"
)
_ENDS = (
    ("before", "after"), ("more", "less"), ("accept", "reject"), ("allow", "forbid"), ("on", "off"),
    ("always", "never"), ("first", "last"), ("minimum", "maximum"), ("enable", "disable"),
    ("increase", "decrease"), ("required", "optional"), ("earlier", "later"), ("add", "remove"),
    ("start", "stop"), ("open", "closed"), ("all", "none"), ("faster", "slower"),
)  # fmt: skip


def is_verbatim(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether the words of a sentence stand in one of the quotes, in their order."""
    words = re.findall(r"\w+", sentence)
    return any(_runs_through(words, re.findall(r"\w+", quote)) for quote in quotes)


def _runs_through(words: Sequence[str], among: Sequence[str]) -> bool:
    rest = iter(among)
    return bool(words) and all(word in rest for word in words)


def lacks(sentence: str, quotes: Sequence[str], *, beside: Sequence[str] = ()) -> str:
    """What a sentence says that its citations do not, "" when they say all of it.

    ``beside`` are words that a citation carries without quoting them: its id, title, headings.
    """
    bare = _ASSENT.sub("", sentence)
    for known in sorted(beside, key=len, reverse=True):
        bare = bare.replace(known, " ") if len(known) > _LONG else bare
    said = " ".join(f"{quote} {plain(quote)}" for quote in quotes)
    around = f"{said} {' '.join(beside)}"
    for figure in figures(sentence):
        told = sentence[figure.start : figure.end].strip()
        if told not in around and not any(figure.same(other) for other in figures(around)):
            return f"the figure {told}"
    low = around.lower()
    for name in _NAME.findall(sentence):
        if name.strip("`").lower() not in low:
            return f"the name {name}"
    mine, theirs = set(terms(sentence)) - _SAYING, set(terms(around))
    if mine and len(mine & theirs) / len(mine) < COVERED:
        return "most of its words"
    if bool(_DENIAL.search(bare)) != _denied(bare, quotes):
        return "whether it is so or not"
    words, others = _words(sentence.lower()), _words(low)
    for one, other in (pair for ends in _ENDS for pair in (ends, ends[::-1])):
        if one in words and one not in others and other in others:
            return f"the word {one}"
    return ""


def _words(text: str) -> set[str]:
    """The words of a text; the name of a field is several, as in ``verified_on``."""
    return set(re.findall(r"[^\W_]+", text))


def _denied(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether that part of the citations denies which is most like the sentence."""
    mine = set(terms(sentence))
    parts = [
        part for quote in quotes for part in re.split(r"(?<=[.!?;:])\s+|,\s+|\n\n", plain(quote))
    ]
    near = [part for part in parts if mine & set(terms(part))]
    if not near:
        return False
    best = max(len(mine & set(terms(part))) for part in near)
    if bool(_DENIAL.search(sentence)):
        return any(
            _DENIAL.search(part) for part in near if len(mine & set(terms(part))) * 2 >= best
        )
    top = [part for part in near if len(mine & set(terms(part))) == best]
    return any(_DENIAL.search(part) for part in top)
