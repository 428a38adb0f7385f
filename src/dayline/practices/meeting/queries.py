"""What the router must know of a live record: its thread, its people, their hours, past calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dayline.base.calendars import AtLeast
from dayline.base.errors import DaylineError
from dayline.base.hours import hours
from dayline.base.instants import from_text
from dayline.base.micros import DAY, HOUR, MINUTE, to_micros
from dayline.base.zones import offset_at
from dayline.journal import queries as journal
from dayline.journal.database import fetch, from_json, marks
from dayline.people.queries import SYSTEM
from dayline.people.timetable import Timetable, timetable
from dayline.practices.meeting.answers.rules import Calibration, calibrate
from dayline.practices.meeting.rules import route
from dayline.practices.meeting.slots.rules import Site, Slot, carried, fair_slot, together
from dayline.practices.meeting.terms import Advice, Limits, Situation, Thread
from dayline.practices.meeting.threads.rules import Contested, Said, contested, reopenings, turns
from dayline.records import queries as records
from dayline.records.queries import Record, visible_to
from dayline.records.remarks.queries import Remark, remarks

KIND = "meeting"
HELD = ("scheduled", "written_up")
LENGTH = 15 * MINUTE
_YEAR = timedelta(days=365)
_LATELY = timedelta(days=7)
OFFER = "stuck"
_USUALLY = {"question": "unblock", "critique": "review", "walkthrough": "review"}


@dataclass(frozen=True, slots=True)
class Measured:
    """A live record before the router: its thread, what is contested, who is concerned (ids), and
    the advice on it."""

    record: Record
    thread: Thread
    contested: tuple[Contested, ...]
    people: tuple[str, ...]
    situation: Situation
    advice: Advice


@dataclass(frozen=True, slots=True)
class Hour:
    """The hour for a call: the slot, what each site has carried before (by zone), and who is away
    for all of the days that were looked at (ids)."""

    slot: Slot
    before: Mapping[str, float]
    away: tuple[str, ...]


def measure(
    workspace: int, record: Record, now: datetime, *, person: str, asked: Situation | None = None,
    limits: Limits | None = None,
) -> Measured:  # fmt: skip
    """A live record as a situation, and what the router says of it.

    ``person`` looks at it; ``asked`` brings what only people can say: complexity, urgency, focus,
    what it is for.
    """
    said = [one for one in remarks(workspace, record.ref) if one.text is not None]
    points = contested([_said(one) for one in said])
    points += _open_questions(workspace, record, person)
    people = _concerned(workspace, record, said, points)
    given = asked or Situation(wanted=usual_purpose(record))
    sites, _ = sites_of(timetable(workspace), people, now)
    thread = Thread(
        age=_age(workspace, record, said, now),
        comments=len(said),
        turns=turns([one.author for one in said]),
        reopened=reopenings(past.state for past in records.history(workspace, record.ref)),
        contested=len(points),
    )
    situation = replace(
        given,
        together=together(sites, to_micros(now)),
        documented=True,  # a record is there to be found again
        thread=thread,
        limits=limits or Limits(),
    )
    return Measured(record, thread, tuple(points), people, situation, route(situation))


def usual_purpose(record: Record) -> str:
    """What a talk about a record is usually for, by its kind."""
    return _USUALLY.get(record.kind, "decide")


def _said(one: Remark) -> Said:
    is_open = one.closed_at is None
    return Said(one.id, one.author, one.text or "", one.concern, is_open, one.parent)


def _open_questions(workspace: int, record: Record, person: str) -> list[Contested]:
    """Questions around the record that wait for an answer; only such as the whole workspace sees,
    because they go on an agenda."""
    around = records.edges(workspace, refs=[record.ref])
    refs = {one.source for one in around} | {one.target for one in around}
    found = records.select(
        visible_to(workspace, person),
        f"ref IN ({marks(sorted(refs))}) AND kind = 'question' AND state = 'asked'"
        " AND visibility = 'workspace'",
        sorted(refs),
    )
    return [
        Contested(one.ref, one.title, one.author, tuple(one.waits_on))
        for one in found
        if one.ref != record.ref
    ]


def _concerned(
    workspace: int, record: Record, said: Sequence[Remark], points: Iterable[Contested]
) -> tuple[str, ...]:
    """Who must have their say, by id: the author, who contests, who answers them. Only people who
    are still here."""
    known = timetable(workspace).people
    named = [record.author]
    for one in points:
        named += [one.by, *one.others]
    named += [one.author for one in said]
    ids = dict.fromkeys(who for one in named for who in sorted(known.members_of([one])))
    return tuple(
        who
        for who in ids
        if who in known.people and known.people[who].active and known.people[who].sort == "human"
    )


def _age(workspace: int, record: Record, said: Sequence[Remark], now: datetime) -> float:
    """Awake-hours of the record's author since the first comment that is still open."""
    first = next((one.at for one in said if one.closed_at is None), None)
    if first is None:
        return 0.0
    return timetable(workspace).hours(record.author).between(first, now) / timedelta(hours=1)


def sites_of(
    times: Timetable, people: Iterable[str], now: datetime, *, within_days: int = 5
) -> tuple[list[Site], tuple[str, ...]]:
    """People (ids) by the zone in which they are, and those who are away for all those days.

    A site is awake when all of its people are; where they never are, when one of them is.
    """
    start = to_micros(now)
    by_zone: dict[str, list[str]] = {}
    away = []
    for who in people:
        if times.hours(who).spans(start, start + within_days * DAY):
            by_zone.setdefault(times.zone(who, now), []).append(who)
        else:
            away.append(who)
    sites = []
    for zone, several in sorted(by_zone.items()):
        calendars = tuple(times.calendar(one) for one in several)
        every = hours(AtLeast(len(calendars), calendars))
        if not every.spans(start, start + within_days * DAY):
            every = hours(AtLeast(1, calendars))
        sites.append(Site(zone, every, offset_at(start, zone)))
    return sites, tuple(away)


def hour_for(
    workspace: int, people: Sequence[str], now: datetime, *, person: str, length: int = LENGTH
) -> Hour:
    """The next hour that the people share, or the bad one whose turn it is.

    ``person`` asks: only calls that they may see count. It is at least two hours away, so that
    nobody is called from one minute to the next.
    """
    times = timetable(workspace)
    sites, away = sites_of(times, people, now)
    if not sites:
        raise DaylineError(
            "All of them are away for the next five days.", do="Write it, or ask again later."
        )
    before = carried(sites, past_calls(workspace, now, person=person))
    slot = fair_slot(sites, to_micros(now) + 2 * HOUR, length=length, carried=before)
    return Hour(slot, before, away)


def past_calls(
    workspace: int, now: datetime, *, person: str
) -> list[tuple[int, int, frozenset[str]]]:
    """The calls of the last year that somebody may see: start, length, zones of who was there."""
    times = timetable(workspace)
    found = []
    for record in records.select(
        visible_to(workspace, person),
        f"kind = 'meeting' AND path = '' AND state IN ({marks(HELD)}) AND opened_at > %s",
        [*HELD, to_micros(now - _YEAR)],
    ):
        start = _instant(record.fields.get("starts_at"))
        if start is None:
            continue
        named = record.fields.get("participants")
        handles = named if isinstance(named, list) else [named] if named else []
        ids = times.people.members_of(
            identity for one in handles if (identity := times.people.id_of(str(one)))
        )
        zones = frozenset(times.zone(who, start) for who in ids)
        found.append((to_micros(start), _length(record.fields.get("length")), zones))
    return found


def _instant(value: object) -> datetime | None:
    try:
        return from_text(str(value)) if value else None
    except DaylineError:
        return None


def _length(value: object) -> int:
    """A duration such as ``30 minutes``, in microseconds; 15 minutes for what is none."""
    number, _, unit = str(value or "").partition(" ")
    size = {"minute": MINUTE, "hour": HOUR}.get(unit.strip().rstrip("s"))
    return int(number) * size if size and number.isdigit() else LENGTH


def about(workspace: int, ref: str, *, person: str) -> Record | None:
    """The talk about a record that is not over yet, if there is one."""
    sources = [one.source for one in records.edges(workspace, refs=[ref]) if one.type == "about"]
    found = records.select(
        visible_to(workspace, person),
        f"kind = 'meeting' AND final = %s AND ref IN ({marks(sources)})",
        [False, *sources],
    )
    return found[0] if found else None


def live_threads(workspace: int, now: datetime) -> list[Record]:
    """Records that are not over and were commented on of late: for acts, not for people."""
    rows = fetch(
        "SELECT DISTINCT ref FROM records_comment WHERE workspace = %s AND at > %s AND at <= %s"
        " ORDER BY ref LIMIT 500",
        [workspace, to_micros(now - _LATELY), to_micros(now)],
    )
    refs = [row[0] for row in rows]
    return records.select(
        visible_to(workspace, SYSTEM),
        f"ref IN ({marks(refs)}) AND final = %s AND path = ''",
        [*refs, False],
    )


def was_offered(workspace: int, ref: str) -> bool:
    """Whether a call about a record was offered before: it is offered once."""
    told = journal.entries(workspace, subject=ref, kinds=("notice.given",))
    return any((entry.payload or {}).get("matter") == OFFER for entry in told)


def sides(record: Record) -> tuple[str, ...]:
    """Who took part in a talk, by id: its author, owner and participants."""
    known = timetable(record.workspace).people
    named = record.fields.get("participants")
    handles = [record.fields.get("owner"), *(named if isinstance(named, list) else [named])]
    ids = [known.id_of(str(one)) for one in handles if one]
    everybody = known.members_of([record.author, *(one for one in ids if one)])
    return tuple(sorted(who for who in everybody if who in known.people))


def has_answered(workspace: int, ref: str, person: str) -> bool:
    """Whether somebody said already if it was the right way."""
    answered = journal.entries(workspace, subject=ref, kinds=("route.answered",))
    return any(entry.actor == person for entry in answered)


def may_answer(record: Record, person: str) -> bool:
    """Whether somebody is asked if it was the right way: a side of a talk that is written up."""
    return (
        record.kind == KIND
        and record.state == "written_up"
        and person in sides(record)
        and not has_answered(record.workspace, record.ref, person)
    )


def calibration(workspace: int, *, person: str) -> list[Calibration]:
    """How the rules fared, by the answers about talks that somebody may see."""
    seen = visible_to(workspace, person)
    rows = fetch(
        "SELECT a.said, a.rules FROM meeting_answer a WHERE a.workspace = %s AND a.ref IN"  # noqa: S608
        f" (SELECT ref FROM records_record WHERE {seen.sql})",
        [workspace, *seen.parameters],
    )
    return calibrate((str(said), from_json(rules)) for said, rules in rows)
