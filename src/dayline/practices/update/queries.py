"""What updates are made of: when one is due, what is known already, what stops whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dayline.base.errors import NotFound
from dayline.base.hours import NoAwakeTime
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import local_date, start_of_day
from dayline.clocks import queries as clocks
from dayline.clocks.rules import State
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.people.queries import SYSTEM
from dayline.people.timetable import timetable
from dayline.practices.update.rules import Deed, due_day, in_points
from dayline.practices.update.texts import Blocker, blockers_of, points_of, prefilled
from dayline.records import queries as records
from dayline.records.packing import unpacked
from dayline.records.queries import Record, visible_to
from dayline.records.waiting.queries import waiting_on

KIND = "update"
_MOST = 400
_NEXT = 2
_TITLE = 80
_FIRST = timedelta(days=7)
OPEN_QUESTION = "asked"


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's updates: the day of the next one (None when none is in sight), the record in
    which it is being written, and the last one that was posted."""

    due: date | None
    open: Record | None
    last: Record | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A prefilled update. ``withheld`` counts records that not everybody may see: an update is
    for all, so they are left out of it."""

    due: date
    text: str
    since: datetime
    deeds: tuple[Deed, ...]
    withheld: int


def standing(workspace: int, person: str, now: datetime) -> Standing:
    """Where somebody stands with their updates, by their own calendar."""
    visible = visible_to(workspace, person)
    own = "kind = 'update' AND author = %s AND dialect = 'native' AND path = '' AND state = %s"
    posted = records.select(visible, own, [person, "posted"], order="number DESC LIMIT 50")
    waiting = records.select(visible, own, [person, "due"], order="number DESC LIMIT 1")
    last = max(posted, key=lambda one: str(one.fields.get("due", "")), default=None)
    return Standing(
        next_due(workspace, person, now, posted_for=_day(last)),
        waiting[0] if waiting else None,
        max(posted, key=lambda one: one.state_since, default=None),
    )


def writers(workspace: int, since: datetime) -> list[str]:
    """The ids of those who posted an update since an instant."""
    rows = fetch(
        "SELECT DISTINCT author FROM records_record WHERE workspace = %s AND kind = 'update'"
        " AND state = 'posted' AND path = '' AND state_since > %s ORDER BY author",
        [workspace, to_micros(since)],
    )
    return [str(row[0]) for row in rows]


def lately_posted(workspace: int, since: datetime) -> list[Record]:
    """Updates that were posted since an instant, whoever may see them: for acts, not for people."""
    return records.select(
        visible_to(workspace, SYSTEM),
        "kind = 'update' AND state = 'posted' AND path = '' AND state_since > %s",
        [to_micros(since)],
        order="state_since LIMIT 1000",
    )


def next_due(
    workspace: int, person: str, now: datetime, *, posted_for: date | None = None
) -> date | None:
    """The day for which somebody's next update is due."""
    times = timetable(workspace)
    schedule = times.schedule(person)
    today = local_date(to_micros(now), times.zone(person, now))
    return due_day(times.hours(person), schedule.zone_on, today=today, posted_for=posted_for)


def _day(record: Record | None) -> date | None:
    try:
        return date.fromisoformat(str(record.fields.get("due"))) if record else None
    except ValueError:
        return None


def draft(workspace: int, person: str, now: datetime, *, commits: Sequence[str] = ()) -> Draft:
    """The next update of somebody, prefilled with what they did since the last.

    ``commits`` are subjects of commits of theirs. Raises :class:`NotFound` where no day of theirs
    is in sight.
    """
    stands = standing(workspace, person, now)
    if stands.due is None:
        raise NotFound(
            "No working day is in sight in your calendar, so no update is due.",
            do="See your hours: dayline hours.",
        )
    since = _since(workspace, person, stands.last, now)
    deeds, withheld = evidence(workspace, person, since, now)
    touched = {deed.ref for deed in deeds}
    blockers = _standing_blockers(workspace, person, stands.last)
    people = timetable(workspace).people
    handles = [f"@{handle}" for one in blockers for handle in one.handles if people.id_of(handle)]
    name = people.people[person].name.split(" ")[0]
    text = prefilled(
        title=f"{name}, {stands.due:%A} {stands.due.day} {stands.due:%B}",
        day=stands.due,
        progress=in_points(deeds, commits),
        next_=_next(workspace, person, stands.last, touched),
        blockers=[one.text for one in blockers],
        refs=sorted(touched, key=_in_order),
        waiting_on=list(dict.fromkeys(handles)),
    )
    return Draft(stands.due, text, since, tuple(deeds), withheld)


def _in_order(ref: str) -> tuple[str, int]:
    prefix, _, number = ref.rpartition("-")
    return prefix, int(number)


def _since(workspace: int, person: str, last: Record | None, now: datetime) -> datetime:
    """From when on evidence counts: the last update; for a first one the last working day."""
    if last is not None:
        return last.state_since
    times = timetable(workspace)
    zone = times.zone(person, now)
    today = start_of_day(local_date(to_micros(now), zone), zone)
    try:
        before = to_micros(times.hours(person).last_awake(from_micros(today)))
    except NoAwakeTime:
        return now - _FIRST
    return from_micros(start_of_day(local_date(before - 1, zone), zone)).astimezone(UTC)


def evidence(workspace: int, person: str, since: datetime, now: datetime) -> tuple[list[Deed], int]:
    """What somebody did in ``since < t <= now``, oldest first, on records that the whole workspace
    may see; and how many others they worked on, which are not told."""
    span = [to_micros(since), to_micros(now)]
    found: list[tuple[int, str, str, str]] = []
    for ref, at, number, move, state in fetch(
        "SELECT ref, at, number, move, state FROM records_revision WHERE workspace = %s"
        " AND actor = %s AND at > %s AND at <= %s ORDER BY at DESC LIMIT %s",
        [workspace, person, *span, _MOST],
    ):
        act = "opened" if number == 1 else "moved" if move else "revised"
        comes = act == "opened" or (move and move != "linked")
        found.append((at, ref, act, state if comes else ""))
    for ref, at in fetch(
        "SELECT ref, at FROM records_comment WHERE workspace = %s AND author = %s"
        " AND at > %s AND at <= %s ORDER BY at DESC LIMIT %s",
        [workspace, person, *span, _MOST],
    ):
        found.append((at, ref, "commented", ""))
    for ref, at in fetch(
        "SELECT ref, at FROM records_receipt WHERE workspace = %s AND person = %s"
        " AND at > %s AND at <= %s ORDER BY at DESC LIMIT %s",
        [workspace, person, *span, _MOST],
    ):
        found.append((at, ref, "read", ""))
    found += _deadlines(workspace, person, span)
    return _for_all(workspace, person, sorted(found))


def _deadlines(workspace: int, person: str, span: Sequence[int]) -> list[tuple[int, str, str, str]]:
    """Deadlines that waited on somebody and were met or missed."""
    ended = clocks.select(
        workspace,
        "id IN (SELECT id FROM clocks_decided WHERE workspace = %s AND party = %s"
        " AND at > %s AND at <= %s) ORDER BY started_at",
        [workspace, person, *span],
    )
    found = []
    for one in ended:
        if one.fired_at is not None and span[0] < to_micros(one.fired_at) <= span[1]:
            found.append((to_micros(one.fired_at), one.ref, "missed", one.clock))
        elif one.ended_at is not None and one.fired_at is None and one.state is not State.CANCELLED:
            found.append((to_micros(one.ended_at), one.ref, "met", one.clock))
    return found


def _for_all(
    workspace: int, person: str, found: Sequence[tuple[int, str, str, str]]
) -> tuple[list[Deed], int]:
    refs = sorted({ref for _, ref, _, _ in found})
    known: dict[str, Record] = {}
    for begin in range(0, len(refs), 500):
        part = refs[begin : begin + 500]
        seen = records.select(visible_to(workspace, person), f"ref IN ({marks(part)})", part)
        known |= {one.ref: one for one in seen if one.kind != KIND}
    public = {ref: one for ref, one in known.items() if one.visibility == "workspace"}
    deeds = [
        Deed(ref, _short(public[ref].title), act, word, public[ref].kind, public[ref].final)
        for _, ref, act, word in found
        if ref in public and not (act == "opened" and public[ref].path)  # imports are no deeds
    ]
    return deeds, len(known) - len(public)


def _short(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= _TITLE else f"{plain[: _TITLE - 1]}…"


def _next(workspace: int, person: str, last: Record | None, touched: set[str]) -> list[str]:
    """What comes next: what was planned and not touched yet, else what is due first."""
    planned = [
        point
        for point in _points(last, "Next")
        if not any(ref in touched for ref in _refs_in(point))
    ]
    if planned:
        return planned
    page = waiting_on(workspace, [person], person=person, limit=10)
    found = records.select(
        visible_to(workspace, person),
        f"ref IN ({marks(page.found)}) AND visibility = 'workspace' AND kind <> 'update'",
        [one.ref for one in page.found],
    )
    titles = {one.ref: one.title for one in found}
    due = [one.ref for one in page.found if one.ref in titles][:_NEXT]
    return [f"{ref}: {_short(titles[ref])}" for ref in due]


def _refs_in(point: str) -> tuple[str, ...]:
    return next((one.refs for one in blockers_of(f"## Blockers\n\n- {point}\n")), ())


def _points(record: Record | None, *names: str) -> list[str]:
    return points_of(_text(record), *names) if record else []


def _text(record: Record) -> str:
    return (records.content(record) or b"").decode(errors="replace")


def _standing_blockers(workspace: int, person: str, last: Record | None) -> list[Blocker]:
    """The blockers of the last update on which a question is still open."""
    if last is None:
        return []
    blockers = blockers_of(_text(last))
    refs = sorted({ref for one in blockers for ref in one.refs})
    seen = records.select(visible_to(workspace, person), f"ref IN ({marks(refs)})", refs)
    still = {one.ref for one in seen if one.state == OPEN_QUESTION}
    return [one for one in blockers if still & set(one.refs)]


@dataclass(frozen=True, slots=True)
class Told:
    """What a posted update tells others: the delta and what stops its author. No rank, no hour."""

    ref: str
    title: str
    due: date | None
    delta: tuple[str, ...]
    next: tuple[str, ...]
    blockers: tuple[Blocker, ...]


def told(workspace: int, members: Sequence[str], *, person: str, now: datetime) -> list[Told]:
    """What the newest updates of some people (ids) say, those with blockers first, else by title.

    Only of the last seven days and only what ``person`` may see; who posted none is not named.
    """
    found = records.select(
        visible_to(workspace, person),
        f"kind = 'update' AND state = 'posted' AND path = '' AND author IN ({marks(members)})"
        " AND state_since > %s",
        [*members, to_micros(now - _FIRST)],
        order="state_since DESC LIMIT 200",
    )
    newest: dict[str, Record] = {}
    for one in found:
        newest.setdefault(one.author, one)
    texts = journal.payloads(workspace, [one.text_index for one in newest.values()])
    made = [
        _told(one, (unpacked(texts.get(one.text_index)) or b"").decode(errors="replace"))
        for one in newest.values()
    ]
    return sorted(made, key=lambda one: (not one.blockers, one.title, one.ref))


def _told(record: Record, text: str) -> Told:
    return Told(
        record.ref,
        record.title,
        _day(record),
        tuple(points_of(text, "Progress made", "Done")),
        tuple(points_of(text, "Next")),
        tuple(blockers_of(text)),
    )
