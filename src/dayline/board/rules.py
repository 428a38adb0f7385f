"""The light of a team: green, amber or red, computed from what waits on it. Pure.

Nobody chooses a colour. A light depends on nothing but the team's own working time: how long each
record has waited in it, and what is left of its clock. More lateness never makes a light greener.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from dayline.base.micros import HOUR
from dayline.clocks.timing import spoken


class Light(IntEnum):
    """How a team stands; the higher, the worse."""

    GREEN = 0
    AMBER = 1
    RED = 2

    @property
    def word(self) -> str:
        """The light as a word, because colour alone says nothing to many."""
        return self.name.capitalize()


STALE = 16 * HOUR
"""Two working days: so long a record without a clock may wait before somebody should look."""

ROTTEN = 80 * HOUR
"""Two working weeks: so long it may wait before it is as bad as a missed deadline."""

NEAR = 4
"""A clock of which no more than one part in so many is left is near its end."""

BLOCKED = 8 * HOUR
"""One working day: so long others may be blocked by what has no clock of its own."""


@dataclass(frozen=True, slots=True)
class Work:
    """A record that waits on a team, in microseconds of the team's working time.

    ``waited`` counts since it came into its state. ``left`` is what is left of its clock, zero or
    less when that ran out, and ``promised`` all that the clock allows; None without a clock.
    ``late`` says that the clock ran out even where no working time has passed since. ``human``
    tells whether the clock counts working time. ``blocks`` are the records that say they are
    blocked by it.
    """

    ref: str
    waited: int
    left: int | None = None
    promised: int | None = None
    late: bool = False
    human: bool = True
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a light is not green: a record and what is wrong with it, in words."""

    light: Light
    work: Work
    words: str

    @property
    def ref(self) -> str:
        """The record."""
        return self.work.ref


def light_of(work: Work) -> tuple[Light, str]:
    """The light of one record, and why, in words."""
    light = _own_light(work)
    words = _own_words(work, light)
    if work.blocks:
        names = " and ".join(work.blocks)
        return max(light, _by_block(work)), f"blocks {names}; {words or _waits(work)}"
    return light, words


def _own_light(work: Work) -> Light:
    """The light of a record by its clock, or by its wait where it has none."""
    if work.left is None:
        if work.waited < STALE:
            return Light.GREEN
        return Light.RED if work.waited >= ROTTEN else Light.AMBER
    if work.late or work.left < 0:
        return Light.RED
    near = work.promised is None or work.left * NEAR <= work.promised
    return Light.AMBER if near else Light.GREEN


def _own_words(work: Work, light: Light) -> str:
    if work.left is None:
        return "" if light is Light.GREEN else f"{_waits(work)}, and no clock says until when"
    if light is Light.RED:
        return f"{_past(work)}: its clock ran out"
    return f"{spoken(work.left, human=work.human)} left of {_all_of(work)}"


def _past(work: Work) -> str:
    past = -(work.left or 0)
    return f"{spoken(past, human=work.human)} late" if past >= HOUR // 60 else "late"


def _all_of(work: Work) -> str:
    return "its clock" if work.promised is None else spoken(work.promised, human=work.human)


def _waits(work: Work) -> str:
    return f"waits {spoken(work.waited, human=True)}"


def _by_block(work: Work) -> Light:
    if work.left is None and work.waited >= BLOCKED:
        return Light.RED
    return Light.AMBER


def evidence(work: Sequence[Work]) -> list[Evidence]:
    """Everything that keeps a light from being green, the worst first."""
    found = []
    for one in work:
        # Most are green, and words are made for none of them.
        if one.blocks or _own_light(one) is not Light.GREEN:
            light, words = light_of(one)
            found.append(Evidence(light, one, words))
    return sorted(found, key=_weight)


def _weight(one: Evidence) -> tuple[int, bool, int, int, str]:
    work = one.work
    clocked = work.left is None
    return -one.light, clocked, work.left or 0, -work.waited, work.ref


def light(found: Sequence[Evidence]) -> Light:
    """The light of a team: the worst of its evidence, green when there is none."""
    return max((one.light for one in found), default=Light.GREEN)
