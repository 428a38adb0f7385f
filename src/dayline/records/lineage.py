"""Which record follows which: pairs of old and new, what is current, what is only half said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two records as one of them states it.

    ``type`` is the text's word for it, ``means`` the canonical meaning seen from ``source``;
    ``stated_in`` is the path of the text, ``line`` its line there.
    """

    source: str
    type: str
    means: str
    target: str
    stated_in: str
    line: int


@dataclass(frozen=True)
class Lineage:
    """The whole supersessions among records. Partial ones and amendments replace nothing.

    ``pairs`` maps (old, new) to the meanings by which it is stated: ``supersedes`` in the new
    record, ``superseded_by`` in the old one, or both.
    """

    pairs: Mapping[tuple[str, str], frozenset[str]]

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """Each superseded record with its direct successors."""
        found: dict[str, list[str]] = {}
        for old, new in self.pairs:
            found.setdefault(old, []).append(new)
        return {old: tuple(new) for old, new in found.items()}

    @cached_property
    def only_new_says(self) -> tuple[tuple[str, str], ...]:
        """Pairs that only the newer record states; the older still reads as if in force."""
        return tuple(pair for pair, said in self.pairs.items() if "superseded_by" not in said)

    @cached_property
    def only_old_says(self) -> tuple[tuple[str, str], ...]:
        """Pairs that only the older record states."""
        return tuple(pair for pair, said in self.pairs.items() if "supersedes" not in said)

    @cached_property
    def both_say(self) -> tuple[tuple[str, str], ...]:
        """Pairs that both records state."""
        return tuple(pair for pair, said in self.pairs.items() if len(said) == 2)

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Records that replace each other in a ring; each ring once, in an order of its own."""
        return tuple(
            sorted(tuple(sorted(ring)) for ring in _components(self.successors) if len(ring) > 1)
        )

    @cached_property
    def current_of(self) -> dict[str, tuple[str, ...]]:
        """Each superseded record with what is in force instead of it; () when that is a ring."""
        return {old: self._current(old) for old in self.successors}

    def _current(self, old: str) -> tuple[str, ...]:
        ends: dict[str, None] = {}
        seen = {old}
        waiting = [old]
        while waiting:
            for new in self.successors[waiting.pop(0)]:
                if new not in self.successors:
                    ends[new] = None
                elif new not in seen:
                    seen.add(new)
                    waiting.append(new)
        return tuple(ends)

    @cached_property
    def depth(self) -> dict[str, int]:
        """For each superseded record, the steps of its longest way to what is current.

        Records in a ring or leading into one have no such way and are left out.
        """
        depths: dict[str, int] = {}
        pending = {
            old: set(self.successors[old]) & self.successors.keys() for old in self.successors
        }
        ready = [old for old, before in pending.items() if not before]
        predecessors: dict[str, list[str]] = {}
        for old, before in pending.items():
            for new in before:
                predecessors.setdefault(new, []).append(old)
        while ready:
            record = ready.pop()
            depths[record] = 1 + max(
                (depths.get(new, 0) for new in self.successors[record]), default=0
            )
            for old in predecessors.get(record, ()):
                pending[old].discard(record)
                if not pending[old]:
                    ready.append(old)
        return depths


def lineage(edges: Iterable[Edge]) -> Lineage:
    """The supersessions that ``edges`` state, from either end."""
    pairs: dict[tuple[str, str], set[str]] = {}
    for edge in edges:
        if edge.source == edge.target:
            continue
        if edge.means == "supersedes":
            pairs.setdefault((edge.target, edge.source), set()).add(edge.means)
        elif edge.means == "superseded_by":
            pairs.setdefault((edge.source, edge.target), set()).add(edge.means)
    return Lineage({pair: frozenset(said) for pair, said in pairs.items()})


def _components(graph: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The strongly connected components (Tarjan 1972), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []
    for root in graph:
        if root in index:
            continue
        work: list[tuple[str, int]] = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                index[node] = low[node] = len(index)
                stack.append(node)
            follows = graph.get(node, ())
            for offset in range(position, len(follows)):
                after = follows[offset]
                if after not in index:
                    work += [(node, offset + 1), (after, 0)]
                    break
                if low[after] >= 0:
                    low[node] = min(low[node], low[after])
            else:
                if low[node] == index[node]:
                    found.append(_popped(stack, node, low))
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node]) if low[node] >= 0 else low[parent]
    return found


def _popped(stack: list[str], node: str, low: dict[str, int]) -> list[str]:
    component = []
    while True:
        member = stack.pop()
        low[member] = -1
        component.append(member)
        if member == node:
            return component


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a text: when it came in, by the clock of whoever committed it, and the
    status that the text had from then on ("" when it stated none, None when it was removed)."""

    at: datetime
    status: str | None
    commit: str = ""


def status_as_of(
    revisions: Sequence[Revision], day: date, *, zone: tzinfo | None = None
) -> str | None:
    """The status at the end of ``day``; None before the first revision and after removal.

    ``revisions`` stand in the order of history, which decides, since clocks of committers go
    backwards. A revision counts from the date that it carries: in its own offset, as ``git log``
    prints it, or in ``zone`` when one is given.
    """
    status: str | None = None
    for revision in revisions:
        local = revision.at if zone is None else revision.at.astimezone(zone)
        if local.date() <= day:
            status = revision.status
    return status


def transitions(revisions: Iterable[Revision]) -> list[tuple[Revision, str | None]]:
    """The revisions at which the status changed, each with the status before (None at first)."""
    found: list[tuple[Revision, str | None]] = []
    before: str | None = None
    for revision in revisions:
        if revision.status != before:
            found.append((revision, before))
            before = revision.status
    return found
