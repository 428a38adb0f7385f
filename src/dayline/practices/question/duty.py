"""Who should know: from an area to the team that owns it, to whoever of it can answer soonest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.hours import NoAwakeTime
from dayline.people.queries import TeamFact
from dayline.people.timetable import Timetable

WITHIN = timedelta(hours=8)
"""Awake-hours of whoever is asked: a working day of theirs, where no need-by is stated."""
_SOON = timedelta(minutes=1)


def owner_of(times: Timetable, at: datetime, *, owner: str, areas: Sequence[str], ask: str) -> str:
    """The id of the person to ask: ``owner`` where one is named, else of the team that owns the
    first area, else of whom the record names. Raises :class:`InvalidInput` and :class:`NotFound`.
    """
    people = times.people
    if owner:
        known = people.known(owner)
        return on_duty(times, known, at) if isinstance(known, TeamFact) else known.id
    for area in areas:
        return on_duty(times, team_of(times, area), at)
    if ask:
        known = people.known(ask)
        return on_duty(times, known, at) if isinstance(known, TeamFact) else known.id
    raise InvalidInput(
        "Nobody is known who could answer this.",
        kept="Nothing was sent.",
        do="Name the area it is about, or whom to ask.",
        field="owner",
    )


def team_of(times: Timetable, area: str) -> TeamFact:
    """The team that owns an area. Raises :class:`NotFound` naming the areas there are."""
    named = {
        name.casefold(): team for team in times.people.teams.values() for name, _ in team.areas
    }
    found = named.get(area.casefold())
    if found is None:
        known = ", ".join(sorted(named)) or "none yet"
        raise NotFound(f"No team owns the area {area}.", do=f"The areas are: {known}.")
    return found


def on_duty(times: Timetable, team: TeamFact, at: datetime) -> str:
    """Who of a team is awake soonest; of several who are awake now, the day decides.

    So the questions of a team go round, and nobody's are counted.
    """
    active = sorted(one for one in team.members | team.leads if times.people.people[one].active)
    if not active:
        raise NotFound(f"Nobody is in @{team.handle}.", do="Name whom to ask.")
    awake = [one for one in active if times.is_awake(one, at)]
    if awake:
        return awake[at.toordinal() % len(awake)]
    return min(active, key=lambda one: (_next(times, one, at), one))


def _next(times: Timetable, person: str, at: datetime) -> datetime:
    try:
        return times.hours(person).add(at, _SOON)
    except NoAwakeTime:
        return at + timedelta(days=365)


def need_by(times: Timetable, person: str, at: datetime) -> datetime:
    """A working day of the one who is asked; a week on the wall where none is in sight."""
    try:
        return times.hours(person).add(at, WITHIN)
    except NoAwakeTime:
        return at + timedelta(days=7)
