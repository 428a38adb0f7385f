"""What ``dayline init`` tells of a folder: where its records lie, and what to do with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dayline.records.detection import Detected

PLAIN = "plain"
MOST = 20
"""Folders that are told; a repository of collections may hold hundreds."""


def overview(found: Sequence[Detected], titles: Mapping[str, str], path: Path) -> list[str]:
    """A line for each folder with records, with the ways of writing in it, the usual one first.

    ``titles`` names each dialect. Pages count only where there is nothing else.
    """
    places = _by_place(found)
    if not places:
        pages = sum(one.count for one in found)
        return [f"Found {_counted(pages, 'page')} in {path}, and no records."] if pages else []
    shown = list(places)[:MOST]
    width = max(len(str(path / root)) for root in shown)
    lines = ["Found:"]
    for root in shown:
        held = places[root]
        total = _counted(sum(one.count for one in held), "record")
        ways = ", ".join(f"{one.count} {titles[one.dialect]}" for one in held)
        told = titles[held[0].dialect] if len(held) == 1 else ways
        lines.append(f"  {str(path / root).ljust(width)}  {total}: {told}")
    rest = len(places) - len(shown)
    return [*lines, f"  and {_counted(rest, 'further folder')}"] if rest else lines


def commands(found: Sequence[Detected], path: Path, *, in_git: bool) -> list[str]:
    """What to do next, once for all of it: with the only folder, or with the first as an example.

    Where git has a history, bringing it in must come first: a later import adds none.
    """
    if not found:
        return []
    places = list(_by_place(found))
    place = path / places[0] if places else path
    first = "For each of these folders, as for the first:" if len(places) > 1 else ""
    history = ["  or with its history:  " + f"dayline import {place} --git"] if in_git else []
    lines = [
        f"  look:                 dayline list {place}",
        f"  check:                dayline check {place}",
        f"  bring in, unchanged:  dayline import {place}",
        *history,
    ]
    return [first, *lines] if first else lines


def _by_place(found: Sequence[Detected]) -> dict[str, list[Detected]]:
    places: dict[str, list[Detected]] = {}
    for one in found:
        if one.dialect != PLAIN:
            places.setdefault(one.root, []).append(one)
    for held in places.values():
        held.sort(key=lambda one: (-one.count, one.dialect))
    return places


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
