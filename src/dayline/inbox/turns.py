"""What waits on somebody, with its clock and what lateness costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.errors import NotFound
from dayline.base.micros import to_micros
from dayline.clocks import queries as clocks
from dayline.clocks.queries import Deadline
from dayline.clocks.reading import standing
from dayline.clocks.rules import State
from dayline.contracts.queries import Registry
from dayline.contracts.terms import Clock, Contract
from dayline.journal.database import marks
from dayline.people.timetable import Timetable
from dayline.records import queries as records
from dayline.records.queries import Record
from dayline.records.waiting.queries import waiting_on


@dataclass(frozen=True, slots=True)
class Setting:
    """In which workspace, for whom, when; with everybody's hours and the contracts in force."""

    workspace: int
    person: str
    now: datetime
    times: Timetable
    contracts: Registry


@dataclass(frozen=True, slots=True)
class Turn:
    """A record that waits on a person or a team of theirs.

    ``parties`` are those of them it waits on. ``left`` is what is left of the clock in
    microseconds, of working time when ``human``, negative when it is late; None without a clock.
    ``awake`` is the same in working time in any case, by which lists are ordered.
    ``cost`` says what being late costs.
    """

    record: Record
    kind: str
    state: str
    parties: tuple[str, ...]
    deadline: Deadline | None
    left: int | None
    awake: int | None
    human: bool
    late: bool
    cost: str


def turns(setting: Setting, parties: Sequence[str], *, limit: int) -> tuple[list[Turn], int]:
    """What waits on any of ``parties`` (ids), what presses most first; and how much there is."""
    page = waiting_on(setting.workspace, parties, person=setting.person, limit=limit)
    refs = [one.ref for one in page.found]
    visible = records.visible_to(setting.workspace, setting.person)
    found = {one.ref: one for one in records.select(visible, f"ref IN ({marks(refs)})", refs)}
    running = open_deadlines(setting.workspace, refs)
    known = [
        turn_of(setting, found[one.ref], one.parties, running.get(one.ref, ()))
        for one in page.found
        if one.ref in found
    ]
    return sorted(known, key=_pressing), page.total


def open_deadlines(workspace: int, refs: Sequence[str]) -> dict[str, list[Deadline]]:
    """The deadlines that are open on records, by record, those that run out first before others."""
    found: dict[str, list[Deadline]] = {}
    condition = f"ref IN ({marks(refs)}) AND ended_at IS NULL AND due_at IS NOT NULL"
    for one in clocks.select(workspace, f"{condition} ORDER BY due_at, id", refs):
        found.setdefault(one.ref, []).append(one)
    return found


def _pressing(turn: Turn) -> tuple[bool, int, datetime, str]:
    """By the working time that is left, late ones first; then by how long it waits."""
    return turn.awake is None, turn.awake or 0, turn.record.state_since, turn.record.ref


def turn_of(
    setting: Setting, record: Record, parties: tuple[str, ...], running: Sequence[Deadline]
) -> Turn:
    """A record that waits on ``parties``, by the first of its open deadlines that is theirs."""
    times, now = setting.times, setting.now
    theirs = times.people.members_of(parties) | set(parties)
    deadline = next((one for one in running if theirs & set(one.whose)), None)
    left = standing(times, deadline, now) if deadline else None
    human = deadline is None or deadline.promise.measure.human
    contract = contract_of(setting.contracts, record)
    clock = contract.clocks.get(deadline.clock) if contract and deadline else None
    return Turn(
        record,
        contract.title if contract else record.kind,
        state_title(contract, record.state),
        parties,
        deadline,
        left,
        left if human else _awake(setting, deadline),
        human,
        _is_late(deadline, now),
        cost_of_lateness(contract, clock, record),
    )


def _awake(setting: Setting, deadline: Deadline | None) -> int | None:
    """The asking person's working time until a deadline of the wall clock."""
    if deadline is None or deadline.due_at is None:
        return None
    hours = setting.times.hours(setting.person)
    return hours.between_micros(to_micros(setting.now), to_micros(deadline.due_at))


def _is_late(deadline: Deadline | None, now: datetime) -> bool:
    if deadline is None or deadline.due_at is None:
        return False
    return deadline.state is State.MISSED or deadline.due_at < now


def contract_of(contracts: Registry, record: Record) -> Contract | None:
    """The contract that a record is written under; None where it is no longer known."""
    try:
        return contracts.named(record.contract or record.kind)
    except NotFound:
        return None


def state_title(contract: Contract | None, state: str) -> str:
    """A state as people say it."""
    known = contract.states.get(state) if contract else None
    return (known.title or state if known else state).replace("_", " ").lower()


def cost_of_lateness(contract: Contract | None, clock: Clock | None, record: Record) -> str:
    """What follows when nobody acts in time, from the record itself, else from its contract."""
    stated = str(record.fields.get("if_unanswered") or "").strip()
    if stated:
        return f"Without an answer: {stated.rstrip('.')}."
    if clock is None:
        return ""
    if clock.on_miss not in ("notify", "page"):
        move = contract.moves.get(clock.on_miss) if contract else None
        return f"When it runs out, “{move.title if move else clock.on_miss}” happens by itself."
    return clock.policy or clock.help
