"""People as they are named, without the addresses behind their names. Pure."""

from __future__ import annotations

import re

_LOCAL = r"[^\s<>()\[\]@:/,;]{1,64}"
_HOST = r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_SPELT = r"(?:\s?[\[(]at[\])]\s?|\s+at\s+)"
"""An "@" that was spelt out, so that programs which gather addresses do not see one."""

_ANGLED = re.compile(
    rf"(?<=[^\s,])\s*<\s?{_LOCAL}(?:@[^<>\s]{{1,255}}|{_SPELT}{_HOST})\s?>", re.IGNORECASE
)
_ROUND = re.compile(rf"(?<=[^\s,])\s*\({_LOCAL}@[^()<>\s]{{1,255}}\)")
_BARE = re.compile(
    rf"\s\(?(?P<local>{_LOCAL})(?:@|{_SPELT}){_HOST}\)?(?=\s*(?:[,;]|$|\sand\s))", re.IGNORECASE
)
_BETWEEN = re.compile(r"[,;:()<>@\n]|\sand\s")
_LONGEST_NAME = 80
_INITIALS = 2
"""So few letters in common are none: they are in every word."""
_PARTICLES = frozenset((
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ten",
    "ter", "van", "von", "zu",
))  # fmt: skip
"""Small words within names."""
_OTHER = re.compile(r"[^a-z]+")


def without_mail(names: str) -> str:
    """The names without the addresses behind them; an address that stands alone is kept.

    "ana at example.org" is an address in angle brackets. Elsewhere it may be prose, as in "meet at
    example.org": there it counts as one where nothing but a name stands before it and it is made
    of that name.
    """
    if "<" in names:
        names = _ANGLED.sub("", names)
    if "(" in names and "@" in names:
        names = _ROUND.sub("", names)
    if "@" in names or "at" in names.casefold():
        names = _BARE.sub(_unless_prose, names)
    return names


def _unless_prose(found: re.Match[str]) -> str:
    start = found.start()
    before = found.string[max(0, start - _LONGEST_NAME) : start]
    words = _BETWEEN.split(before)[-1].split()
    return "" if _is_name(words) and _is_of(found["local"], words) else found[0]


def _is_name(words: list[str]) -> bool:
    return bool(words) and all(one[0].isupper() or one in _PARTICLES for one in words)


def _is_of(local: str, words: list[str]) -> bool:
    """Whether the part before the "@" is made of a name's words or of their first letters."""
    bare = _letters(local)
    parts = [_letters(word) for word in words]
    if bare == "".join(part[:1] for part in parts):
        return len(bare) > 1
    long = [part for part in parts if len(part) > _INITIALS]
    return any(part in bare or (len(bare) > _INITIALS and bare in part) for part in long)


def _letters(word: str) -> str:
    return _OTHER.sub("", word.casefold())
