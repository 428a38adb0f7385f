"""Firing: a deadline that ran out is claimed, missed exactly once, and its effect follows.

Claiming and firing are two transactions. In the second the worker holds the journal's lock, looks
whether the claim is still its own and whether the deadline still runs, and only then writes: so a
deadline fires once, whatever the number of workers, crashes and jumps of the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import DaylineError
from dayline.base.instants import to_text
from dayline.clocks import leases, queries
from dayline.clocks.actions import edition, move_all
from dayline.clocks.queries import Deadline
from dayline.clocks.rules import LEASE, State
from dayline.contracts.language_clocks import MISS_EFFECTS
from dayline.contracts.queries import registry
from dayline.journal.append import Pen, writing
from dayline.people.queries import SYSTEM, directory

BATCH = 200

Mover = Callable[[Acting, str, str], object]
"""Makes a move of a record: ``mover(acting, "R-7", "close")``."""

_movers: list[Mover] = []


def moves_with(mover: Mover) -> None:
    """Register who makes the moves that a contract demands when a clock runs out."""
    _movers[:] = [mover]


@dataclass
class Fired:
    """What firing did: deadlines missed, claims that somebody else had taken over."""

    missed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def claim(
    workspace: int, now: datetime, *, worker: str, limit: int = BATCH, lease: timedelta = LEASE
) -> dict[str, int]:
    """Claim what is due: deadline to fencing token. Empty when nothing is left to claim."""
    due = queries.due(workspace, now, limit=limit)
    return leases.claim(workspace, due, worker=worker, now=now, lease=lease) if due else {}


def fire(workspace: int, claims: Mapping[str, int], now: datetime) -> Fired:
    """Fire claimed deadlines in one transaction, each with its effect.

    An effect that fails half-way takes the batch back; it is then fired one by one, and what
    fails again is fired without its effect, and its owner is told.
    """
    try:
        return _fire(workspace, claims, now)
    except DaylineError as error:
        if len(claims) == 1:
            return _fire(workspace, claims, now, failed=error)
    fired = Fired()
    for task, token in claims.items():
        one = fire(workspace, {task: token}, now)
        fired.missed += one.missed
        fired.refused += one.refused
    return fired


def _fire(
    workspace: int,
    claims: Mapping[str, int],
    now: datetime,
    *,
    failed: DaylineError | None = None,
) -> Fired:
    with writing(Acting(workspace, SYSTEM, now)) as pen:
        mine = leases.held(workspace, claims)
        ready = _ready(queries.by_ids(workspace, sorted(mine)), now)
        moves = {one.id: _miss(pen, one) for one in ready}
        for one in ready:
            if moves[one.id]:
                _follow_up(pen, one, moves[one.id], failed)
        leases.drop(workspace, moves)
        leases.release(workspace, {task: claims[task] for task in mine - moves.keys()})
    return Fired([one.id for one in ready], sorted(set(claims) - mine))


def _ready(claimed: Iterable[Deadline], now: datetime) -> list[Deadline]:
    """Those that still run and are due: the law's first, then the oldest."""
    due = [
        one
        for one in claimed
        if one.state is State.RUNNING and one.due_at is not None and one.due_at <= now
    ]
    return sorted(due, key=lambda one: (one.promise.measure.human, one.due_at, one.id))


def _miss(pen: Pen, one: Deadline) -> str:
    """Note that a deadline was missed; the move that its contract then wants, or ""."""
    clock = registry(pen.acting.workspace).named(one.contract).clocks.get(one.clock)
    then = clock.on_miss if clock else "notify"
    move = "" if then in MISS_EFFECTS else then
    tell = [one.owner] if move else sorted({*one.whose, one.owner})
    payload: dict[str, Json] = {
        "due_at": to_text(one.due_at or pen.acting.at),
        "ref": one.ref,
        "then": then,
        "tell": list(tell),
    }
    if then == "page":
        teams = directory(pen.acting.workspace).teams_of(one.owner)
        payload["pays"] = min((team.id for team in teams), default="")
    pen.add("clock.missed", one.id, payload)
    return move


def _follow_up(pen: Pen, one: Deadline, move: str, failed: DaylineError | None) -> None:
    """Make the move, or say to the owner why it could not be made."""
    refused = failed
    if refused is None and _movers:
        pen.flush()
        try:
            _movers[0](pen.acting, one.ref, move)
        except DaylineError as error:
            refused = error
    if refused is not None:
        todo = [finding.message for finding in refused.findings]
        payload: dict[str, Json] = {
            "ref": one.ref,
            "move": move,
            "reason": refused.what,
            "todo": list(todo),
            "tell": [one.owner],
        }
        pen.add("clock.stuck", one.id, payload)


def follow_tables(acting: Acting) -> int:
    """Move every deadline that a new edition of zones or holidays moves; how many did.

    Done once for each edition, whichever worker comes first.
    """
    present = edition()
    if queries.edition(acting.workspace) == present:
        return 0
    with writing(acting) as pen:
        if queries.edition(acting.workspace) == present:
            return 0
        moved = move_all(pen, queries.running(acting.workspace), why="tables")
        pen.add("clock.edition", "edition", {"edition": present, "moved": moved})
    return moved
