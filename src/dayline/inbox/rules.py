"""When somebody is told: in the morning, in time, or at once. Pure.

Nothing reaches a person who is not awake, but a page. What is not pressing waits for the first
awake instant of their next working day; what would come too late there comes as soon as they are
awake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from dayline.base.errors import DaylineError
from dayline.base.micros import HOUR, MINUTE
from dayline.base.zones import local_date
from dayline.clocks.timing import Party, working_days

GAP = 30 * MINUTE
"""Letters within a day are at least this far apart, so that several things come as one."""

PRESSING = HOUR
"""What is needed within this time does not wait for the gap."""

PAGES, DAYS = 4, 28
"""How many pages a team may cost others, where nobody set another budget."""


class Sort(StrEnum):
    """Why a letter goes out: it is morning, something presses, or somebody is called."""

    DIGEST = "digest"
    NOW = "now"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Pending:
    """A message that still has to be told; see :class:`dayline.inbox.models.Message`.

    Instants are in microseconds.
    """

    id: str
    topic: str
    receiver: str
    ref: str
    deadline: str
    idx: int
    actor: str
    made_at: int
    need_by: int | None
    page: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The working day that somebody is in, and the opening of the next one."""

    opens: int
    next: int | None


def day_of(party: Party, now: int) -> Day | None:
    """The working day at ``now``; None while they are not awake: asleep, away, in focus."""
    try:
        if party.hours.next_awake_micros(now) != now:
            return None
    except DaylineError:
        return None
    opens: int | None = None
    for _, start, _ in working_days(party, local_date(now - 24 * HOUR, party.zone)):
        if start > now:
            return Day(now if opens is None else opens, start)
        opens = start
    return Day(now if opens is None else opens, None)


def ripe(one: Pending, day: Day | None, party: Party, now: int) -> Sort | None:
    """Whether a message goes out now, and as what; None while it can wait."""
    if one.page:
        return Sort.PAGE
    if day is None:
        return None
    if one.made_at < day.opens:
        return Sort.DIGEST
    if one.need_by is None:
        return None
    between = party.hours.between_micros
    left = between(now, max(now, one.need_by))
    tomorrow = one.need_by if day.next is None else min(one.need_by, day.next)
    lost = between(now, max(now, tomorrow))
    return Sort.NOW if 2 * lost >= left else None


def choose(
    messages: Sequence[Pending], party: Party, now: int, last: int | None
) -> tuple[Sort, list[Pending]] | None:
    """The letter that goes to somebody now: its sort and what is in it; None for no letter.

    Whatever is pending goes along, so that one letter is enough; but at night only the page does.
    ``last`` is when their last letter was composed.
    """
    day = day_of(party, now)
    sorts = {one.id: ripe(one, day, party, now) for one in messages}
    found = set(sorts.values()) - {None}
    if Sort.PAGE in found:
        along = messages if day is not None else [one for one in messages if one.page]
        return Sort.PAGE, ordered(along)
    if not found:
        return None
    if Sort.DIGEST in found and (last is None or day is None or last < day.opens):
        return Sort.DIGEST, ordered(messages)
    if last is not None and now - last < GAP and not any(_presses(one, now) for one in messages):
        return None
    return Sort.NOW, ordered(messages)


def _presses(one: Pending, now: int) -> bool:
    return one.need_by is not None and now < one.need_by <= now + PRESSING


def ordered(messages: Sequence[Pending]) -> list[Pending]:
    """Pages first, then what is needed first, then as it happened."""
    return sorted(
        messages, key=lambda one: (not one.page, one.need_by is None, one.need_by or 0, one.idx)
    )


def retry_after(tries: int) -> timedelta:
    """How long to wait after a failed attempt to send: one minute, doubling, four hours at most."""
    return min(timedelta(minutes=2 ** min(tries, 8)), timedelta(hours=4))
