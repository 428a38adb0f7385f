"""Telling people about a deadline: what is left of it, and how it came to its instant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dayline.base.instants import from_text
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import zone as zone_of
from dayline.clocks import queries
from dayline.clocks.queries import Deadline
from dayline.clocks.timing import WALL, Measure, Party, amount, passed, waited
from dayline.contracts.queries import registry
from dayline.contracts.terms import Clock
from dayline.journal.queries import entries
from dayline.people.timetable import Timetable, timetable

_MOST_STRETCHES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an account; ``head`` begins a clock, ``faint`` is beside the point."""

    text: str
    head: bool = False
    faint: bool = False


def left(workspace: int, one: Deadline, now: datetime) -> int:
    """What is left until it runs out: working time where that counts, else time on the wall."""
    return max(0, standing(timetable(workspace), one, now))


def standing(times: Timetable, one: Deadline, now: datetime) -> int:
    """As :func:`left`; for a deadline that has run out, by how much, as a negative amount."""
    if one.due_at is None:
        return 0
    whose = one.whose if one.promise.measure.human else ()
    return between(times, whose, to_micros(now), to_micros(one.due_at))


def between(times: Timetable, whose: Sequence[str], begin: int, end: int) -> int:
    """The working time of whoever has most of it; the time on the wall where nobody's counts."""
    if not whose:
        return end - begin
    if len(whose) == 1:
        return times.hours(whose[0]).between_micros(begin, end)
    return max([times.hours(party).between_micros(begin, end) for party in whose])


def account(workspace: int, one: Deadline, *, zone: str, now: datetime) -> list[Line]:
    """Why a deadline is when it is, line by line, for a reader in ``zone``."""
    return list(_Account(workspace, one, zone, now).lines())


class _Account:
    def __init__(self, workspace: int, one: Deadline, zone: str, now: datetime) -> None:
        self.workspace = workspace
        self.one = one
        self.zone = zone
        self.now = now
        self.times: Timetable = timetable(workspace)
        known = registry(workspace).versions.get(one.kind, ())
        clocks = {contract.ref: contract.clocks for contract in known}
        self.clock: Clock | None = clocks.get(one.contract, {}).get(one.clock)

    def lines(self) -> Iterator[Line]:
        one = self.one
        title = self.clock.title if self.clock else one.clock
        run = f" (run {one.run})" if one.run > 1 else ""
        yield Line(f"{title}{run}: {self._promise()}", head=True)
        yield Line(f"  started    {self._say(one.started_at)}")
        if one.since != one.started_at:
            yield Line(f"  went on    {self._say(one.since)}")
        yield from self._spent()
        yield from self._counting()
        yield from self._moves()
        yield self._end()
        if one.edition:
            yield Line(f"  computed   with {one.edition}, hours {one.calendar[:12]}", faint=True)

    def _promise(self) -> str:
        promised = self.one.promise
        whose = " and ".join(self.times.people.handle(one) for one in self.one.whose)
        of = f" of {whose}" if whose else ""
        each = ", each of them" if len(self.one.whose) > 1 else ""
        floor = f", never before {amount(promised.floor)} on the wall" if promised.floor else ""
        if promised.measure is Measure.DAY:
            day = date.fromordinal(promised.amount)
            return f"the end of {day:%a} {day.day} {day:%b %Y} for {whose or 'UTC'}{floor}"
        said = {
            Measure.AWAKE: f"{amount(promised.amount)} of the working time{of}{each}",
            Measure.WORKDAYS: f"{promised.amount} workdays{of}{each}",
            Measure.WALL: f"{amount(promised.amount)} on the wall",
            Measure.INSTANT: f"a stated instant{of}",
        }
        return said[promised.measure] + floor

    def _spent(self) -> Iterator[Line]:
        for identity, micros in sorted(self.one.spent.items()):
            if identity != WALL and micros:
                who = self.times.people.handle(identity)
                yield Line(f"  before     {amount(micros)} of {who}'s time had passed")

    def _counting(self) -> Iterator[Line]:
        """The stretches of working time from the start to the end, for each party."""
        one = self.one
        until = one.due_at or one.ended_at
        stated = one.promise.measure is Measure.DAY
        if stated or not one.promise.measure.human or until is None:
            return
        until = min(until, one.ended_at) if one.ended_at else until
        for party in queries.parties(self.times, one.whose, one.since):
            yield from self._stretches(party, to_micros(one.since), to_micros(until))

    def _stretches(self, party: Party, since: int, until: int) -> Iterator[Line]:
        who = self.times.people.handle(party.id)
        total = self.one.spent.get(party.id, 0)
        found = list(party.hours.spans(since, until))
        if not found:
            yield Line(f"  {who} is not awake in between")
        for number, (opens, closes) in enumerate(found):
            total += closes - opens
            if _MOST_STRETCHES // 2 <= number < len(found) - _MOST_STRETCHES // 2:
                if number == _MOST_STRETCHES // 2:
                    yield Line(f"  {'':<10} …", faint=True)
                continue
            begin = from_micros(opens).astimezone(zone_of(party.zone))
            end = from_micros(closes).astimezone(zone_of(party.zone))
            span = f"{begin:%a %d %b %H:%M}-{end:%H:%M}"
            gained = amount(closes - opens)
            yield Line(
                f"  {who if number == 0 else '':<10} {span}  {gained:>10}  {amount(total):>10}"
            )
        yield Line(f"  {'':<10} (in {party.zone})", faint=True)

    def _moves(self) -> Iterator[Line]:
        whys = {
            "hours": "hours changed",
            "tables": "new tables",
            "record": "the record changed",
            "practice": "a concern or a delegate changed the window",
        }
        kinds = ("clock.moved", "clock.resumed")
        for entry in entries(self.workspace, subject=self.one.id, kinds=kinds):
            words = entry.payload or {}
            if "from" in words:
                before = self._say(from_text(str(words["from"])))
                after = self._say(from_text(str(words["due_at"])))
                why = whys.get(str(words.get("why")), "")
                yield Line(f"  moved      from {before} to {after}: {why}")

    def _end(self) -> Line:
        one = self.one
        if one.ended_at is not None:
            late = " late" if one.state == "missed" else ""
            word = {"cancelled": "cancelled"}.get(one.state.value, f"answered{late}")
            took = "" if one.waited is None else f", after {amount(one.waited)}"
            return Line(f"  {word:<10} {self._say(one.ended_at)}{took}")
        if one.state == "paused":
            return Line("  paused     it stands still; what has passed is kept")
        due = one.due_at or self.now
        if one.state == "missed":
            return Line(f"  ran out    {self._say(due)}; nobody has answered yet{self._so_far()}")
        remaining = left(self.workspace, one, self.now)
        of = " of working time" if one.promise.measure.human else ""
        rest = f"{amount(remaining)}{of} left" if remaining else "now"
        return Line(f"  runs out   {self._say(due)}, {rest}")

    def _so_far(self) -> str:
        one = self.one
        parties = queries.parties(self.times, one.whose, one.since)
        spent = passed(to_micros(one.since), to_micros(self.now), parties, one.spent)
        return f", {amount(waited(one.promise.measure, spent, parties))} so far"

    def _say(self, instant: datetime) -> str:
        there = instant.astimezone(zone_of(self.zone))
        near = abs(instant - self.now) < timedelta(days=300)
        year = "" if near else f" {there.year}"
        return f"{there:%a} {there.day} {there:%b}{year} {there:%H:%M}"
