"""What befalls an organisation with a seed, whatever its policy: work that comes in, and absences.

All of it is drawn before the play begins. A policy, or another owner of an area, therefore meets
the same work on the same minute; that is what makes differences between plays small to measure
(common random numbers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from dayline.base.hours import hours
from dayline.base.micros import HOUR, SECOND
from dayline.simulation.draws import Uniform, count, exponential, lognormal, stream, tries
from dayline.simulation.organisation import REQUESTER, Organisation, Work
from dayline.simulation.span import Span

_LARGEST = 5_000.0
"""Hours. No draw makes a step larger than this, two years of one person and more."""

_LONG_LEAVE = 10
"""Working days."""


class Need(IntEnum):
    """What a piece of work needs before its next stretch."""

    NOTHING = 0
    ANSWER = 1
    DECISION = 2
    REVIEW = 3
    STEP = 4


class Stretch(NamedTuple):
    """Work without a break (microseconds), and what has to happen after it.

    ``area`` is whom to ask (-1 for the requester), or the next step's. ``rounds`` is how often a
    written answer comes back. ``chances`` are the numbers that decide what else happens.
    """

    work: int
    need: Need
    area: int = -1
    rounds: int = 0
    chances: tuple[float, ...] = ()


class Item(NamedTuple):
    """A piece of work as it comes in. ``site`` and ``area`` are places in the organisation."""

    at: int
    site: int
    area: int
    script: tuple[Stretch, ...]


def items(organisation: Organisation, seed: int, span: Span) -> tuple[Item, ...]:
    """The work of a seed, in the order in which it comes in."""
    found = [
        item
        for work in organisation.work
        if work.per_week
        for item in _items(organisation, work, seed, span)
    ]
    return tuple(sorted(found, key=lambda item: item.at))


def absences(
    organisation: Organisation, seed: int, span: Span
) -> tuple[tuple[frozenset[int], ...], ...]:
    """The ordinals of the local dates on which each member of each site is away."""
    return tuple(
        tuple(
            _absences(organisation, stream(seed, "absence", site.name, number), span)
            for number in range(site.people)
        )
        for site in organisation.sites
    )


def _items(organisation: Organisation, work: Work, seed: int, span: Span) -> Iterator[Item]:
    """The pieces of one kind of work, as they come in during the working time of their site."""
    site = organisation.site(work.site)
    opened = hours(site.calendar)
    whole = opened.between_micros(span.start, span.stop)
    mean = site.weekly_hours * HOUR / work.per_week
    home = organisation.sites.index(site)
    when = stream(seed, "arrival", work.name)
    script = _Script(organisation, work, stream(seed, "content", work.name))
    passed = exponential(when, mean)
    while passed < whole:
        at = opened.add_micros(span.start, int(passed))
        yield Item(at, home, script.first, script.write())
        passed += exponential(when, mean)


class _Script:
    """Writes what pieces of one kind of work take, one piece after the other."""

    def __init__(self, organisation: Organisation, work: Work, chance: Uniform) -> None:
        areas = {area.name: place for place, area in enumerate(organisation.areas)}
        self.first = areas[work.steps[0].area]
        self._habits = organisation.habits
        self._decided = work.decided
        self._sites = len(organisation.sites)
        self._chance = chance
        self._steps = [
            (
                step.hours,
                areas[work.steps[number + 1].area] if number + 1 < len(work.steps) else -1,
                [
                    (mean, -1 if target == REQUESTER else areas[target])
                    for target, mean in organisation.area(step.area).asks.items()
                ],
            )
            for number, step in enumerate(work.steps)
        ]

    def write(self) -> tuple[Stretch, ...]:
        """The stretches of the next piece."""
        found: list[Stretch] = []
        chance = self._chance
        if chance() < self._decided:
            chances = tuple(chance() for _ in range(self._sites))
            found.append(Stretch(int(self._habits.proposal * HOUR), Need.DECISION, -1, 0, chances))
        total = 0
        for mean, following, asks in self._steps:
            work = self._work(mean)
            done = self._questions(found, work, asks)
            if following >= 0:
                found.append(Stretch(work - done, Need.STEP, following))
            total += work
        self._reviews(found, work - done, total)
        return tuple(found)

    def _questions(self, found: list[Stretch], work: int, asks: Sequence[tuple[float, int]]) -> int:
        """Cut the work of a step where its questions come up; returns what lies before the last."""
        chance, done = self._chance, 0
        asked = [(chance(), place) for mean, place in asks for _ in range(count(chance, mean))]
        for moment, place in sorted(asked):
            until = int(moment * work) // SECOND * SECOND
            rounds = tries(chance(), self._habits.again_in_writing)
            found.append(Stretch(until - done, Need.ANSWER, place, rounds))
            done = until
        return done

    def _work(self, mean: float) -> int:
        habits = self._habits
        if habits.shape == "exponential":
            drawn = exponential(self._chance, mean)
        else:
            drawn = lognormal(self._chance, mean, habits.spread)
        return max(1, int(min(drawn, _LARGEST) * 3600)) * SECOND

    def _reviews(self, found: list[Stretch], left: int, total: int) -> None:
        """The end of the work, the reviews that it takes, and the changes between them."""
        habits, chance = self._habits, self._chance
        if not habits.review:
            found.append(Stretch(left, Need.NOTHING))
            return
        where = (chance(), chance())
        changes = tries(chance(), habits.changes)
        again = int(total * habits.rework) // SECOND * SECOND
        found.append(Stretch(left, Need.REVIEW, -1, 0, where))
        found += [Stretch(again, Need.REVIEW, -1, 0, where)] * changes


def _absences(organisation: Organisation, chance: Uniform, span: Span) -> frozenset[int]:
    """Leave in blocks of two weeks, at most two a year, and single days; days of illness."""
    habits, years = organisation.habits, span.length / 365
    leave = round(habits.leave * years)
    blocks = min(leave // _LONG_LEAVE, round(2 * years))
    single = leave - blocks * _LONG_LEAVE + count(chance, habits.sick * years)
    monday = span.begins.toordinal() - span.begins.weekday()
    weeks = span.length // 7
    absent: set[int] = set()
    for _ in range(blocks):
        begins = monday + 7 * int(chance() * weeks)
        absent.update(range(begins, begins + 12))
    absent.update(monday + 7 * int(chance() * weeks) + int(chance() * 5) for _ in range(single))
    return frozenset(absent)
