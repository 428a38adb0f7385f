"""What the editor offers while one types: records by id and title, people with their hours."""

from __future__ import annotations

from typing import Any

from dayline.base.errors import DaylineError
from dayline.base.zones import zone
from dayline.faces.web.desk import Desk
from dayline.faces.web.templatetags.dayline import in_words
from dayline.people.queries import PersonFact, TeamFact
from dayline.people.timetable import timetable
from dayline.records.suggestions import suggested

MOST = 8
"""Entries in a menu."""


def records(desk: Desk, typed: str) -> list[dict[str, str]]:
    """Records that the person may see whose id begins with ``typed``, or whose title has it."""
    found = suggested(desk.workspace, typed, person=desk.person, most=MOST)
    return [{"ref": one.ref, "title": one.title, "state": one.status} for one in found]


def people(desk: Desk, typed: str) -> list[dict[str, Any]]:
    """People and teams whose handle or name begins with ``typed``, each with their time now."""
    wanted = typed.removeprefix("@").casefold()
    known: list[PersonFact | TeamFact] = [
        *(one for one in desk.people.people.values() if one.active),
        *desk.people.teams.values(),
    ]
    fitting = [one for one in known if one.handle and _fits(one, wanted)]
    fitting.sort(key=lambda one: (not one.handle.casefold().startswith(wanted), one.handle))
    return [_person(desk, one) for one in fitting[:MOST]]


def _fits(one: PersonFact | TeamFact, wanted: str) -> bool:
    words = (one.handle, *one.name.split())
    return any(word.casefold().startswith(wanted) for word in words)


def _person(desk: Desk, one: PersonFact | TeamFact) -> dict[str, Any]:
    known = timetable(desk.workspace)
    there = desk.now.astimezone(zone(known.zone(one.id, desk.now)))
    said: dict[str, Any] = {
        "handle": f"@{one.handle}",
        "name": one.name,
        "time": f"{there:%a %H:%M}",
        "awake": False,
        "next": "",
    }
    try:
        opening = known.hours(one.id).next_awake(desk.now)
    except DaylineError:
        return said
    said["awake"] = opening <= desk.now
    said["next"] = in_words(opening, desk)
    return said
