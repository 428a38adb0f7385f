"""Verbs on clocks: turn those of a record that changed, move them with the hours, let them fire.

Everything that depends on a calendar is computed here and written into the journal, so that the
fold, and any replay, only copies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from dayline.base.canonical import Json
from dayline.base.instants import to_text
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import release
from dayline.clocks import queries
from dayline.clocks.queries import Deadline
from dayline.clocks.rules import Planned, Situation, State, Turn, plan, promise
from dayline.clocks.timing import (
    Party,
    Promise,
    due,
    fingerprint,
    passed,
    paused,
    waited,
)
from dayline.contracts.terms import Clock, Contract
from dayline.journal.append import Pen
from dayline.people.holidays import edition as holidays_edition
from dayline.people.timetable import Timetable, timetable


@dataclass(frozen=True, slots=True)
class Case:
    """A record whose clocks may turn: its contract, before and after an act.

    ``whose`` gives the ids behind a role of the contract, ``owner`` is the id of the author.
    """

    ref: str
    contract: Contract
    owner: str
    before: Situation | None
    after: Situation
    whose: Callable[[str], Collection[str]]


def turn_clocks(pen: Pen, case: Case) -> None:
    """Start, pause, resume, move and stop the clocks of a record, as its contract says.

    Called inside the act that changes the record, after its entry was noted.
    """
    if case.contract.clocks:
        _Turns(pen, case).make()


def edition() -> str:
    """The editions of the tables that decide when somebody is awake."""
    return f"tz {release()}, {holidays_edition()}"


class _Turns:
    """The clocks of one record within one act."""

    def __init__(self, pen: Pen, case: Case) -> None:
        self.pen = pen
        self.case = case
        self.at = to_micros(pen.acting.at)
        known = queries.of_record(pen.acting.workspace, case.ref) if case.before else []
        self.runs = {one.clock: one.run for one in known}
        self.open = {one.clock: one for one in known if one.ended_at is None}

    def make(self) -> None:
        """Note an entry for every turn."""
        standing = {name: one.state for name, one in self.open.items()}
        for planned in plan(self.case.contract, self.case.before, self.case.after, standing):
            if planned.turn is Turn.START:
                self._start(planned.clock)
            else:
                self._turn(planned, self.open[planned.clock.name])

    def _start(self, clock: Clock) -> None:
        case = self.case
        promised = promise(case.contract, clock, case.after.fields)
        if promised is None:
            return
        run = self.runs.get(clock.name, 0) + 1
        whose = self._whose(clock)
        payload: dict[str, Json] = {
            "ref": case.ref,
            "contract": case.contract.ref,
            "clock": clock.name,
            "run": run,
            "owner": case.owner,
            "whose": list(whose),
            "floor_micros": promised.floor,
            **_stated(promised),
            **_Reckoning(promised, self.at, whose, {}).reckon(self._times(), self.at),
        }
        self.pen.add("clock.started", f"{case.ref}.{clock.name}.{run}", payload)

    def _turn(self, planned: Planned, standing: Deadline) -> None:
        if planned.turn is Turn.MOVE:
            self._move(planned.clock, standing)
        elif planned.turn is Turn.RESUME:
            course = _Reckoning(standing.promise, self.at, standing.whose, standing.spent)
            reckoned = course.reckon(self._times(), self.at)
            self.pen.add("clock.resumed", standing.id, reckoned)
        elif planned.turn is Turn.PAUSE:
            self._pause(standing)
        else:
            self._stop(planned.turn, standing)

    def _stop(self, turn: Turn, standing: Deadline) -> None:
        """The end of a clock. One that had run out before no worker noticed is missed all the
        same, here and now; it concerns nobody any more."""
        if standing.due_at is not None and standing.due_at < self.pen.acting.at:
            late: dict[str, Json] = {
                "due_at": to_text(standing.due_at),
                "ref": self.case.ref,
                "then": "notify",
                "tell": [],
            }
            if standing.state is State.RUNNING:
                self.pen.add("clock.missed", standing.id, late)
                turn = Turn.ANSWER
        spent, parties = self._spent(standing)
        payload: dict[str, Json] = {
            "spent": spent,  # type: ignore[dict-item]
            "waited": waited(standing.promise.measure, spent, parties),
        }
        self.pen.add(f"clock.{turn}", standing.id, payload)

    def _pause(self, standing: Deadline) -> None:
        spent, parties = self._spent(standing)
        payload: dict[str, Json] = {"spent": spent}  # type: ignore[dict-item]
        ends = to_micros(standing.due_at) if standing.due_at else self.at
        left = paused(standing.promise, self.at, ends, parties)
        if left != standing.promise:
            payload |= {**_stated(left), "spent": {}}
        self.pen.add("clock.paused", standing.id, payload)

    def _move(self, clock: Clock, standing: Deadline) -> None:
        promised = promise(self.case.contract, clock, self.case.after.fields)
        if promised is not None:
            whose = self._whose(clock)
            _move(self.pen, self._times(), standing, promised, whose, why="record")

    def _spent(self, standing: Deadline) -> tuple[dict[str, int], tuple[Party, ...]]:
        parties = queries.parties(self._times(), standing.whose, standing.since)
        if standing.state is State.PAUSED:
            return standing.spent, parties
        return passed(to_micros(standing.since), self.at, parties, standing.spent), parties

    def _whose(self, clock: Clock) -> tuple[str, ...]:
        return tuple(sorted(self.case.whose(clock.of))) if clock.of else ()

    def _times(self) -> Timetable:
        return timetable(self.pen.acting.workspace)


def _stated(promised: Promise) -> dict[str, Json]:
    return {"measure": promised.measure.value, "amount": promised.amount}


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """How a clock runs from an instant on: what is promised, whose time counts, what is spent."""

    promised: Promise
    since: int
    whose: tuple[str, ...]
    spent: dict[str, int]

    def reckon(self, times: Timetable, earliest: int) -> dict[str, Json]:
        """When it runs out, and by which hours and tables that was computed."""
        parties = queries.parties(times, self.whose, from_micros(self.since))
        ends = max(due(self.promised, self.since, parties, self.spent), earliest)
        calendar, tables = fingerprint(self.promised, self.since, ends, parties, edition)
        return {"due_at": to_text(from_micros(ends)), "calendar": calendar, "edition": tables}


@dataclass(frozen=True, slots=True)
class Course:
    """What a practice that knows more than a contract can say knows of a clock.

    ``due_at`` is when it runs out, None while it stands still; ``whose`` are the ids whose time
    counts, ``spent`` what of it has passed by now, in microseconds.
    """

    due_at: datetime | None
    whose: tuple[str, ...]
    spent: dict[str, int]

    def differs(self, standing: Deadline) -> bool:
        """Whether a deadline says something else."""
        if self.due_at is None:
            return standing.due_at is not None
        return (self.due_at, self.whose) != (standing.due_at, standing.whose)


def follow_practice(pen: Pen, standing: Deadline, course: Course) -> None:
    """Pause a clock, or let it go on as a practice says; whoever waits for it is told once.

    A clock that runs to another instant is paused and goes on in the same act, so that what has
    passed is counted from one instant on.
    """
    spent: dict[str, Json] = {"spent": course.spent}  # type: ignore[dict-item]
    if standing.state is State.RUNNING:
        pen.add("clock.paused", standing.id, spent)
    if course.due_at is None:
        return
    at = to_micros(pen.acting.at)
    reckoning = _Reckoning(standing.promise, at, course.whose, course.spent)
    payload: dict[str, Json] = {
        **({"from": to_text(standing.due_at)} if standing.due_at else {}),
        "why": "practice",
        "tell": [standing.owner],
        "stand_ins": sorted(set(course.whose) - set(standing.whose)),  # type: ignore[dict-item]
        "whose": list(course.whose),
        **spent,
        **reckoning.reckon(timetable(pen.acting.workspace), at),
        "due_at": to_text(course.due_at),
    }
    pen.add("clock.resumed", standing.id, payload)


def hours_changed(pen: Pen, touched: frozenset[str]) -> None:
    """Move the deadlines that count the hours of these people and teams, each at most once.

    What has fired stays, and so does what no calendar can move.
    """
    concerned = (
        one for one in queries.running(pen.acting.workspace) if not touched.isdisjoint(one.whose)
    )
    move_all(pen, concerned, why="hours")


def move_all(pen: Pen, deadlines: Iterable[Deadline], *, why: str) -> int:
    """Compute running deadlines anew; those that move are logged. Returns how many did."""
    times = timetable(pen.acting.workspace)
    return sum(_move(pen, times, one, one.promise, one.whose, why=why) for one in deadlines)


def _move(
    pen: Pen,
    times: Timetable,
    standing: Deadline,
    promised: Promise,
    whose: tuple[str, ...],
    *,
    why: str,
) -> bool:
    """Log a deadline's new instant, if it is a new one. A change never makes one late at once
    that had time left: the earliest it can be moved to is the present."""
    before = standing.due_at or pen.acting.at
    course = _Reckoning(promised, to_micros(standing.since), whose, standing.spent)
    reckoned = course.reckon(times, to_micros(min(pen.acting.at, before)))
    same = (promised, whose) == (standing.promise, standing.whose)
    if same and reckoned["due_at"] == to_text(before):
        return False
    payload: dict[str, Json] = {
        "from": to_text(before),
        "why": why,
        "tell": [standing.owner],
        "whose": list(whose),
        **_stated(promised),
        **reckoned,
    }
    pen.add("clock.moved", standing.id, payload)
    return True
