"""What happens to a record's clocks when it changes: a pure comparison of before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Any

from dayline.base.micros import DAY, HOUR, MINUTE, to_micros
from dayline.clocks.timing import Measure, Promise
from dayline.contracts.terms import Clock, Contract, Span
from dayline.contracts.values import decimal, span

LEASE = timedelta(seconds=30)
"""How long a worker may take before somebody else may take over."""

FARTHEST = 2 * LEASE
"""A lease that reaches further ahead was given by a clock that has jumped back since."""


class State(StrEnum):
    """The states of a deadline. MISSED means that it fired; it may be answered late."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Turn(StrEnum):
    """What a change of the record does to one clock; the last word of the journal's kind."""

    START = "started"
    PAUSE = "paused"
    RESUME = "resumed"
    MEET = "met"
    ANSWER = "answered"
    CANCEL = "cancelled"
    MOVE = "moved"


@dataclass(frozen=True, slots=True)
class Situation:
    """A record as its clocks see it: the state and what the front matter says."""

    state: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """One turn of one clock."""

    turn: Turn
    clock: Clock


def plan(
    contract: Contract,
    before: Situation | None,
    after: Situation,
    standing: Mapping[str, State],
) -> list[Planned]:
    """The turns that a change brings, clock by clock; ``before`` is None for a new record.

    ``standing`` holds the state of each clock's deadline that has not ended: running, paused, or
    missed and not answered yet.
    """
    turns = (
        (_turn(contract, clock, before, after, standing.get(clock.name)), clock)
        for clock in contract.clocks.values()
    )
    return [Planned(turn, clock) for turn, clock in turns if turn is not None]


def _turn(
    contract: Contract,
    clock: Clock,
    before: Situation | None,
    after: Situation,
    standing: State | None,
) -> Turn | None:
    runs = _runs(contract, clock, after)
    if standing is None:
        return Turn.START if runs and _begins(contract, clock, before, after) else None
    missed = standing is State.MISSED
    if after.state in clock.stops:
        return Turn.ANSWER if missed else Turn.MEET
    state = contract.states.get(after.state)
    if state is None or state.final or not runs:
        return Turn.ANSWER if missed else Turn.CANCEL
    return None if missed else _goes_on(clock, before, after, standing)


def _goes_on(
    clock: Clock, before: Situation | None, after: Situation, standing: State
) -> Turn | None:
    if after.state in clock.pauses:
        return Turn.PAUSE if standing is State.RUNNING else None
    if standing is State.PAUSED:
        return Turn.RESUME
    return Turn.MOVE if before and _asks(clock, before) != _asks(clock, after) else None


def _begins(contract: Contract, clock: Clock, before: Situation | None, after: Situation) -> bool:
    """Whether the record has just come to where the clock starts, or says only now that it runs."""
    if after.state not in clock.starts:
        return False
    return before is None or before.state != after.state or not _runs(contract, clock, before)


def _runs(contract: Contract, clock: Clock, situation: Situation) -> bool:
    """Whether the fields meet the clock's condition and say how long it is."""
    fields = situation.fields
    return applies(contract, clock, fields) and promise(contract, clock, fields) is not None


def _asks(clock: Clock, situation: Situation) -> tuple[object, ...]:
    """What of a record's fields decides when the clock runs out."""
    names = (clock.until, clock.of, clock.stated.field if clock.stated else "")
    return tuple(situation.fields.get(name) for name in names)


def applies(contract: Contract, clock: Clock, fields: Mapping[str, Any]) -> bool:
    """Whether the condition of a clock holds; an empty field counts as its default."""
    return all(
        _as_word(_value(contract, name, fields)) in wanted for name, wanted in clock.when.items()
    )


def _value(contract: Contract, name: str, fields: Mapping[str, Any]) -> object:
    value = fields.get(name)
    return contract.fields[name].default if value in (None, "", []) else value


def _as_word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


_WALL_UNITS = {"minutes": MINUTE, "hours": HOUR, "days": DAY, "weeks": 7 * DAY}


def promise(contract: Contract, clock: Clock, fields: Mapping[str, Any]) -> Promise | None:
    """What the clock promises for a record with these fields; None when they do not say it.

    Whole workdays are counted: half of one is given as a whole.
    """
    if clock.until:
        return _until(_value(contract, clock.until, fields))
    amount = _amount(contract, clock, fields)
    if amount is None:
        return None
    floor = _micros(clock.at_least) if clock.at_least else 0
    if amount.unit == "workdays":
        return Promise(Measure.WORKDAYS, int(amount.amount.to_integral_value(ROUND_CEILING)), floor)
    if amount.unit == "awake-hours":
        return Promise(Measure.AWAKE, int(amount.amount * HOUR), floor)
    return Promise(Measure.WALL, _micros(amount), floor)


def _until(value: object) -> Promise | None:
    try:
        if len(str(value)) == 10:
            return Promise(Measure.DAY, date.fromisoformat(str(value)).toordinal())
        instant = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    known = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return Promise(Measure.INSTANT, to_micros(known))


def _amount(contract: Contract, clock: Clock, fields: Mapping[str, Any]) -> Span | None:
    if clock.stated is None:
        return clock.within
    value = _value(contract, clock.stated.field, fields)
    if not clock.stated.unit:
        return span(str(value))
    number = decimal(value)
    return Span(number, clock.stated.unit) if number is not None and number > 0 else None


def _micros(amount: Span) -> int:
    return int(amount.amount * _WALL_UNITS[amount.unit])


def share(objective: Decimal | None) -> float:
    """An objective of 95 (percent) as 0.95; 0 where there is none."""
    return float(objective) / 100 if objective is not None else 0.0


def rolling(window: Span | None) -> int:
    """The window of an objective in microseconds; 0 where there is none."""
    if window is None:
        return 0
    known = {**_WALL_UNITS, "awake-hours": HOUR, "workdays": DAY}
    return int(window.amount * known[window.unit])


def first_due(promises: Iterable[int]) -> int | None:
    """The earliest of some instants, or None."""
    return min(promises, default=None)
