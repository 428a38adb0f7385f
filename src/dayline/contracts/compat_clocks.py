"""Differences in the clocks of a contract."""

from __future__ import annotations

from decimal import Decimal

from dayline.contracts.change import Changes, Versions, change
from dayline.contracts.terms import Clock, Span

_MINUTES = {
    "minutes": 1, "hours": 60, "days": 1440, "weeks": 10_080, "awake-hours": 60, "workdays": 480,
}  # fmt: skip


def clock_changes(pair: Versions) -> Changes:
    """Clocks never stop a record from being read or moved; who relies on one hears of it."""
    for name in sorted({*pair.old.clocks, *pair.new.clocks}):
        old, new = pair.old.clocks.get(name), pair.new.clocks.get(name)
        where = f"clocks.{name}"
        if new is None:
            message = f"The clock `{name}` is gone: it is promised to nobody any more."
            rule = "Deadlines that run are let go."
            yield change("clock-removed", where, message, rule=rule, notice=True)
        elif old is None:
            rule = "It starts with the next move, not for records that wait already."
            message = f"The clock `{name}` is new."
            yield change("clock-added", where, message, rule=rule, line=new.line)
        elif kind := _kind(old, new):
            yield change(
                kind,
                where,
                f"The clock `{name}` was {_promise(old)}, now {_promise(new)}.",
                rule="Deadlines that run keep the promise they started with.",
                line=new.line,
                notice=kind != "clock-tightened",
            )


def _kind(old: Clock, new: Clock) -> str:
    if _terms(old) == _terms(new) and _promised(old) == _promised(new):
        return ""
    if _terms(old) == _terms(new) and old.within and new.within:
        if _no_longer(new.within, old.within) and (old.objective or 0) <= (new.objective or 0):
            return "clock-tightened"
        if _no_longer(old.within, new.within) and (new.objective or 0) <= (old.objective or 0):
            return "clock-loosened"
    return "clock-changed"


def _terms(clock: Clock) -> tuple[object, ...]:
    when = tuple(sorted(clock.when.items()))
    floor = clock.at_least and _minutes(clock.at_least)
    ways = clock.starts, clock.stops, clock.pauses, clock.until, clock.of, clock.on_miss
    return *ways, clock.stated, floor, when


def _promised(clock: Clock) -> tuple[object, ...]:
    return clock.within, clock.objective, clock.window


def _no_longer(first: Span, second: Span) -> bool:
    """Whether ``first`` is at most ``second``; awake time and wall time are not compared."""
    awake = {"awake-hours", "workdays"}
    alike = (first.unit in awake) == (second.unit in awake)
    return alike and _minutes(first) <= _minutes(second)


def _minutes(span: Span) -> Decimal:
    return span.amount * _MINUTES[span.unit]


def _promise(clock: Clock) -> str:
    amount = clock.within or clock.stated
    limit = f"within {amount}" if amount else f"until `{clock.until}`"
    floor = f", never before {clock.at_least}" if clock.at_least else ""
    share = f" for {clock.objective.normalize():f}%" if clock.objective is not None else ""
    return limit + floor + share
