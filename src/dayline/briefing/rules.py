"""In which order a newcomer reads: foundations first, what was replaced left out. Pure."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

WORDS_A_MINUTE = 200
"""What people read of technical prose with understanding; surveys of silent reading tell 175 to
300 words a minute, and this is not a race."""

GONE = frozenset(["superseded", "rejected", "deprecated", "withdrawn", "postponed"])
"""States that stand for nothing any more."""

_AFTER = {
    "requires": ("source", "target"),
    "required_by": ("target", "source"),
    "amends": ("source", "target"),
    "amended_by": ("target", "source"),
    "implements": ("source", "target"),
    "implemented_by": ("target", "source"),
    "supersedes_in_part": ("source", "target"),
    "superseded_in_part_by": ("target", "source"),
}
"""Which end of a link is read after which: its meaning to (later, earlier)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A record that may be read; ``words`` are those of its text."""

    ref: str
    kind: str
    title: str
    state: str
    words: int
    opened: datetime

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least one minute."""
        return max(1, -(-self.words // WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class Step:
    """A record in its place; ``after`` are those of the path that it builds on.

    ``bears`` counts the records that build on it, also those that are not in the path.
    """

    text: Text
    after: tuple[str, ...]
    bears: int


@dataclass(frozen=True, slots=True)
class Path:
    """What to read, in order, and what is left for later, the weightiest first."""

    steps: tuple[Step, ...]
    later: tuple[Text, ...]

    @property
    def minutes(self) -> int:
        """How long the steps take together."""
        return sum(one.text.minutes for one in self.steps)


Link = tuple[str, str, str]
"""``(source, meaning, target)``."""


def reading_path(texts: Iterable[Text], links: Iterable[Link], *, minutes: int) -> Path:
    """The weightiest texts that can be read in ``minutes``, with all that they build on, in order.

    What is replaced or turned down is left out. A text is weightier the more others build on it,
    then the newer it is. Where links go round in a circle, the oldest comes first.
    """
    known = {one.ref: one for one in texts if one.state not in GONE}
    before = _foundations(known, links)
    bears = Counter(ref for refs in before.values() for ref in refs)
    ranked = sorted(
        known.values(), key=lambda one: (-bears[one.ref], -one.opened.timestamp(), one.ref)
    )
    taken: set[str] = set()
    left = minutes
    for one in ranked:
        needed = _below(one.ref, before) - taken
        cost = sum(known[ref].minutes for ref in needed)
        if cost <= left:
            taken |= needed
            left -= cost
    steps = tuple(
        Step(known[ref], tuple(sorted(before[ref] & taken)), bears[ref])
        for ref in _in_order(taken, before, known)
    )
    return Path(steps, tuple(one for one in ranked if one.ref not in taken))


def _foundations(known: Mapping[str, Text], links: Iterable[Link]) -> dict[str, set[str]]:
    """For each text those that it builds on directly."""
    found: dict[str, set[str]] = {ref: set() for ref in known}
    for source, means, target in links:
        ends = _AFTER.get(means)
        if ends is None or source == target or not (source in known and target in known):
            continue
        later, earlier = (source, target) if ends[0] == "source" else (target, source)
        found[later].add(earlier)
    return found


def _below(ref: str, before: Mapping[str, set[str]]) -> set[str]:
    """A text with all that it builds on, however far down."""
    found: set[str] = set()
    waiting = [ref]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += before[one]
    return found


def _in_order(
    taken: set[str], before: Mapping[str, set[str]], known: Mapping[str, Text]
) -> Sequence[str]:
    """Foundations first, the oldest first among equals (Kahn's algorithm with a heap)."""
    wanted = {ref: len(before[ref] & taken) for ref in taken}
    above: dict[str, list[str]] = {ref: [] for ref in taken}
    for ref in taken:
        for one in before[ref] & taken:
            above[one].append(ref)

    def key(ref: str) -> tuple[datetime, str]:
        return known[ref].opened, ref

    ready = [key(ref) for ref, count in wanted.items() if not count]
    heapq.heapify(ready)
    order: list[str] = []
    done: set[str] = set()
    by_age = sorted(taken, key=key)
    oldest = 0
    while len(order) < len(taken):
        if not ready:  # a circle: its oldest breaks it
            while by_age[oldest] in done:
                oldest += 1
            ready = [key(by_age[oldest])]
        ref = heapq.heappop(ready)[1]
        if ref in done:
            continue
        done.add(ref)
        order.append(ref)
        for one in above[ref]:
            wanted[one] -= 1
            if wanted[one] == 0 and one not in done:
                heapq.heappush(ready, key(one))
    return order
