"""The board: what waits on whom, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dayline.people.queries import directory
from dayline.records.queries import Record, listing


@dataclass(frozen=True, slots=True)
class Card:
    """A record that waits; ``waited`` is wall time in words."""

    ref: str
    kind: str
    state: str
    title: str
    since: datetime
    waited: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One team or person and what waits on them, longest first."""

    id: str
    name: str
    cards: tuple[Card, ...]

    def as_dict(self) -> dict[str, Any]:
        """The lane for programs."""
        return {
            "id": self.id,
            "name": self.name,
            "records": [
                {
                    "ref": card.ref,
                    "kind": card.kind,
                    "state": card.state,
                    "title": card.title,
                    "since": card.since,
                }
                for card in self.cards
            ],
        }


def board(workspace: int, *, person: str, now: datetime) -> list[Lane]:
    """Lanes for all on whom a visible record waits. Teams come first, then persons."""
    people = directory(workspace)
    waiting: dict[str, list[Record]] = {}
    for item in listing(workspace, person=person):
        for identity in item.waits_on:
            waiting.setdefault(identity, []).append(item)
    lanes = [
        Lane(identity, people.handle(identity), tuple(_cards(items, now)))
        for identity, items in waiting.items()
    ]
    return sorted(lanes, key=lambda lane: (not lane.id.startswith("T-"), lane.name))


def _cards(items: list[Record], now: datetime) -> list[Card]:
    return [
        Card(
            item.ref,
            item.kind,
            item.state,
            item.title,
            item.state_since,
            in_words(now - item.state_since),
        )
        for item in sorted(items, key=lambda item: item.state_since)
    ]


def in_words(waited: timedelta) -> str:
    """A duration to the largest unit that tells: ``35 min``, ``7 h``, ``3 days``."""
    minutes = max(0, int(waited.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"
