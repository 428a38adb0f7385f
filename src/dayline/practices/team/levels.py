"""Service levels: amounts that can be compared, and what a changed one means. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dayline.practices.team.reading import name_key
from dayline.practices.team.terms import Change, Effect, Row, Rows

_AMOUNT = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)[\s-]*"
    r"(?P<unit>awake[-\s]minutes?|awake[-\s]hours?|workdays?|working\s+days?|minutes?|hours?|days?"
    r"|weeks?)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|percent)")
_NOTICE = re.compile(r"(\d+)\s+days?\s+before")
_WALL = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
_AWAKE = {"awake-minute": 1, "awake-hour": 60}


class Amount(NamedTuple):
    """So many minutes, of working time when ``awake``, and the words around them."""

    minutes: float
    awake: bool
    words: str


def amount(text: str, day: int) -> Amount | None:
    """The first amount of time in a text; ``day`` is the minutes of a working day."""
    found = _AMOUNT.search(text)
    if found is None:
        return None
    unit = "-".join(found["unit"].casefold().split()).rstrip("s")
    words = name_key(f"{text[: found.start()]} {text[found.end() :]}").strip(" ,")
    number = float(found["number"])
    if unit in _AWAKE:
        return Amount(number * _AWAKE[unit], awake=True, words=words)
    if unit in ("workday", "working-day"):
        return Amount(number * day, awake=True, words=words)
    return Amount(number * _WALL[unit], awake=False, words=words)


def notice_days(text: str) -> tuple[int, str] | None:
    """How many days before a break it is announced, and the words around that."""
    found = _NOTICE.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return int(found[1]), name_key(rest)


def level_changes(old: Rows, new: Rows, day: int) -> Iterator[Change]:
    """What changed in the service levels; ``day`` is the minutes of the shortest working day."""
    for key, row in old.items():
        if key not in new:
            yield Change("level-removed", Effect.BREAKS, row.name, "is promised no more")
    for key, row in new.items():
        if key not in old:
            yield Change("level-added", Effect.WIDENS, row.name, "is promised now")
        else:
            yield from _of_row(old[key], row, day)


def _of_row(old: Row, new: Row, day: int) -> Iterator[Change]:
    """``within``, ``kept``, ``over``: each by itself, as far as both say something comparable."""
    if tuple(map(name_key, old.cells)) == tuple(map(name_key, new.cells)):
        return
    known = False
    for change in (_within(old, new, day), _kept(old, new), _over(old, new, day)):
        if change is not None:
            known = True
            yield change
    if not known and [name_key(one) for one in old.cells] != [name_key(one) for one in new.cells]:
        same = _figures(old, day) == _figures(new, day)
        if not same:
            yield Change("level-reworded", Effect.BREAKS, new.name, "cannot be compared")


def _figures(row: Row, day: int) -> tuple[object, ...]:
    return amount(row.cell(0), day), _share(row.cell(1)), amount(row.cell(2), day)


def _within(old: Row, new: Row, day: int) -> Change | None:
    was, now = amount(old.cell(0), day), amount(new.cell(0), day)
    if was is None or now is None or was == now:
        return None
    if was.words != now.words:
        said = f"“{new.cell(0)}” and no longer “{old.cell(0)}”"
        return Change("level-condition-changed", Effect.BREAKS, new.name, said)
    said = f"within {new.cell(0)}, and was {old.cell(0)}"
    # Working time takes at least as long as it says on any clock, and up to days longer.
    slower = now.minutes > was.minutes or (now.awake and not was.awake)
    if slower:
        return Change("level-slower", Effect.BREAKS, new.name, said)
    return Change("level-faster", Effect.WIDENS, new.name, said)


def _share(text: str) -> float | None:
    found = _PERCENT.search(text)
    return float(found[1]) if found else None


def _kept(old: Row, new: Row) -> Change | None:
    was, now = _share(old.cell(1)), _share(new.cell(1))
    if was == now:
        return None
    said = f"kept {new.cell(1) or 'at no stated rate'}, and was {old.cell(1) or 'not stated'}"
    if was is not None and (now is None or now < was):
        return Change("level-kept-less", Effect.BREAKS, new.name, said)
    return Change("level-kept-more", Effect.WIDENS, new.name, said)


def _over(old: Row, new: Row, day: int) -> Change | None:
    """A longer window lets a bad month hide in a good quarter."""
    was, now = amount(old.cell(2), day), amount(new.cell(2), day)
    if was is None or now is None or was == now:
        return None
    said = f"counted over {new.cell(2)}, and was {old.cell(2)}"
    if now.minutes > was.minutes:
        return Change("level-window-longer", Effect.BREAKS, new.name, said)
    return Change("level-window-shorter", Effect.WIDENS, new.name, said)
