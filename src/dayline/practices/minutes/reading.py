"""Numbered decisions and actions in minutes, and the day that their head states. Pure.

Read are lines that begin with ``DECISION 58.1`` or ``ACTION 58.1``, in whatever emphasis, and
tables under ``Decision Item | Description``. Minutes repeat an item when they come to speak of it;
the first place counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dayline.base.errors import HostileInput

MOST = 2_000_000
"""Characters: longer minutes are none."""
_HEAD = 40
"""Lines in which a head is looked for."""
_EDGES = r"[\s>*_#|~`-]*"
_LABEL = re.compile(
    rf"{_EDGES}(?P<sort>DECISION|ACTION)S?(?:\s+ITEMS?)?{_EDGES}\s+#?(?P<id>\d{{1,5}}(?:\.\d{{1,3}})*)"
    r"(?![\d.]*\d)[\s*_:.)~-]*(?P<text>.*)",
    re.IGNORECASE,
)
_CELL_ID = re.compile(r"[*_~`\s#]*(?P<id>\d{1,5}(?:\.\d{1,3})*)[*_~`\s.:)]*")
_TABLE = re.compile(r"(?i)\**\s*(?P<sort>decision|action)s?\s+(?:items?|no\.?|#|ids?)\s*\**")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(rf"(?i)\b({'|'.join(_DAYS)})\b")
_DATED = re.compile(r"(?i)\bdate\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b")

Sort = Literal["decision", "action"]


@dataclass(frozen=True, slots=True)
class Said:
    """A numbered decision or action, as it is worded where it stands first."""

    sort: Sort
    id: str
    text: str
    line: int


@dataclass(frozen=True)
class Minutes:
    """What minutes say. ``weekday`` is the one that the head states, "" where it states none."""

    path: str
    title: str
    day: date | None
    weekday: str
    line: int
    decisions: tuple[Said, ...] = field(default=())
    actions: tuple[Said, ...] = field(default=())

    @property
    def real_weekday(self) -> str:
        """The weekday of the day; "" where no day is known."""
        return _DAYS[self.day.weekday()].capitalize() if self.day else ""

    @property
    def contradicts(self) -> bool:
        """Whether the head states a weekday which its date is not."""
        return bool(self.weekday and self.day) and self.weekday != self.real_weekday


def read_minutes(text: str, *, path: str = "") -> Minutes:
    """Read minutes. Raises :class:`HostileInput` beyond 2,000,000 characters."""
    if len(text) > MOST:
        raise HostileInput(
            f"{path or 'This text'} has more than {MOST:,} characters; no minutes are so long.",
            do="Import the files of single meetings.",
        )
    lines = text.removeprefix("\ufeff").split("\n")
    title = next((one.strip("# \r") for one in lines if one.startswith("# ")), "")
    day, weekday, number = _head(lines[:_HEAD])
    found: dict[tuple[str, str], Said] = {}
    for said in (*_labelled(lines), *_tabled(lines)):
        known = found.get((said.sort, said.id))
        if known is None or said.line < known.line:
            found[said.sort, said.id] = said
    ordered = sorted(found.values(), key=lambda one: one.line)
    return Minutes(
        path, title, day, weekday, number,
        tuple(one for one in ordered if one.sort == "decision"),
        tuple(one for one in ordered if one.sort == "action"),
    )  # fmt: skip


def _head(lines: Sequence[str]) -> tuple[date | None, str, int]:
    """The day, the weekday and the line of the first line that states a date of the meeting.

    A line that names the date with its weekday is preferred to one without.
    """
    stated = [
        (number, line, day)
        for number, line in enumerate(lines, 1)
        if _DATED.search(line) and (day := day_in(line)) is not None
    ]
    if not stated:
        return None, "", 1
    number, line, day = next((one for one in stated if _WEEKDAY.search(one[1])), stated[0])
    named = _WEEKDAY.search(line)
    return day, named[1].capitalize() if named else "", number


def day_in(line: str) -> date | None:
    """The first day that a line names: ``March 29, 2019``, ``30 Apr 2021``, ``2019-03-29``."""
    for pattern, order in ((_MONTH_FIRST, (2, 0, 1)), (_DAY_FIRST, (2, 1, 0)), (_ISO, (0, 1, 2))):
        for found in pattern.finditer(line):
            parts = [found.groups()[n] for n in order]
            month = parts[1].casefold()[:3]
            number = _MONTHS.index(month) + 1 if month in _MONTHS else 0
            if pattern is _ISO:
                number = int(parts[1])
            try:
                return date(int(parts[0]), number, int(parts[2]))
            except ValueError:
                continue
    return None


def _labelled(lines: Sequence[str]) -> Iterator[Said]:
    for number, line in enumerate(lines, 1):
        found = _LABEL.match(line[:20_000])
        if found:
            yield Said(_sort(found["sort"]), found["id"], _tidy(found["text"]), number)


def _tabled(lines: Sequence[str]) -> Iterator[Said]:
    sort: Sort | None = None
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if "|" not in line:
            sort = None
            continue
        head = _TABLE.fullmatch(cells[0])
        if head:
            sort = _sort(head["sort"])
            continue
        found = _CELL_ID.fullmatch(cells[0])
        if sort and found and len(cells) > 1:
            yield Said(sort, found["id"], _tidy(cells[1]), number)


def _sort(word: str) -> Sort:
    return "decision" if word.casefold() == "decision" else "action"


def _tidy(text: str) -> str:
    """The words without an emphasis that begins before them or ends behind them."""
    bare = " ".join(text.split())
    for mark in ("**", "__", "*", "_"):
        if bare.count(mark) % 2:
            bare = bare.removesuffix(mark) if bare.endswith(mark) else bare.removeprefix(mark)
    return bare.strip()
