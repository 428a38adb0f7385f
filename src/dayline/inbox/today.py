"""Today: what waits on somebody, what was handed to them, and what changed since they left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.errors import DaylineError
from dayline.base.micros import from_micros, to_micros
from dayline.clocks import queries as clocks
from dayline.clocks.queries import Deadline
from dayline.clocks.timing import Party
from dayline.contracts.queries import registry
from dayline.inbox.rules import day_of
from dayline.inbox.turns import Setting, Turn, contract_of, state_title, turns
from dayline.inbox.untold.queries import untold
from dayline.inbox.words import Item
from dayline.journal.database import fetch, marks
from dayline.people.timetable import Timetable, timetable
from dayline.records import queries as records
from dayline.records.queries import Record
from dayline.records.waiting.queries import Act, changed_since, taken_in

SHOWN = 30
"""So many records a list of Today shows; the rest is a number."""

_FARTHEST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened on one record: ``acts`` oldest first; ``mine`` when the reader wrote it."""

    record: Record
    kind: str
    acts: tuple[Act, ...]
    states: Mapping[str, str]
    mine: bool


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page. ``more`` counts what is not shown of each list.

    ``next_due`` is the next deadline of theirs, or of something they wait for; ``back`` is when
    their next working day begins.
    """

    handed: tuple[Turn, ...]
    turns: tuple[Turn, ...]
    more_turns: int
    since: datetime
    changes: tuple[Change, ...]
    more_changes: int
    messages: tuple[Item, ...]
    next_due: Deadline | None
    back: datetime | None


def today(workspace: int, person: str, now: datetime, *, since: datetime | None = None) -> Today:
    """What a person finds when they sit down. ``since`` is when they last looked, if known."""
    times = timetable(workspace)
    parties = [person, *sorted(team.id for team in times.people.teams_of(person))]
    setting = Setting(workspace, person, now, times, registry(workspace))
    waiting, total = turns(setting, parties, limit=2 * SHOWN)
    handed = [one for one in waiting if one.record.kind == "handoff"]
    known = taken_in(workspace, [one.record.ref for one in handed], person)
    fresh = [one for one in handed if one.record.ref not in known and one.parties != (person,)]
    mine = [one for one in waiting if one not in fresh]
    left = max(since or last_awake(times, person, now), now - _FARTHEST)
    changes, more = _changes(setting, left)
    return Today(
        tuple(fresh),
        tuple(mine[:SHOWN]),
        max(0, total - len(fresh) - len(mine[:SHOWN])),
        left,
        tuple(changes),
        more,
        tuple(untold(workspace, person, now)),
        _next_due(setting, parties),
        next_morning(times, person, now),
    )


def last_awake(times: Timetable, person: str, now: datetime) -> datetime:
    """The end of somebody's last working day before the one that they are in, or before now."""
    hours, instant = times.hours(person), to_micros(now)
    try:
        day = day_of(Party(person, times.zone(person, now), hours), instant)
        return from_micros(hours.last_awake_micros(day.opens if day else instant))
    except DaylineError:
        return now - timedelta(days=1)


def next_morning(times: Timetable, person: str, now: datetime) -> datetime | None:
    """When somebody is awake next; None while they are, or when they never are."""
    try:
        opens = times.hours(person).next_awake(now)
    except DaylineError:
        return None
    return opens if opens > now else None


def _changes(setting: Setting, since: datetime) -> tuple[list[Change], int]:
    workspace, person = setting.workspace, setting.person
    acts: dict[str, list[Act]] = {}
    for act in changed_since(workspace, since, person=person):
        acts.setdefault(act.ref, []).append(act)
    newest = sorted(acts, key=lambda ref: acts[ref][-1].at, reverse=True)[:500]
    visible = records.visible_to(workspace, person, named=True)
    authors = dict(
        fetch(
            f"SELECT ref, author FROM records_record WHERE {visible.sql}"  # noqa: S608
            f" AND ref IN ({marks(newest)})",
            [*visible.parameters, *newest],
        )
    )
    ranked = sorted(
        authors, key=lambda ref: (authors[ref] != person, -acts[ref][-1].at.timestamp(), ref)
    )
    first = ranked[: SHOWN // 2]
    found = {one.ref: one for one in records.select(visible, f"ref IN ({marks(first)})", first)}
    shown = [_change(setting, found[ref], acts[ref]) for ref in first if ref in found]
    return shown, len(ranked) - len(shown)


def _change(setting: Setting, record: Record, acts: Sequence[Act]) -> Change:
    contract = contract_of(setting.contracts, record)
    return Change(
        record,
        contract.title if contract else record.kind,
        tuple(acts),
        {act.word: state_title(contract, act.word) for act in acts if act.kind == "moved"},
        record.author == setting.person,
    )


def _next_due(setting: Setting, parties: Sequence[str]) -> Deadline | None:
    """The next open deadline that a person or a team of theirs has, or waits for.

    ``whose`` is a list of ids as JSON text; an id in quotes is found in it as such.
    """
    person, now = setting.person, setting.now
    held = " OR ".join(["CAST(whose AS TEXT) LIKE %s"] * len(parties))
    visible = records.visible_to(setting.workspace, person)
    seen = f"SELECT 1 FROM records_record WHERE {visible.sql}"  # noqa: S608
    found = clocks.select(
        setting.workspace,
        f"state = 'running' AND due_at > %s AND due_at < %s AND (owner = %s OR {held})"
        f" AND EXISTS ({seen} AND records_record.ref = clocks_deadline.ref)"
        " ORDER BY due_at LIMIT 1",
        [
            to_micros(now),
            to_micros(now + _FARTHEST),
            person,
            *(f'%"{one}"%' for one in parties),
            *visible.parameters,
        ],
    )
    return found[0] if found else None
