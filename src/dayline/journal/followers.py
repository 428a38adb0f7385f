"""Followers: folds that turn entries into rows, inside the transaction that appends them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from dayline.journal.rules import Entry

Fold = Callable[[int, Sequence[Entry]], None]
"""``(workspace, entries in order)``. What it writes may depend on the entries and on its own
rows, never on how the entries were grouped into calls, nor on the clock or other tables."""


@dataclass(frozen=True, slots=True)
class Follower:
    """A fold, the kinds that it is told of (prefixes), and the tables that it alone writes.

    ``kept`` are kinds (prefixes) whose words it cannot do without: they are never erased.
    """

    name: str
    kinds: tuple[str, ...]
    fold: Fold
    tables: tuple[type[Model], ...]
    kept: tuple[str, ...] = ()


_followers: dict[str, Follower] = {}
_by_kind: dict[str, tuple[Follower, ...]] = {}


def follow(
    name: str,
    kinds: tuple[str, ...],
    fold: Fold,
    tables: tuple[type[Model], ...],
    *,
    kept: tuple[str, ...] = (),
) -> None:
    """Register a fold, from ``AppConfig.ready``. Folds run in the order of registration.

    ``kinds`` are prefixes such as ``record.``; ``tables`` are what rebuild empties, refills and
    compares, and each must have a column ``workspace``. A name registered again is replaced.
    A fold is told of ``payload.erased`` only if it asks; of the kinds that it gives as ``kept``
    no payload can be erased.
    """
    _followers[name] = Follower(name, kinds, fold, tables, kept)
    _by_kind.clear()


def unfollow(name: str) -> None:
    """Take a follower out again: for tests that bring their own."""
    _followers.pop(name, None)
    _by_kind.clear()


def followers() -> tuple[Follower, ...]:
    """All followers in the order in which they fold."""
    return tuple(_followers.values())


def kept_kinds() -> tuple[str, ...]:
    """Kinds (prefixes) whose payloads some follower needs for good."""
    return tuple(kind for one in _followers.values() for kind in one.kept)


def tell(workspace: int, entries: Sequence[Entry]) -> None:
    """Hand ``entries``, in order, to every follower that asked for their kinds."""
    if len(entries) == 1:
        for follower in _following(entries[0].kind):
            follower.fold(workspace, entries)
        return
    wanted: dict[str, list[Entry]] = {}
    for entry in entries:
        for follower in _following(entry.kind):
            wanted.setdefault(follower.name, []).append(entry)
    for follower in followers():
        if follower.name in wanted:
            follower.fold(workspace, wanted[follower.name])


def _following(kind: str) -> tuple[Follower, ...]:
    found = _by_kind.get(kind)
    if found is None:
        found = tuple(one for one in _followers.values() if kind.startswith(one.kinds))
        _by_kind[kind] = found
    return found
