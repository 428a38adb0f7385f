"""Whose hours a command is about: people and teams of the workspace, places, calendar files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dayline.base.band import Row
from dayline.base.errors import InvalidInput, NotFound
from dayline.base.hours import Hours, hours
from dayline.base.micros import to_micros
from dayline.base.zones import local_date
from dayline.clocks.timing import Party
from dayline.faces.cli.session import Session, open_session
from dayline.journal.database import ready
from dayline.people.places import Ambiguous, resolve_place
from dayline.people.queries import TeamFact
from dayline.people.schedule import Schedule, Whose, team_calendar, usual
from dayline.people.schedule_text import parse_schedule
from dayline.people.timetable import Timetable, timetable

_LONGEST_FILE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody with hours. ``own`` is False for a team that lives by its members' hours."""

    label: str
    schedule: Schedule
    hours: Hours
    own: bool = True

    def zone(self, at: datetime) -> str:
        """The zone in which they are at an instant."""
        first = self.schedule.stays[0].zone
        return self.schedule.zone_on(local_date(to_micros(at), first))

    def party(self, at: datetime) -> Party:
        """They as the clocks see them."""
        return Party(self.label, self.zone(at), self.hours)

    def row(self, start: int, stop: int) -> Row:
        """Their row on a dayline that shows ``start <= t < stop``."""
        if self.own:
            return self.schedule.row(self.label, start, stop)
        return Row(self.label, self.schedule.zone, self.hours)


class Whom:
    """Finds who is meant. A workspace is opened only when somebody of it is asked for."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._times: Timetable | None = None

    @property
    def times(self) -> Timetable:
        """The hours of the workspace. Raises :class:`NotFound` where there is none."""
        if self._times is None:
            self._session = open_session(to_write=False)
            self._times = timetable(self._session.workspace)
        return self._times

    def me(self) -> Someone | None:
        """Whoever runs the command, where that is known."""
        if not ready():
            return None
        try:
            times = self.times
            assert self._session is not None  # noqa: S101 -- opened with the timetable
            return self._known(self._session.person, times)
        except NotFound:
            return None

    def everybody(self) -> list[Someone]:
        """The teams of the workspace; its people where it has no teams."""
        people = self.times.people
        ids = sorted(people.teams) or sorted(
            one.id for one in people.people.values() if one.active and one.sort == "human"
        )
        return [self._known(identity, self.times) for identity in ids]

    def find(self, text: str) -> Someone:
        """A handle, an id, a place, or a calendar file. Raises with what would do."""
        if text.endswith((".yaml", ".yml")):
            return _from_file(Path(text))
        if text.startswith("@") or (ready() and self.times.people.id_of(text)):
            return self._known(self.times.people.known(text).id, self.times)
        place = resolve_place(text)
        if isinstance(place, Ambiguous):
            choice = " or ".join(place.candidates[:4])
            raise InvalidInput(place.question, do=f"Write {choice}." if choice else _HOW)
        schedule = usual(place.zone)
        return Someone(text, schedule, schedule.hours)

    def _known(self, identity: str, times: Timetable) -> Someone:
        schedule = times.schedule(identity)
        known = times.people.teams.get(identity)
        own = not isinstance(known, TeamFact) or schedule.whose is Whose.OWN
        return Someone(times.people.handle(identity), schedule, times.hours(identity), own)


_HOW = "Name a handle such as @ana, a place such as Berlin, or a zone such as Europe/London."


def _from_file(path: Path) -> Someone:
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", do="Give the path of a calendar in YAML.")
    if path.stat().st_size > _LONGEST_FILE:
        raise InvalidInput(f"{path} is too long for a calendar.", do="Keep it under 256 KiB.")
    schedule = parse_schedule(path.read_text(encoding="utf-8"), path=str(path))
    return Someone(path.stem, schedule, hours(team_calendar(schedule, [])))


def here(me: Someone | None, at: datetime) -> str:
    """The reader's zone: their own in the workspace, else this machine's, else UTC."""
    if me is not None:
        return me.zone(at)
    from dayline.faces.cli.machine_zone import machine_zone

    return machine_zone() or "UTC"
