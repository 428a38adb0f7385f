"""Everybody's hours, as the directory states them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from dayline.base.band import Row
from dayline.base.calendars import Calendar
from dayline.base.errors import InvalidInput
from dayline.base.hours import Hours, hours
from dayline.base.micros import to_micros
from dayline.base.zones import local_date
from dayline.people.queries import Directory, TeamFact, directory
from dayline.people.schedule import Schedule, Whose, team_calendar, usual
from dayline.people.schedule_text import parse_schedule

MEMBERS = "hours: members"
"""What holds for a team that has declared no hours of its own."""


class Timetable:
    """The hours of the people and teams of one directory, each compiled once."""

    def __init__(self, people: Directory) -> None:
        self.people = people
        self._hours: dict[str, Hours] = {}
        self._schedules: dict[str, Schedule] = {}

    def schedule(self, identity: str) -> Schedule:
        """What is agreed about the time of a person or a team.

        Somebody unknown, and somebody whose text this release cannot read any more, works the
        usual week: a clock must not stop for that.
        """
        found = self._schedules.get(identity)
        if found is None:
            found = self._schedules[identity] = self._read(identity)
        return found

    def _read(self, identity: str) -> Schedule:
        known = self.people.people.get(identity) or self.people.teams.get(identity)
        if known is None:
            return usual("UTC")
        text = known.calendar or (MEMBERS if isinstance(known, TeamFact) else "")
        return read(text, known.zone)

    def calendar(self, identity: str) -> Calendar:
        """When a person is awake; when a team is: as declared, or by its members' hours."""
        team = self.people.teams.get(identity)
        if team is None:
            return self.schedule(identity).awake
        return team_calendar(self.schedule(identity), self._members(team))

    def _members(self, team: TeamFact) -> list[Schedule]:
        active = (one for one in sorted(team.members) if self.people.people[one].active)
        return [self.schedule(person) for person in active]

    def hours(self, identity: str) -> Hours:
        """The arithmetic of somebody's awake time."""
        found = self._hours.get(identity)
        if found is None:
            found = self._hours[identity] = hours(self.calendar(identity))
        return found

    def zone(self, identity: str, at: datetime) -> str:
        """The zone in which somebody is at an instant."""
        schedule = self.schedule(identity)
        return schedule.zone_on(local_date(to_micros(at), schedule.stays[0].zone))

    def is_awake(self, identity: str, at: datetime) -> bool:
        """Whether somebody is awake; never for a team that has nobody left."""
        instant = to_micros(at)
        return bool(self.hours(identity).spans(instant, instant + 1))

    def row(self, identity: str, start: int, stop: int) -> Row:
        """Somebody's row on a dayline that shows ``start <= t < stop``, in microseconds.

        A team that lives by its members' hours has no holidays of its own.
        """
        schedule = self.schedule(identity)
        known = self.people.teams.get(identity) or self.people.people.get(identity)
        label = known.name if isinstance(known, TeamFact) else self.people.handle(identity)
        if isinstance(known, TeamFact) and schedule.whose is Whose.MEMBERS:
            return Row(label, schedule.zone, self.hours(identity), key=identity)
        return replace(schedule.row(label, start, stop), key=identity)

    def leaning_on(self, identities: Iterable[str]) -> frozenset[str]:
        """Those given, and the teams whose hours are made of theirs."""
        given = frozenset(identities)
        return given | {
            team.id
            for team in self.people.teams.values()
            if team.members & given and self.schedule(team.id).whose is Whose.MEMBERS
        }


@lru_cache(maxsize=4096)
def read(text: str, zone: str) -> Schedule:
    """The schedule of a stored text; the usual week where there is none or it is unreadable."""
    if not text:
        return usual(zone)
    try:
        return parse_schedule(text, zone=zone)
    except InvalidInput:
        return usual(zone)


_cached: dict[int, Timetable] = {}


def timetable(workspace: int) -> Timetable:
    """The timetable of a workspace as it stands; compiled again only when somebody changed."""
    people = directory(workspace)
    held = _cached.get(workspace)
    if held is None or held.people is not people:
        held = _cached[workspace] = Timetable(people)
    return held
