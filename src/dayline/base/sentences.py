"""Where the sentences of a text end. Pure.

All that is cut into sentences is cut here. Code and links are whole, and a full stop behind an
abbreviation, an initial or a number that counts ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

CODE = r"(?<!`)(?P<ticks>`{1,3})(?!`)(?:[^\n]|\n(?!\s*\n)){1,300}?(?<!`)(?P=ticks)(?!`)"
"""Code within a paragraph, as a regular expression."""
WHOLE = re.compile(rf"{CODE}|\[[^\[\]]{{1,300}}\]\([^()\s]{{1,500}}\)")
"""What no sentence ends in: code, and a link with its words."""
_CLOSE = r"[\"')\]*_`\u201d\u2019]*"
_OPEN = r"[\"'(\[*_`:@#\u201c\u2018\u201e]*"
_STOP = r"(?:(?<=\S\.)|(?<=[!?\u2026]))"
_END = re.compile(
    rf"{_STOP}{_CLOSE}\s+(?={_OPEN}(?:[A-Z0-9@_<+]|[^\x00-\x7f]))|(?<=\?)\s+(?=[a-z])"
)
"""Behind a question mark the next sentence may also begin small, as in ``Who knows? thanks``."""
_CASUAL = re.compile(rf"{_STOP}{_CLOSE}\s+(?=\S)")
_HEAD = re.compile(rf"{_OPEN}(\S)")
_LAST = re.compile(r"[^\s(\[{\"'\u201c\u201e]*$")
_COUNTS = re.compile(r"\W*(?:\d{1,3}|[^\W\d_])\.")
"""A number or an initial with which a sentence begins."""
_LONGEST_LAST, _LONGEST_ASIDE = 24, 200
_NEVER = frozenset(
    "mr. mrs. dr. prof. vs. cf. e.g. i.e. eg. ie. resp. incl. excl.".split()  # noqa: SIM905
)
_BEFORE_NUMBERS = frozenset(
    """no. nos. nr. fig. sec. ch. p. pp. vol. v. ver. rev. art. eq. approx. ca. min. max. est.
    jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.""".split()  # noqa: SIM905
)
_BEFORE_SMALL = frozenset(["etc.", "a.m.", "p.m.", "approx.", "ca.", "est.", "al."])
"""What ends a sentence only where the next begins with a capital."""
_GOES_ON = re.compile(r"(?:of|or|is|was|has|with|to|for|from|than)\b")
"""What goes on behind a number whose full stop belongs to it, as in ``v2.3. of the client``."""
_IS_SHORT = re.compile(r"(?:[A-Z]\.){2,}|Ms\.|No\.")
"""By their capital: ``180 ms.`` is no title. Behind ``No.`` a number follows, or why it is no."""


def spans(
    text: str, start: int = 0, end: int | None = None, *, casual: bool = False
) -> Iterator[tuple[int, int]]:
    """The sentences within ``[start, end)`` of a text, without the blanks between them.

    ``casual``: it is written without capitals, so that a full stop alone ends a sentence.
    """
    end = len(text) if end is None else end
    at = _bare(text, start, end)
    wholes = WHOLE.finditer(text, start, end)
    whole = next(wholes, None)
    for match in (_CASUAL if casual else _END).finditer(text, start, end):
        stop = match.start()
        while whole and whole.end() <= stop:
            whole = next(wholes, None)
        if (whole and whole.start() < stop) or stop <= at or not _ends(text, at, match):
            continue
        yield at, stop + len(match.group().rstrip())
        at = match.end()
    stop = at + len(text[at:end].rstrip())
    if stop > at:
        yield at, stop


def _bare(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _ends(text: str, since: int, match: re.Match[str]) -> bool:
    """Whether the mark before the blanks ends the sentence that begins at ``since``."""
    stop = match.start()
    head = _HEAD.match(text, match.end())
    first = head[1] if head else ""
    if not (first.isascii() or first.isupper() or category(first) in ("So", "Lo")):
        return bool(match.re is _CASUAL)
    if text[stop - 1] != ".":
        near = max(since, stop - _LONGEST_ASIDE)
        opened = text.count("(", near, stop) > text.count(")", near, stop)
        return not (opened and first.islower())
    if _COUNTS.fullmatch(text, since, stop):
        return False
    found = _LAST.search(text, max(since, stop - _LONGEST_LAST), stop)
    last = found.group().lower() if found else ""
    if last in _NEVER or (last[-2:-1].isdigit() and _GOES_ON.match(text, match.end())):
        return False
    if found and _IS_SHORT.fullmatch(found.group()):
        return False
    if first.isdigit() and last in _BEFORE_NUMBERS:
        return False
    return last not in _BEFORE_SMALL or (first.isupper() and not _shouts(text, match.end()))


def _shouts(text: str, at: int) -> bool:
    """Whether the next word is all capitals, as the zone behind ``9 a.m.`` is."""
    return text[at : at + 2].isupper() and text[at : at + 2].isalpha()
