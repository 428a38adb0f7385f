"""Words that templates use: instants in the reader's zone, names behind ids, names as words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.utils.safestring import SafeString, mark_safe

from dayline.clocks.timing import spoken
from dayline.faces.web.desk import Desk
from dayline.synthesis import messages

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context: template.Context, instant: datetime | None) -> SafeString | str:
    """An instant as its reader says it, UTC on hover: ``today 16:40``, ``Fri 20 Nov 16:40``."""
    desk: Desk | None = context.get("desk")
    if instant is None or desk is None:
        return ""
    return _timed(instant, in_words(instant, desk))


def _timed(instant: datetime, words: str) -> SafeString:
    utc = instant.astimezone(UTC).isoformat(timespec="seconds")
    # Digits and names of days, made here: a page holds hundreds, and escaping them costs the most.
    return mark_safe(  # noqa: S308
        f'<time datetime="{utc[:19]}Z" title="{utc[:10]} {utc[11:16]} UTC">{words}</time>'
    )


@register.simple_tag(takes_context=True)
def day_or_moment(context: template.Context, instant: datetime | None) -> SafeString | str:
    """When something of a record was: the day where its text, brought in, tells no more.

    Such a day is kept as its midnight in UTC (``records/imports``). No deadline is told so: it may
    well end at midnight.
    """
    alone = None if instant is None else day_alone(instant)
    return moment(context, instant) if alone is None else day(context, alone)


@register.simple_tag(takes_context=True)
def clock_or_day(
    context: template.Context, instant: datetime | None, under: date
) -> SafeString | str:
    """As :func:`day_or_moment`, without the day where it stands under a heading of that day."""
    desk: Desk | None = context.get("desk")
    if instant is None or desk is None or day_of(instant, desk) != under:
        return day_or_moment(context, instant)
    if day_alone(instant) is not None:
        return ""
    return _timed(instant, f"{instant.astimezone(desk.zone):%H:%M}")


@register.simple_tag(takes_context=True)
def day(context: template.Context, shown: date) -> SafeString | str:
    """A day as its reader says it: ``Fri 20 Nov``, with the year where it is another."""
    desk: Desk | None = context.get("desk")
    if desk is None:
        return ""
    year = "" if shown.year == _day(desk.now, desk.zone).year else f" {shown.year}"
    words = f"{_DAYS[shown.weekday()]} {shown.day} {_MONTHS[shown.month]}{year}"
    return mark_safe(f'<time datetime="{shown.isoformat()}">{words}</time>')  # noqa: S308


def day_alone(instant: datetime) -> date | None:
    """The day where no more than that is known of an instant; else None."""
    utc = instant.astimezone(UTC)
    return utc.date() if utc.timetz() == time(tzinfo=UTC) else None


def day_of(instant: datetime, desk: Desk) -> date:
    """The day on which its reader says that something was."""
    return day_alone(instant) or instant.astimezone(desk.zone).date()


_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTHS = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def in_words(instant: datetime, desk: Desk) -> str:
    """The instant in the reader's zone, as short as it can be told without doubt."""
    zone = desk.zone
    there, here = instant.astimezone(zone), _day(desk.now, zone)
    clock = f"{there.hour:02}:{there.minute:02}"
    near = _NEAR.get(there.toordinal() - here.toordinal())
    if near:
        return f"{near} {clock}"
    year = "" if there.year == here.year else f" {there.year}"
    return f"{_DAYS[there.weekday()]} {there.day} {_MONTHS[there.month]}{year} {clock}"


@lru_cache(maxsize=256)
def _day(now: datetime, zone: ZoneInfo) -> date:
    """The reader's day, once for all instants of a page."""
    return now.astimezone(zone).date()


@register.filter
def spaced(name: str) -> str:
    """A name from a contract as words: ``written down`` for ``written_down``."""
    return name.replace("_", " ")


@register.simple_tag(takes_context=True)
def who(context: template.Context, identity: str) -> str:
    """``@ana`` for ``P-3``."""
    desk: Desk | None = context.get("desk")
    return desk.people.handle(identity) if desk else identity


@register.simple_tag(takes_context=True)
def cited(context: template.Context, identity: str, place: str) -> str:
    """``@ana, C12``; of a text that names no author its place alone."""
    return messages.cited(who(context, identity), place)


@register.simple_tag
def left(micros: int | None, human: bool = True, late: bool = False) -> str:  # noqa: FBT001, FBT002
    """What is left of a clock: ``in 3 awake-hours``, ``2 awake-hours late``, ``out of time``."""
    if micros is None:
        return ""
    if not late:
        return f"in {spoken(micros, human=human)}"
    return f"{spoken(-micros, human=human)} late" if micros <= -60_000_000 else "out of time"
