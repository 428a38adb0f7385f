"""What updates do: they are begun from evidence, posted, and start others' clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dayline.base.acting import Acting
from dayline.base.head_edits import set_field
from dayline.base.heads import split
from dayline.base.hours import NoAwakeTime
from dayline.base.instants import to_text
from dayline.base.micros import to_micros
from dayline.base.zones import local_date
from dayline.journal.append import writing
from dayline.people.queries import directory
from dayline.people.timetable import timetable
from dayline.practices.update import queries
from dayline.practices.update.texts import Blocker, blockers_of, quoted
from dayline.records import queries as records
from dayline.records.actions import Written, move, open_record, revise
from dayline.records.brought import with_fields
from dayline.records.facts import text_of
from dayline.records.queries import Record

WITHIN = timedelta(hours=4)
"""Awake-hours of whoever can clear a blocker: a half working day of theirs."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted update: the questions that its blockers became, and blockers that name nobody."""

    written: Written
    questions: tuple[str, ...]
    unheld: tuple[str, ...]
    next_due: date | None


def begin(acting: Acting, *, commits: Sequence[str] = ()) -> Written:
    """Open the next update, prefilled, or prefill the one that waits anew if nobody wrote in it.

    Its clock runs to the end of its day by its author's calendar. Raises :class:`NotFound` where
    no working day is in sight.
    """
    person = acting.actor
    with writing(acting):
        stands = queries.standing(acting.workspace, person, acting.at)
        made = queries.draft(acting.workspace, person, acting.at, commits=commits)
        if stands.open is None:
            return open_record(acting, queries.KIND, text=made.text)
        standing = text_of(stands.open)
        fresh = _kept_head(standing, made.text)
        if stands.open.revision > 1 or fresh == standing:
            return Written(stands.open.ref, stands.open.revision, stands.open.state, -1, ())
        return revise(acting, stands.open.ref, fresh, expect=1, note="Prefilled anew")


def _kept_head(standing: str, fresh: str) -> str:
    """A fresh text under the id, contract, state and author of the one that stands."""
    given = split(standing).fields
    for name in ("author", "state", "id", "contract"):
        fresh = set_field(fresh, name, str(given.get(name, "")))
    return fresh


def post(acting: Acting, ref: str, *, text: str | None = None, note: str = "") -> Posted:
    """Post an update, with its last words in ``text``, and start the clocks of its blockers.

    Each blocker that names a person and no record becomes a question to them, needed within four
    of their awake-hours; the update says that the question blocks it. All in one act. Raises what
    :func:`revise` and :func:`move` raise.
    """
    with writing(acting) as pen:
        record = records.find(acting.workspace, ref, person=acting.actor)
        if text is not None and text != text_of(record):
            revise(acting, ref, text, expect=record.revision)
            pen.flush()
            record = records.find(acting.workspace, ref, person=acting.actor)
        asked, unheld, text = _ask(acting, record)
        if text != text_of(record):
            pen.flush()
            note_ = "Its blockers are asked"
            revise(acting, ref, text, expect=_revision(record), note=note_)
        written = move(acting, ref, "post", note=note)
    due = queries.standing(acting.workspace, acting.actor, acting.at).due
    return Posted(written, tuple(asked), tuple(unheld), due)


def _ask(acting: Acting, record: Record) -> tuple[list[str], list[str], str]:
    """Open a question for each blocker that somebody can clear; the text then names them."""
    text = text_of(record)
    people = directory(acting.workspace)
    asked: list[str] = []
    unheld: list[str] = []
    given = split(text).fields
    waiting = dict.fromkeys(_listed(given.get("waiting_on")))
    blocked = dict.fromkeys(_listed(given.get("blocked_by")))
    stated = {"waiting_on": list(waiting), "blocked_by": list(blocked)}
    blockers = blockers_of(text)
    known = records.kinds_of(acting.workspace, [ref for one in blockers for ref in one.refs])
    for blocker in blockers:
        blocked |= dict.fromkeys(ref for ref in blocker.refs if ref in known)
        holders = [one for name in blocker.handles if (one := people.id_of(name)) in people.people]
        if blocker.refs or not holders:
            unheld += [] if blocker.refs else [blocker.text]
            continue
        question = _question(acting, record, blocker, holders[0] or "")
        text = text.replace(blocker.text, f"{blocker.text} ({question})", 1)
        waiting[people.handle(holders[0] or "")] = None
        blocked[question] = None
        asked.append(question)
    names = {"waiting_on": list(waiting), "blocked_by": list(blocked)}
    changed = {name: value for name, value in names.items() if value != stated[name]}
    text = with_fields(text, changed) if changed else text
    return asked, unheld, text


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _question(acting: Acting, record: Record, blocker: Blocker, owner: str) -> str:
    times = timetable(acting.workspace)
    try:
        need_by = times.hours(owner).add(acting.at, WITHIN)
    except NoAwakeTime:
        need_by = acting.at + timedelta(days=7)
    title = " ".join(blocker.text.split())
    short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
    text = (
        f"---\nowner: {quoted(times.people.handle(owner))}\nneed_by: {to_text(need_by)}\n---\n\n"
        f"# {short}\n\n## Question\n\nThis stops {times.people.handle(record.author)}"
        f" ({record.ref}): {blocker.text}\n\n## What the record says\n\n"
        f"It stands under Blockers in {record.ref}.\n\n## Answer\n"
    )
    return open_record(acting, "question", text=text, visibility=record.visibility).ref


_TITLE = 100


def start_blockers(acting: Acting) -> list[str]:
    """Ask about the blockers of updates that were posted by a plain move; the questions' ids.

    Doing it twice does nothing the second time: the update names the question by then.
    """
    asked: list[str] = []
    for record in queries.lately_posted(acting.workspace, acting.at - _LATELY):
        people = directory(acting.workspace)
        if record.author in people.people and any(
            not one.refs and any(people.id_of(name) in people.people for name in one.handles)
            for one in blockers_of(text_of(record))
        ):
            author = Acting(acting.workspace, record.author, acting.at)
            with writing(author):
                fresh = records.find(acting.workspace, record.ref)
                made, _, text = _ask(author, fresh)
                if made:
                    note = "Its blockers are asked"
                    revise(author, fresh.ref, text, expect=_revision(fresh), note=note)
                asked += made
    return asked


def _revision(record: Record) -> int:
    return records.find(record.workspace, record.ref).revision


_LATELY = timedelta(days=2)


def open_due(acting: Acting) -> list[str]:
    """Open today's update for everybody who writes them and whose own day it is; the ids.

    Whoever posted none for two weeks is left in peace. Doing it twice does nothing the second time.
    """
    times = timetable(acting.workspace)
    opened = []
    for person in queries.writers(acting.workspace, acting.at - _HABIT):
        known = times.people.people.get(person)
        if known is None or not known.active or not times.is_awake(person, acting.at):
            continue
        stands = queries.standing(acting.workspace, person, acting.at)
        today = local_date(to_micros(acting.at), times.zone(person, acting.at))
        if stands.open is None and stands.due == today:
            with writing(Acting(acting.workspace, person, acting.at)) as pen:
                opened.append(begin(pen.acting).ref)
    return opened


_HABIT = timedelta(days=14)
