"""An organisation as its workspace shows it: areas of teams, and who worked on what of late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from dayline.base.errors import NotFound
from dayline.base.micros import to_micros
from dayline.journal.database import fetch, marks
from dayline.people.queries import Directory
from dayline.people.timetable import timetable
from dayline.practices.ownership.hours import gaps
from dayline.practices.ownership.terms import Area, Organisation, Site
from dayline.records import queries as records
from dayline.records.queries import Record, visible_to

DAYS = 91
MOST = 5000
HEADROOM = 25
"""Percent: what a site may carry above an even share for its people."""

TRANSFER_BASE, TRANSFER_EACH = 16.0, 0.5
"""Hours to hand an area over: two days of walking through it, and half an hour for each record that
names it. An assumption; a file may state what it really takes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An organisation with what it rests on: so many records in so many days. ``cut`` says that
    there were more than were read."""

    organisation: Organisation
    records: int
    days: int
    cut: bool


def organisation(
    workspace: int, now: datetime, *, person: str, headroom: int = HEADROOM
) -> Evidence:
    """The teams of a workspace with their areas, and a quarter of work on them.

    Work is a record that names the area and on which people of the team acted; two areas change
    together where one record names both. Only records that ``person`` may see count, and only
    teams are counted, never people. Raises :class:`NotFound` without areas or evidence.
    """
    times = timetable(workspace)
    people = times.people
    owners = {area: team.id for team in people.teams.values() for area, _ in team.areas}
    if len(people.teams) < 2 or not owners:
        raise NotFound(
            "There is nothing to plan: at least two teams and an area are needed.",
            do="Give teams areas (dayline team form --area), or plan a file: "
            "dayline plan ownership FILE",
        )
    found = records.select(
        visible_to(workspace, person),
        "path = '' AND changed_at > %s",
        [to_micros(now - timedelta(days=DAYS))],
        order=f"changed_at DESC, ref LIMIT {MOST}",
    )
    named = {one.ref: _areas_of(one, owners) for one in found}
    named = {ref: areas for ref, areas in named.items() if areas}
    acted = _teams_acting(workspace, sorted(named), people)
    weeks = DAYS / 7
    work: Counter[tuple[str, str]] = Counter()
    ties: Counter[tuple[str, str]] = Counter()
    load: Counter[str] = Counter()
    for ref, areas in named.items():
        load.update(areas)
        work.update((team, area) for team in acted.get(ref, ()) for area in areas)
        ties.update(combinations(sorted(areas), 2))
    sites = _sites(people, load, weeks, headroom)
    owned = tuple(
        Area(one, owner, load[one] / weeks, TRANSFER_BASE + TRANSFER_EACH * load[one])
        for one, owner in sorted(owners.items())
    )
    made = Organisation(
        sites,
        owned,
        {key: count / weeks for key, count in work.items()},
        {key: count / weeks for key, count in ties.items()},
        gaps({team: times.hours(team) for team in people.teams}, to_micros(now)),
    )
    return Evidence(made, len(named), DAYS, len(found) == MOST)


def _areas_of(record: Record, owners: Mapping[str, str]) -> frozenset[str]:
    stated = record.fields.get("area")
    several = stated if isinstance(stated, list) else [stated] if stated else []
    return frozenset(str(one) for one in several if str(one) in owners)


def _teams_acting(
    workspace: int, refs: Sequence[str], people: Directory
) -> dict[str, frozenset[str]]:
    """Which teams wrote or commented on each record. People of several teams count for each."""
    teams_of = {who: frozenset(team.id for team in people.teams_of(who)) for who in people.people}
    found: dict[str, frozenset[str]] = {}
    for ref, actor in _acts(workspace, refs):
        found[ref] = found.get(ref, frozenset()) | teams_of.get(actor, frozenset())
    return found


def _acts(workspace: int, refs: Sequence[str]) -> Iterable[tuple[str, str]]:
    for begin in range(0, len(refs), 500):
        part = refs[begin : begin + 500]
        for table, column in (("records_revision", "actor"), ("records_comment", "author")):
            yield from (
                (str(ref), str(actor))
                for ref, actor in fetch(
                    f"SELECT DISTINCT ref, {column} FROM {table}"  # noqa: S608
                    f" WHERE workspace = %s AND ref IN ({marks(part)})",
                    [workspace, *part],
                )
            )


def _sites(
    people: Directory, load: Mapping[str, int], weeks: float, headroom: int
) -> tuple[Site, ...]:
    """Each team with its limit: an even share of all work by heads, and some room above it; never
    less than the largest area, or nobody could own that."""
    heads = {
        team.id: sum(people.people[one].active for one in team.members)
        for team in people.teams.values()
    }
    total, everybody = sum(load.values()) / weeks, max(1, sum(heads.values()))
    largest = max(load.values(), default=0) / weeks
    return tuple(
        Site(team, max(largest, total * count / everybody * (1 + headroom / 100)))
        for team, count in sorted(heads.items())
    )
