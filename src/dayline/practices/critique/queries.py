"""Nouns of critique: one's own loops, and with whom one could sit together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.micros import from_micros
from dayline.journal.database import fetch, marks
from dayline.people.timetable import Timetable, timetable
from dayline.practices.critique.rules import LATEST, Loop, Pace, pace
from dayline.records import queries as records
from dayline.records.queries import Record

KIND = "critique"
LEARNER = "learner"


@dataclass(frozen=True, slots=True)
class OwnPace:
    """A learner's own pace, for their eyes. ``pair`` are the handles of whom to sit with: those who
    were asked to look, "" where no pair is offered."""

    pace: Pace
    pair: tuple[str, ...]


def own_pace(workspace: int, person: str, now: datetime) -> OwnPace:
    """The loops of the critiques that a person asked for in the learner's lane.

    Only that person sees it; it is counted for nobody else.
    """
    found = records.select(
        records.visible_to(workspace, person),
        "kind = %s AND author = %s",
        [KIND, person],
        order="number DESC LIMIT 50",
    )
    asked = [one for one in found if one.fields.get("lane") == LEARNER][: 2 * LATEST]
    times = timetable(workspace)
    heard = _first_comments(workspace, asked)
    loops = [_loop(times, one, heard.get(one.ref), now) for one in reversed(asked)]
    known = pace(loops)
    pair = _reviewers(times, asked[0]) if known.offers_a_pair and asked else ()
    return OwnPace(known, tuple(times.people.handle(one) for one in pair))


def _first_comments(workspace: int, asked: list[Record]) -> dict[str, datetime]:
    """When each was first commented on by somebody else than its author."""
    if not asked:
        return {}
    refs = [one.ref for one in asked]
    rows = fetch(
        "SELECT ref, author, at FROM records_comment"  # noqa: S608
        f" WHERE workspace = %s AND ref IN ({marks(refs)}) ORDER BY idx",
        [workspace, *refs],
    )
    authors = {one.ref: one.author for one in asked}
    found: dict[str, datetime] = {}
    for ref, author, at in rows:
        if author != authors[ref]:
            found.setdefault(ref, from_micros(at))
    return found


def _reviewers(times: Timetable, record: Record) -> list[str]:
    named = record.fields.get("reviewers")
    handles = named if isinstance(named, list) else [named] if named else []
    return [one for handle in handles if (one := times.people.id_of(str(handle)))]


def _loop(times: Timetable, record: Record, heard: datetime | None, now: datetime) -> Loop:
    """The awake-time of the one reviewer who had most of it; on the wall where nobody is known."""
    until = heard or now
    spent = [times.hours(one).between(record.opened_at, until) for one in _reviewers(times, record)]
    awake = max(spent, default=until - record.opened_at)
    return Loop(record.ref, record.opened_at, heard, max(awake, timedelta(0)))
