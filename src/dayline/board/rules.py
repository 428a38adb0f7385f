"""The light of a team: green, amber or red, computed from what waits on it. Pure.

Nobody chooses a colour. A light depends on nothing but the team's own working time: how long each
record has waited in it, and what is left of its clock. More lateness never makes a light greener.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

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
        return _WORDS[self]


_WORDS = {light: light.name.capitalize() for light in Light}


STALE = 16 * HOUR
"""Two working days: so long a record without a clock may wait before somebody should look."""

ROTTEN = 80 * HOUR
"""Two working weeks: so long it may wait before it is as bad as a missed deadline."""

NEAR = 4
"""A clock of which no more than one part in so many is left is near its end."""

BLOCKED = 8 * HOUR
"""One working day: so long others may be blocked by what has no clock of its own."""


class Work(NamedTuple):
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


class Evidence(NamedTuple):
    """Why a light is not green: a record and what is wrong with it."""

    light: Light
    work: Work

    @property
    def ref(self) -> str:
        """The record."""
        return self.work.ref

    @property
    def words(self) -> str:
        """What is wrong."""
        return words_of(self.work)


def light_of(work: Work) -> Light:
    """The light of one record."""
    own = own_light(work.waited, work.left, work.promised, late=work.late)
    return max(own, _by_block(work)) if work.blocks else own


def own_light(waited: int, left: int | None, promised: int | None, *, late: bool) -> Light:
    """The light of a record by its clock, or by its wait where it has none; see :class:`Work`."""
    if left is None:
        if waited < STALE:
            return Light.GREEN
        return Light.RED if waited >= ROTTEN else Light.AMBER
    if late or left < 0:
        return Light.RED
    near = promised is None or left * NEAR <= promised
    return Light.AMBER if near else Light.GREEN


def words_of(work: Work) -> str:
    """Why a record has its light, in words; "" where it is green and has no clock."""
    own = own_light(work.waited, work.left, work.promised, late=work.late)
    words = _own_words(work, own)
    if not work.blocks:
        return words
    return f"blocks {' and '.join(work.blocks)}; {words or _waits(work)}"


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


def evidence(work: Iterable[Work]) -> list[Evidence]:
    """Everything that keeps a light from being green, the worst first."""
    lit = ((light_of(one), one) for one in work)
    found = [Evidence(light, one) for light, one in lit if light is not Light.GREEN]
    return sorted(found, key=_weight)


def _weight(one: Evidence) -> tuple[int, bool, int, int, str]:
    work = one.work
    clocked = work.left is None
    return -one.light, clocked, work.left or 0, -work.waited, work.ref


def light(found: Sequence[Evidence]) -> Light:
    """The light of a team: the worst of its evidence, green when there is none."""
    return max((one.light for one in found), default=Light.GREEN)
