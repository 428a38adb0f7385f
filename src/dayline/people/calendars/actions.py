"""Verbs that change when somebody works: a calendar as a text, leave, focus, a move.

A calendar is kept as its writer wrote it. Whoever's clocks depend on it hears of the change
inside the same act, through :func:`when_changed`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dayline.base.acting import Acting
from dayline.base.errors import Forbidden
from dayline.base.zones import zone as known_zone
from dayline.journal.append import Pen, writing
from dayline.people.calendars.edits import states, with_item, with_value, without
from dayline.people.queries import SYSTEM, Directory, PersonFact, TeamFact, directory
from dayline.people.schedule import Schedule
from dayline.people.schedule_text import parse_schedule
from dayline.people.timetable import timetable

Listener = Callable[[Pen, frozenset[str]], None]
"""Told inside the act whose hours may have changed: ids of persons and teams."""

_listeners: dict[str, Listener] = {}


def when_changed(name: str, listener: Listener) -> None:
    """Register who must hear of changed hours, from ``AppConfig.ready``."""
    _listeners[name] = listener


def hours_changed(pen: Pen, identities: frozenset[str]) -> None:
    """Tell everybody who asked that the hours of these people and teams are others now."""
    pen.flush()
    touched = timetable(pen.acting.workspace).leaning_on(identities)
    for listener in _listeners.values():
        listener(pen, touched)


def set_calendar(acting: Acting, whose: str, text: str) -> Schedule:
    """Replace the calendar of a person or a team (handle or id) by a YAML text.

    People set their own; leads that of their team; owners anybody's. Raises
    :class:`InvalidInput` with every finding at once.
    """
    with writing(acting) as pen:
        people = directory(acting.workspace)
        known = people.known(whose)
        _authorise(acting, people, known)
        schedule = parse_schedule(text, path=f"@{known.handle}", zone=known.zone)
        pen.add("calendar.set", known.id, {"calendar": text, "zone": schedule.stays[0].zone})
        hours_changed(pen, frozenset({known.id}))
    return schedule


def add_leave(acting: Acting, whose: str, dates: Sequence[str]) -> Schedule:
    """Add absences such as ``2026-08-03 to 2026-08-14``, each at the end of ``leave``."""
    return _extend(acting, whose, "leave", dates)


def add_focus(acting: Acting, whose: str, blocks: Sequence[str]) -> Schedule:
    """Add focus blocks such as ``tue,thu 13:00-15:00``: work that is not for others."""
    return _extend(acting, whose, "focus", blocks)


def add_move(acting: Acting, whose: str, since: str, zone: str) -> Schedule:
    """From a date on, somebody lives elsewhere: a zone, or a place whose zone is certain."""
    return _extend(acting, whose, "moves", [f"{{from: {since}, zone: {zone}}}"])


def set_week(acting: Acting, whose: str, week: str) -> Schedule:
    """Replace the working week by a line such as ``mon-thu 09:00-12:30, 13:30-17:30; fri off``.

    Everything else in the calendar stays as it is written.
    """
    with writing(acting):
        text = directory(acting.workspace).known(whose).calendar
        return set_calendar(acting, whose, with_value(text, "week", " ".join(week.split())))


def set_zone(acting: Acting, whose: str, zone: str) -> None:
    """Say where somebody lives, in their calendar where that names a zone or a place."""
    with writing(acting) as pen:
        people = directory(acting.workspace)
        known = people.known(whose)
        _authorise(acting, people, known)
        key = known_zone(zone).key
        text = known.calendar
        if states(text, "zone") or states(text, "place"):
            set_calendar(acting, whose, with_value(without(text, "place"), "zone", key))
            return
        pen.add("calendar.set", known.id, {"calendar": text, "zone": key})
        hours_changed(pen, frozenset({known.id}))


def _extend(acting: Acting, whose: str, key: str, items: Sequence[str]) -> Schedule:
    with writing(acting):
        text = directory(acting.workspace).known(whose).calendar
        for item in items:
            text = with_item(text, key, " ".join(item.split()))
        return set_calendar(acting, whose, text)


def _authorise(acting: Acting, people: Directory, known: PersonFact | TeamFact) -> None:
    if acting.actor in (SYSTEM, known.id):
        return
    actor = people.people.get(acting.actor)
    leads = known.leads if isinstance(known, TeamFact) else frozenset()
    if actor is None or not actor.active or (actor.role != "owner" and actor.id not in leads):
        theirs = "a lead of the team" if isinstance(known, TeamFact) else f"@{known.handle}"
        raise Forbidden(
            f"{people.handle(acting.actor)} may not change the hours of @{known.handle}.",
            do=f"Ask {theirs}, or an owner of the workspace.",
        )
