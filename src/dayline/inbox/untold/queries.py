"""What a person has not been told yet, as sentences need it."""

from __future__ import annotations

from datetime import datetime

from dayline.inbox import queries
from dayline.inbox.letters import items_of
from dayline.inbox.rules import ordered
from dayline.inbox.words import Item

_NAMES = ("id", "topic", "receiver", "ref", "deadline", "idx", "actor", "need_by")


def untold(workspace: int, person: str, now: datetime) -> list[Item]:
    """The items of which a person will be told, pages and what presses first."""
    mine = queries.pending_for(workspace, person)
    stated = [
        {**{name: getattr(one, name) for name in _NAMES}, "at": one.made_at}
        for one in ordered(mine)
    ]
    return items_of(workspace, person, stated, now=now)
