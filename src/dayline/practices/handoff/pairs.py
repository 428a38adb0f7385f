"""From which team to which a handoff goes: who comes next, when their morning starts, what came
before, and from when on evidence counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.hours import NoAwakeTime
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import local_date, start_of_day
from dayline.journal.database import fetch, from_json
from dayline.people.queries import TeamFact
from dayline.people.timetable import Timetable, timetable
from dayline.records.queries import visible_to


@dataclass(frozen=True, slots=True)
class Pair:
    """From which team to which, by whom, now."""

    workspace: int
    person: str
    source: TeamFact
    target: TeamFact
    now: datetime
    times: Timetable

    def id_of(self, stated: object) -> str | None:
        """The id behind a handle as a handoff states it."""
        return self.times.people.id_of(str(stated or ""))


def pair_of(workspace: int, person: str, now: datetime, to: str, from_: str) -> Pair:
    """From the team ``from_`` (or one's own) to the team ``to`` (or the one that wakes next).

    Raises :class:`NotFound` where a team is missing, :class:`InvalidInput` where both are the same.
    """
    times = timetable(workspace)
    people = times.people
    own = people.team(from_) if from_ else next(iter(people.teams_of(person)), None)
    if own is None:
        raise NotFound(
            "You are in no team.",
            do="Name the team that stops: --from @london. Or form one: dayline team form london"
            " --name London --zone Europe/London --member @you",
        )
    target = people.team(to) if to else next_awake(times, person, own.id, now)
    if target is None:
        raise NotFound("There is no team to hand over to.", do="Form one: dayline team.")
    if target.id == own.id:
        raise InvalidInput(
            f"@{own.handle} cannot hand over to itself.", do="Name another team: --to @austin."
        )
    return Pair(workspace, person, own, target, now, times)


def next_awake(times: Timetable, person: str, own: str, now: datetime) -> TeamFact | None:
    """The team other than ``own`` whose day begins next when the person's ends."""
    try:
        closing = times.hours(person).closing(now)
    except NoAwakeTime:
        closing = now
    opening: list[tuple[datetime, str]] = []
    for team in times.people.teams:
        try:
            if team != own:
                opening.append((times.hours(team).next_awake(closing), team))
        except NoAwakeTime:
            continue
    return times.people.teams[min(opening)[1]] if opening else None


@dataclass(frozen=True, slots=True)
class Receiver:
    """A team that may go on. ``opens`` is when its next working hours begin, ``now`` or before
    while it works, None where none are in sight; ``next`` marks the one that is proposed."""

    team: TeamFact
    opens: datetime | None
    next: bool

    def words(self, now: datetime) -> str:
        """The team and when it takes over: ``Austin, whose morning starts in 3 h``."""
        name = self.team.name or self.team.handle
        if self.opens is None:
            return f"{name}, with no working hours in sight"
        minutes = round((self.opens - now).total_seconds() / 60)
        if minutes <= 0:
            return f"{name}, at work now"
        span = f"{round(minutes / 60)} h" if minutes >= 60 else f"{minutes} min"
        return f"{name}, whose morning starts in {span}"


def receivers(workspace: int, person: str, now: datetime, *, own: str = "") -> list[Receiver]:
    """The teams to which somebody may hand over, the one proposed first, then by their morning.

    ``own`` is the id of the team that stops, by default the person's first.
    """
    times = timetable(workspace)
    mine = own or next((team.id for team in times.people.teams_of(person)), "")
    ahead = next_awake(times, person, mine, now)
    found = [
        Receiver(team, _opens(times, team.id, now), ahead is not None and team.id == ahead.id)
        for team in times.people.teams.values()
        if team.id != mine
    ]
    far = now + timedelta(days=10_000)
    return sorted(found, key=lambda one: (not one.next, one.opens or far, one.team.handle))


def _opens(times: Timetable, team: str, now: datetime) -> datetime | None:
    try:
        return times.hours(team).next_awake(now)
    except NoAwakeTime:
        return None


def last_between(pair: Pair) -> tuple[str, datetime] | None:
    """The last handoff, of those that the person may see, that they or else their team delivered
    to the other: its id and when."""
    seen = visible_to(pair.workspace, pair.person)
    rows = fetch(
        "SELECT h.ref, h.delivered_at, r.author, r.fields FROM handoff_handover h"  # noqa: S608
        " JOIN records_record r ON r.workspace = h.workspace AND r.ref = h.ref"
        " WHERE h.workspace = %s AND h.receiver = %s AND h.delivered_at < %s"
        f" AND EXISTS (SELECT 1 FROM records_record WHERE {seen.sql}"
        " AND records_record.ref = h.ref) ORDER BY h.delivered_at DESC LIMIT 300",
        [pair.workspace, pair.target.id, to_micros(pair.now), *seen.parameters],
    )
    several = [
        (author, str(ref), from_micros(at))
        for ref, at, author, stated in rows
        for fields in (from_json(stated),)
        if pair.id_of(fields.get("to")) == pair.target.id
        and (author == pair.person or pair.id_of(fields.get("from")) == pair.source.id)
    ]
    own = [one for one in several if one[0] == pair.person]
    if not several:
        return None
    _, ref, at = (own or several)[0]
    return ref, at


def working_day(pair: Pair) -> datetime:
    """The beginning of the working day that ends now, or of the last one."""
    zone = pair.times.zone(pair.person, pair.now)
    try:
        awake = to_micros(pair.times.hours(pair.person).last_awake(pair.now))
    except NoAwakeTime:
        return pair.now - timedelta(days=1)
    return from_micros(start_of_day(local_date(awake - 1, zone), zone))


def back_at(pair: Pair) -> datetime | None:
    """When the person works again after the day that ends now."""
    hours = pair.times.hours(pair.person)
    try:
        return hours.next_awake(hours.closing(pair.now))
    except NoAwakeTime:
        return None


def day_of(pair: Pair) -> str:
    """The day on which it is handed over, as its title says it."""
    today = local_date(to_micros(pair.now), pair.times.zone(pair.person, pair.now))
    return f"{today:%A} {today.day} {today:%B}"
