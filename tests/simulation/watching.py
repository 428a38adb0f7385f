"""A second pair of eyes on a play: it keeps its own books from event to event, and compares.

It shares no code with the checks inside the simulator; working time is added up span by span.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dayline.simulation.organisation import Organisation
from dayline.simulation.play import Play, _warmed_up
from dayline.simulation.policies import Policy
from dayline.simulation.season import Season, season
from dayline.simulation.span import Span
from dayline.simulation.state import Member, Piece, Task, Where


class Wrong(AssertionError):
    """The play did what no organisation can."""


def watched(
    organisation: Organisation, policy: Policy, seed: int, span: Span, *, lossless: bool = False
) -> Watcher:
    """Play a seed under watch to its end. With ``lossless`` each finished piece must have taken
    exactly the work that its script says."""
    return watched_season(organisation, policy, season(organisation, seed, span), lossless=lossless)


def watched_season(
    organisation: Organisation, policy: Policy, brought: Season, *, lossless: bool = False
) -> Watcher:
    """The same with a season that was made by hand."""
    play = Play(organisation, policy, brought)
    watcher = Watcher(play, lossless=lossless)
    play.run(watcher)
    watcher.end()
    return watcher


class Watcher:
    """Sees the whole state before each event, which is the state after the one before it."""

    def __init__(self, play: Play, *, lossless: bool) -> None:
        self.play = play
        self.lossless = lossless
        self.now = play.span.start
        self.begun: dict[int, int] = {}
        self.finished: dict[int, tuple[int, int]] = {}
        self.piece_hours = 0
        self._hand: list[tuple[Piece | Task | None, int]] = [(None, 0)] * len(play.members)
        self._free_from = [0] * len(play.members)
        self._taken: dict[int, int] = defaultdict(int)
        self._open: dict[int, Piece] = {}
        self._clocks: dict[int, Task] = {}
        self._stopped: dict[int, int] = {}
        self._warmed: set[int] = set()

    def __call__(self, _number: int, now: int, act: Any, _subject: Any, _token: int) -> None:
        if now < self.now:
            raise Wrong("Time went back.")
        self._hands()
        self._pieces()
        if now > self.now:
            self._nobody_idles()
            self.piece_hours += len(self.play.open) * (now - self.now)
        self.now = now
        if act is _warmed_up:
            self._warmed = set(self._stopped)

    def end(self) -> None:
        """Close the books."""
        self(0, self.play.span.stop, None, None, 0)
        counted = self._stopped.keys() - self._warmed
        if self.play.counts.clocks != len(counted):
            raise Wrong("A clock was counted twice, or not at all.")
        missed = sum(self._stopped[number] > self._clocks[number].due for number in counted)
        if self.play.counts.missed != missed:
            raise Wrong("A clock that was met counts as missed, or the other way round.")
        if self.play.policy.quiet and any(self.play.counts.out_of_hours):
            raise Wrong("Somebody was written to at night.")

    def _pieces(self) -> None:
        """Each is somewhere, once; it comes in once and is finished once."""
        play = self.play
        for number in play.open.keys() - self._open.keys():
            if number in self.begun:
                raise Wrong(f"Piece {number} came in twice.")
            self.begun[number] = self.now
        for number in self._open.keys() - play.open.keys():
            if number in self.finished:
                raise Wrong(f"Piece {number} was finished twice.")
            self.finished[number] = (self.begun[number], self.now)
            self._took_its_script(self._open[number])
        if len(self.begun) != len(self.finished) + len(play.open):
            raise Wrong("A piece was lost.")
        self._open = dict(play.open)
        held = [piece for member in play.members for piece in member.pieces.values()]
        lying = [piece for place in play.places for piece in (*place.backlog, *place.handed)]
        if sorted(piece.number for piece in (*held, *lying)) != sorted(play.open):
            raise Wrong("A piece has no holder and lies nowhere, or has two.")
        for piece in lying:
            if piece.where is not Where.BACKLOG:
                raise Wrong(f"{piece} lies about and says otherwise.")

    def _hands(self) -> None:
        """Whoever put something down had it in their hours, one thing at a time."""
        for place, member in enumerate(self.play.members):
            had, since = self._hand[place]
            has, begun = member.doing, member.since
            if has is had and begun == since:
                continue
            if had is not None:
                self._put_down(place, member, had, since)
            if has is not None:
                if begun < self._free_from[place]:
                    raise Wrong(f"{member} had two things in hand at once.")
                if not working_time(member, begun, begun + 1):
                    raise Wrong(f"{member} began outside their hours.")
                if isinstance(has, Task) and has.due:
                    self._clocks[id(has)] = has
            self._hand[place] = (has, begun)
        for number, task in self._clocks.items():
            if task.closed and number not in self._stopped:
                self._stopped[number] = self.now

    def _put_down(self, place: int, member: Member, had: Piece | Task, since: int) -> None:
        self._free_from[place] = self.now
        spent = working_time(member, since, self.now)
        if isinstance(had, Task):
            return
        self._taken[had.number] += spent

    def _took_its_script(self, piece: Piece) -> None:
        taken, wanted = self._taken[piece.number], sum(part.work for part in piece.script)
        if self.lossless and taken != wanted:
            raise Wrong(f"{piece} took {taken} and not {wanted}.")

    def _nobody_idles(self) -> None:
        for member in self.play.members:
            if member.doing is not None or not working_time(member, self.now, self.now + 1):
                continue
            place = member.place
            if member.urgent or member.waiting or member.ready:
                raise Wrong(f"{member} has empty hands and a full desk.")
            if member.builds and member.held < self.play.limit and (place.backlog or place.handed):
                raise Wrong(f"{member} has empty hands while work waits.")


def working_time(member: Member, start: int, stop: int) -> int:
    """What a member works in a span, added up from their own calendar, shift by shift."""
    known = member.work.calendar.known  # type: ignore[attr-defined]
    total, place = 0, _first(known.ends, start)
    while place < len(known.starts) and known.starts[place] < stop:
        total += min(stop, known.ends[place]) - max(start, known.starts[place])
        place += 1
    return total


def _first(ends: tuple[int, ...], start: int) -> int:
    """The first span that ends after an instant, by halving."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if ends[middle] > start else (middle + 1, high)
    return low
