"""The fair window: when an RFC may close, and why it is still open. Pure.

It closes when the floor has passed (72 hours by the wall), each required reviewer has had their
awake-hours, and no concern is open. Concerns block, pause or restart, as the RFC says; the hard
cap ends it all. Silence counts as silence: it is recorded as such and never as agreement.

Whoever is not awake for a whole week is away, and a delegate is heard in their place. A week,
because that holds every weekend, every part-time week and every public holiday: those are waited
for, since they are no absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dayline.base.hours import Hours, NoAwakeTime

FLOOR = timedelta(hours=72)

AWAY = timedelta(days=7)
"""Who has no awake time for so long after the start is away."""


class Policy(StrEnum):
    """What an open concern does to the window."""

    BLOCK = "block"
    PAUSE = "pause"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the RFC promises: ``awake`` for each reviewer, a ``floor`` by the wall, maybe a cap."""

    awake: timedelta
    policy: Policy = Policy.BLOCK
    floor: timedelta = FLOOR
    cap: datetime | None = None
    disposition: str = "postpone"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody whose hours the window waits for, or who stands in for one."""

    id: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class Concern:
    """An objection. Raising it again after it was closed is a concern of its own."""

    id: str
    name: str
    author: str
    raised_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one reviewer has had. ``by`` is whoever is heard for them: themselves or a delegate.

    ``full_at`` is when they will have had all, None when their calendar never gets there.
    """

    reviewer: str
    by: str
    had: timedelta
    needs: timedelta
    full_at: datetime | None

    @property
    def full(self) -> bool:
        """Whether nothing is owed to them."""
        return self.had >= self.needs


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a window stands.

    ``starts_at`` is later than the opening after a restart, ``ran`` how long it has run since by
    the wall. ``ends_at`` is when everybody has had their time if no concern is raised any more and
    open ones are settled now, None when that never happens; ``closes_at`` heeds the cap as well.
    ``still`` says that an open concern has stopped the window. ``due`` is what is due now:
    "close", the default disposition, or "" while it runs.
    """

    starts_at: datetime
    ran: timedelta
    floor_at: datetime
    hearings: tuple[Hearing, ...]
    open_concerns: tuple[Concern, ...]
    ends_at: datetime | None
    closes_at: datetime | None
    capped: bool
    still: bool
    due: str
    reasons: tuple[str, ...]


Stretch = tuple[datetime, datetime]


def assess(
    terms: Terms,
    opened_at: datetime,
    now: datetime,
    *,
    reviewers: Sequence[Reviewer],
    delegates: Sequence[Reviewer] = (),
    concerns: Sequence[Concern] = (),
) -> Standing:
    """Where the window of an RFC that opened at ``opened_at`` stands ``now`` (aware instants)."""
    known = [concern for concern in concerns if concern.raised_at <= now]
    starts_at = _start(terms, opened_at, known, now)
    ran = _stretches(terms, starts_at, known, now)
    pending = tuple(concern for concern in known if not _closed(concern, now))
    floor_at = _when_passed(ran, terms.floor, now)
    hearings = tuple(
        _hear(terms, reviewer, delegates, ran, start=starts_at, now=now) for reviewer in reviewers
    )
    ends = [floor_at, *(hearing.full_at for hearing in hearings)]
    ends_at = None if None in ends else max(end for end in ends if end)
    capped = terms.cap is not None and (ends_at is None or terms.cap < ends_at)
    closes_at = terms.cap if capped else ends_at
    due = _due(terms, now, closes_at, pending, capped=capped)
    return Standing(
        starts_at,
        sum((stop - start for start, stop in ran), timedelta()),
        floor_at,
        hearings,
        pending,
        ends_at,
        closes_at,
        capped,
        bool(pending) and terms.policy is not Policy.BLOCK,
        due,
        tuple(_reasons(now, floor_at, hearings, pending)) if not due else (),
    )


def _closed(concern: Concern, now: datetime) -> bool:
    return concern.closed_at is not None and concern.closed_at <= now


def _start(
    terms: Terms, opened_at: datetime, concerns: Iterable[Concern], now: datetime
) -> datetime:
    """The opening, or with the policy restart the moment at which the last concern was settled."""
    if terms.policy is not Policy.RESTART:
        return opened_at
    return max([opened_at, *(min(one.closed_at or now, now) for one in concerns)])


def _stretches(
    terms: Terms, start: datetime, concerns: Sequence[Concern], now: datetime
) -> list[Stretch]:
    """The stretches up to now in which the window ran: all, or those with no concern open."""
    if terms.policy is not Policy.PAUSE:
        return [(start, now)] if start < now else []
    ran: list[Stretch] = []
    at = start
    for concern in sorted(concerns, key=lambda one: one.raised_at):
        if concern.raised_at > at:
            ran.append((at, min(concern.raised_at, now)))
        at = max(at, concern.closed_at if _closed(concern, now) and concern.closed_at else now)
    if at < now:
        ran.append((at, now))
    return ran


def _when_passed(ran: Iterable[Stretch], needed: timedelta, now: datetime) -> datetime:
    """When ``needed`` wall time of running has passed, if it runs on from now."""
    for start, stop in ran:
        if stop - start >= needed:
            return start + needed
        needed -= stop - start
    return now + needed


def _hear(
    terms: Terms,
    reviewer: Reviewer,
    delegates: Sequence[Reviewer],
    ran: Sequence[Stretch],
    *,
    start: datetime,
    now: datetime,
) -> Hearing:
    """The reviewer's own hearing; while they are away, that of the delegate who is done first."""
    own = _hearing(terms, reviewer, reviewer, ran, now)
    away = not reviewer.hours.blocks(start, start + AWAY)
    if not away or not delegates:
        return own
    stand_ins = [_hearing(terms, reviewer, delegate, ran, now) for delegate in delegates]
    return min([own, *stand_ins], key=lambda one: (one.full_at is None, one.full_at or now))


def _hearing(
    terms: Terms, reviewer: Reviewer, heard: Reviewer, ran: Sequence[Stretch], now: datetime
) -> Hearing:
    had = timedelta()
    for start, stop in ran:
        gained = heard.hours.between(start, stop)
        if had + gained >= terms.awake:
            full_at = heard.hours.add(start, terms.awake - had)
            return Hearing(reviewer.id, heard.id, terms.awake, terms.awake, full_at)
        had += gained
    try:
        full: datetime | None = heard.hours.add(now, terms.awake - had)
    except NoAwakeTime:
        full = None
    return Hearing(reviewer.id, heard.id, had, terms.awake, full)


def _due(
    terms: Terms,
    now: datetime,
    closes_at: datetime | None,
    pending: Sequence[Concern],
    *,
    capped: bool,
) -> str:
    if terms.cap is not None and now >= terms.cap and (capped or pending):
        return terms.disposition
    if closes_at is not None and now >= closes_at and not pending and not capped:
        return "close"
    return ""


def _reasons(
    now: datetime, floor_at: datetime, hearings: Iterable[Hearing], pending: Iterable[Concern]
) -> Iterator[str]:
    if floor_at > now:
        yield f"{in_words(floor_at - now)} of the floor remain"
    for hearing in hearings:
        if not hearing.full:
            heard = "" if hearing.by == hearing.reviewer else f" (heard by {hearing.by})"
            owed = in_words(hearing.needs - hearing.had)
            yield f"{hearing.reviewer}{heard} has {owed} of awake-hours to come"
    for concern in pending:
        yield f"the concern {concern.name!r} of {concern.author} is open ({concern.id})"


def in_words(duration: timedelta) -> str:
    """A duration to the minute, rounded up: ``3 h 05 min``; what remains is never shown as none."""
    minutes = -(-duration // timedelta(minutes=1))
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def fairness(hearings: Sequence[Hearing]) -> float | None:
    """The least over the most that any reviewer has had, 0 to 1; None when nobody had anything."""
    had = [hearing.had for hearing in hearings]
    most = max(had, default=timedelta())
    return min(had) / most if most else None
