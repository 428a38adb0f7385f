"""The same organisation on SimPy, in two forms.

``SimpyAgenda`` puts the event list of SimPy under Dayline's own model: the results must be equal
to the byte, and what is compared is the event list alone. ``play_as_processes`` is the model
written the way SimPy's manual teaches it: each person and each site's arrivals are a process that
waits for timeouts and events. It leaves out what the comparison does not need (clocks, decisions,
leave), and ``plain`` makes an organisation without them for both sides.
"""

from __future__ import annotations

import importlib
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Any

from dayline.base.micros import HOUR
from dayline.simulation.kernel import Act, Watch
from dayline.simulation.organisation import Organisation
from dayline.simulation.play import Play
from dayline.simulation.policies import WALL, Policy
from dayline.simulation.season import Season
from dayline.simulation.workload import Need, Stretch

simpy: Any = None


def is_installed() -> bool:
    """Whether SimPy can be imported; it is no dependency of Dayline."""
    global simpy  # noqa: PLW0603
    try:
        simpy = importlib.import_module("simpy")
    except ImportError:
        return False
    return True


class SimpyAgenda:
    """What a play needs of an agenda, kept by a SimPy environment."""

    def __init__(self, now: int) -> None:
        self.env = simpy.Environment(initial_time=now)
        self.number = 0
        self._world: Play | None = None

    @property
    def now(self) -> int:
        now: int = self.env._now  # noqa: SLF001 -- what its own property returns, without the call
        return now

    def at(self, instant: int, act: Act[Play], subject: Any, token: int = 0) -> None:
        event = self.env.timeout(instant - self.env.now)
        event.callbacks.append(lambda _event: self._happen(act, subject, token))

    def _happen(self, act: Act[Play], subject: Any, token: int) -> None:
        self.number += 1
        assert self._world is not None
        act(self._world, subject, token)

    def run(self, world: Play, until: int, watch: Watch[Play] | None = None) -> None:  # noqa: ARG002 -- as the agenda it stands in for
        self._world = world
        self.env.run(until=until + 1)


class SimpyProcesses(SimpyAgenda):
    """The same with a process for each event, which is how a generator waits in SimPy."""

    def at(self, instant: int, act: Act[Play], subject: Any, token: int = 0) -> None:
        self.env.process(self._wait(instant - self.env.now, act, subject, token))

    def _wait(self, delay: int, act: Act[Play], subject: Any, token: int) -> Any:
        yield self.env.timeout(delay)
        self._happen(act, subject, token)


PLAIN_POLICY: Policy = replace(WALL, answer_within=None, review_within=None)


def plain(organisation: Organisation) -> Organisation:
    """Without decisions, leave and shared areas: what both models have."""
    return replace(
        organisation,
        work=tuple(replace(work, decided=0.0) for work in organisation.work),
        areas=tuple(replace(area, owners=area.owners[:1]) for area in organisation.areas),
        habits=replace(organisation.habits, leave=0, sick=0.0),
    )


@dataclass(eq=False)
class _Person:
    hours: Any
    site: _Site
    builds: bool
    waiting: deque[_Task] = field(default_factory=deque)
    ready: deque[_Piece] = field(default_factory=deque)
    held: int = 0
    wake: Any = None


@dataclass(eq=False)
class _Site:
    people: list[_Person] = field(default_factory=list)
    backlog: deque[_Piece] = field(default_factory=deque)
    turn: int = 0


@dataclass(eq=False)
class _Piece:
    script: tuple[Stretch, ...]
    arrived: int
    home: _Site
    area: int
    left: int
    at: int = 0
    holder: _Person | None = None


@dataclass(eq=False)
class _Task:
    piece: _Piece
    left: int
    asker: _Person
    rounds: int = 0
    clarifies: bool = False


class Office:
    """The model as processes."""

    def __init__(self, organisation: Organisation, season: Season) -> None:
        self.env = simpy.Environment(initial_time=season.span.start)
        self.habits, self.season = organisation.habits, season
        self.sites = [_Site() for _ in organisation.sites]
        for site, here, awake in zip(self.sites, organisation.sites, season.awake, strict=True):
            for number, hours in enumerate(awake):
                site.people.append(_Person(hours, site, number < here.engineers))
        names = [site.name for site in organisation.sites]
        self.owner = [self.sites[names.index(area.owners[0])] for area in organisation.areas]
        self.lead: list[int] = []
        self.env.process(self._arrivals())
        for site in self.sites:
            for person in site.people:
                self.env.process(self._life(person))

    def run(self) -> list[int]:
        """The lead times, in microseconds, of what was done in the measured time."""
        self.env.run(until=self.season.span.stop + 1)
        return self.lead

    def _arrivals(self) -> Any:
        for item in self.season.items:
            yield self.env.timeout(item.at - self.env.now)
            piece = _Piece(item.script, item.at, self.sites[item.site], item.area,
                           item.script[0].work)  # fmt: skip
            site = self.owner[item.area]
            site.backlog.append(piece)
            self._wake(next((each for each in site.people if each.builds and each.wake), None))

    def _wake(self, person: _Person | None) -> None:
        if person is not None and person.wake is not None:
            wake, person.wake = person.wake, None
            wake.succeed()

    def _life(self, me: _Person) -> Any:
        """Sleep, take the next thing, work at it day by day, hand it on."""
        env = self.env
        while True:
            opens = me.hours.next_awake_micros(env.now)
            if opens > env.now:
                yield env.timeout(opens - env.now)
                continue
            task = self._take(me)
            if task is None:
                me.wake = env.event()
                yield me.wake
                continue
            yield from self._work(me, task)

    def _take(self, me: _Person) -> _Task | _Piece | None:
        if me.waiting:
            return me.waiting.popleft()
        if me.ready:
            return me.ready.popleft()
        if me.builds and me.held < self.habits.in_progress and me.site.backlog:
            piece = me.site.backlog.popleft()
            piece.holder, me.held = me, me.held + 1
            return piece
        return None

    def _work(self, me: _Person, task: _Task | _Piece) -> Any:
        env = self.env
        while True:
            today = me.hours.spans(env.now, env.now + 24 * HOUR).ends[0] - env.now
            step = min(today, task.left)
            yield env.timeout(step)
            task.left -= step
            if not task.left:
                break
            yield env.timeout(me.hours.next_awake_micros(env.now) - env.now)
            if me.waiting and isinstance(task, _Piece):
                me.ready.appendleft(task)
                return
        if isinstance(task, _Piece):
            self._needs(me, task)
        else:
            self._answered(me, task)

    def _needs(self, me: _Person, piece: _Piece) -> None:
        stretch = piece.script[piece.at]
        piece.at += 1
        site, work = me.site, int(self.habits.answer * HOUR)
        if stretch.need is Need.ANSWER:
            site = self.owner[stretch.area] if stretch.area >= 0 else piece.home
        else:
            work = int(self.habits.review * HOUR)
            if stretch.chances[0] < self.habits.review_elsewhere:
                others = [each for each in self.sites if each is not me.site]
                site = others[int(stretch.chances[1] * len(others))]
        self._send(self._choose(site, me), _Task(piece, work, me, stretch.rounds))

    def _choose(self, site: _Site, but: _Person) -> _Person:
        """The next in turn, as long as nobody is ever away."""
        site.turn += 1
        number = len(site.people)
        turns = (site.people[(site.turn + step) % number] for step in range(number))
        return next(each for each in turns if each is not but)

    def _send(self, person: _Person, task: _Task) -> None:
        person.waiting.append(task)
        self._wake(person)

    def _answered(self, me: _Person, task: _Task) -> None:
        piece, again = task.piece, int(self.habits.clarify * HOUR)
        if task.clarifies:
            self._send(task.asker, _Task(piece, again, me, task.rounds))
        elif task.rounds:
            assert piece.holder is not None
            self._send(piece.holder, _Task(piece, again, me, task.rounds - 1, clarifies=True))
        else:
            self._go_on(piece)

    def _go_on(self, piece: _Piece) -> None:
        holder = piece.holder
        assert holder is not None
        if piece.at < len(piece.script):
            piece.left = piece.script[piece.at].work
            holder.ready.append(piece)
        else:
            holder.held -= 1
            if self.env.now >= self.season.span.measured:
                self.lead.append(self.env.now - piece.arrived)
        self._wake(holder)
