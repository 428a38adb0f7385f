"""Whether a figure would be about somebody rather than about teams. Pure.

A figure stands for a group: five or more active people on either side, of whom three or more wrote
or read what it counts, so that none of them learns another's share by taking away their own. What
is refused for that must not follow from what is shown either, by taking one figure from another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from dayline.practices.handoff.measure.observed import Observed

GROUP: Final = 5
"""So many active people are on either side, at least."""

HANDS: Final = 3
"""So many of them took part in what is counted, at least."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who wrote a handoff and who took it in, as ids; used for counting heads, never shown."""

    writers: frozenset[str]
    readers: frozenset[str]


@dataclass(frozen=True)
class Crowd:
    """The active people of each team (by handle), and the hands of each handoff (by id)."""

    members: Mapping[str, AbstractSet[str]]
    hands: Mapping[str, Hands] = field(default_factory=dict)

    def is_group(self, several: Iterable[Observed]) -> bool:
        """Whether a figure over these handoffs is about groups on both sides."""
        senders: set[str] = set()
        receivers: set[str] = set()
        writers: set[str] = set()
        readers: set[str] = set()
        for one in several:
            senders |= self.members.get(one.sender_team, frozenset())
            receivers |= self.members.get(one.receiver_team, frozenset())
            known = self.hands.get(one.handoff)
            if known is not None:
                writers |= known.writers
                readers |= known.readers
            groups = len(senders) >= GROUP and len(receivers) >= GROUP
            if groups and len(writers) >= HANDS and len(readers) >= HANDS:
                return True
        return False


Key = Callable[[Observed], str]


def without_remainders(
    several: Sequence[Observed], crowd: Crowd, keys: Sequence[Key]
) -> list[Observed]:
    """The handoffs that may count in any figure.

    For each way of grouping (``keys``), the groups that are refused make a remainder that could be
    had by taking the shown groups from the whole. Where that remainder is no group itself, its
    handoffs count nowhere.
    """
    kept = list(several)
    while True:
        out: set[str] = set()
        for key in keys:
            remainder = [
                one
                for group in grouped(kept, key).values()
                if not crowd.is_group(group)
                for one in group
            ]
            if remainder and not crowd.is_group(remainder):
                out |= {one.handoff for one in remainder}
        if not out:
            return kept
        kept = [one for one in kept if one.handoff not in out]


def grouped(several: Iterable[Observed], key: Key) -> dict[str, list[Observed]]:
    """The handoffs by group."""
    groups: dict[str, list[Observed]] = {}
    for one in several:
        groups.setdefault(key(one), []).append(one)
    return groups
