"""Verbs of talks: call about what is contested, say afterwards whether it was the right way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, InvalidInput
from dayline.base.micros import MINUTE, from_micros
from dayline.journal.append import writing
from dayline.people.queries import Directory, directory
from dayline.practices.meeting import queries
from dayline.practices.meeting.answers.rules import RIGHT
from dayline.practices.meeting.queries import Hour, Measured
from dayline.practices.meeting.terms import Situation
from dayline.practices.meeting.threads.rules import Contested
from dayline.records import queries as records
from dayline.records.actions import Written, move, open_record
from dayline.records.queries import Record

MATTER = "right_way"


@dataclass(frozen=True, slots=True)
class Called:
    """A call that was set up: the meeting record, its hour, and what the router had said."""

    written: Written
    hour: Hour
    starts_at: datetime
    measured: Measured


def call(acting: Acting, ref: str, *, minutes: int = 15, asked: Situation | None = None) -> Called:
    """Take a live thread to a call whose agenda is what is contested in it, at the fair hour.

    Opens a meeting, sets its hour and tells those concerned. Raises :class:`InvalidInput` where
    nothing is contested or a talk about it is open already.
    """
    if not 5 <= minutes <= 60:
        raise InvalidInput("A call lasts 5 to 60 minutes.", do="Say how many minutes: 15 is usual.")
    with writing(acting) as pen:
        record = records.find(acting.workspace, ref, person=acting.actor)
        measured = queries.measure(
            acting.workspace, record, acting.at, person=acting.actor, asked=asked
        )
        _check(acting, measured)
        people = directory(acting.workspace)
        ids = tuple(dict.fromkeys([*measured.people, acting.actor]))
        hour = queries.hour_for(
            acting.workspace, ids, acting.at, person=acting.actor, length=minutes * MINUTE
        )
        starts_at = from_micros(hour.slot.start)
        text = _text(people, measured, ids, acting.actor, hour)
        opened = open_record(acting, queries.KIND, text=text, visibility=_level(record))
        pen.flush()
        written = move(acting, opened.ref, "schedule")
        notice: dict[str, Json] = {
            "matter": "called",
            "tell": list(ids),
            "text": f"A call of {minutes} minutes about {record.ref}:"
            f" {starts_at:%A %Y-%m-%d %H:%M} UTC.",
            "why": f"you have a say in {record.ref}.",
            "soon": True,
        }
        pen.add("notice.given", opened.ref, notice)
    return Called(written, hour, starts_at, measured)


def _check(acting: Acting, measured: Measured) -> None:
    ref = measured.record.ref
    if not measured.contested:
        raise InvalidInput(
            f"Nothing in {ref} is contested, so a call would have no agenda.",
            kept="Nothing was opened.",
            do="Raise a concern or ask a question on it first, or go on in writing.",
        )
    talk = queries.about(acting.workspace, ref, person=acting.actor)
    if talk is not None:
        raise InvalidInput(
            f"{talk.ref} is about {ref} already, and its outcome is not written.",
            kept="Nothing was opened.",
            do=f"Write up {talk.ref} first: dayline show {talk.ref}",
        )


def _level(record: Record) -> str:
    """Who sees the call: everybody, or only those in it where the record is not for everybody."""
    return "workspace" if record.visibility == "workspace" else "restricted"


def _text(people: Directory, measured: Measured, ids: Sequence[str], owner: str, hour: Hour) -> str:
    starts_at, minutes = from_micros(hour.slot.start), (hour.slot.stop - hour.slot.start) // MINUTE
    record, advice = measured.record, measured.advice
    handles = ", ".join(f'"{people.handle(one)}"' for one in ids)
    each = max(1, minutes // len(measured.contested))
    agenda = "\n".join(
        f"{place}. {_point(people, one)} ({each} minutes)"
        for place, one in enumerate(measured.contested, 1)
    )
    return (
        f'---\nowner: "{people.handle(owner)}"\nparticipants: [{handles}]\n'
        f"wanted: {measured.situation.wanted}\ncomplexity: {measured.situation.complexity}\n"
        f"urgency: {measured.situation.urgency}\nlength: {minutes} minutes\n"
        f"starts_at: {starts_at:%Y-%m-%dT%H:%M:%SZ}\nadvice: {advice.mode}\n"
        f"rules: [{', '.join(advice.rules)}]\nabout: [{record.ref}]\n---\n\n"
        f"# Call about {record.ref}: what is contested\n\n## Purpose\n\n"
        f"Each point below is settled, or its dissent is written into {record.ref}."
        f" {_hour_in_words(hour)}\n\n## Agenda\n\n{agenda}\n\n## Outcome\n"
    )


def _point(people: Directory, one: Contested) -> str:
    what = one.what.replace("\n", " ")
    return f"{one.id}, {people.handle(one.by)}: {what}"


def _hour_in_words(hour: Hour) -> str:
    if hour.slot.is_shared:
        return "The hour lies in the working day of everybody."
    paid = [zone for zone, cost in sorted(hour.slot.burden.items()) if cost]
    return (
        f"There is no shared hour. This one is bad for {' and '.join(paid)}; the next one goes to"
        " whoever has carried least by then."
    )


def offer_calls(acting: Acting) -> list[str]:
    """Offer a call to those in each thread that goes round, once; the records' ids.

    Doing it twice does nothing the second time. Nobody is called: one of them may.
    """
    offered: list[str] = []
    for record in queries.live_threads(acting.workspace, acting.at):
        if record.kind == queries.KIND or queries.was_offered(acting.workspace, record.ref):
            continue
        found = queries.measure(acting.workspace, record, acting.at, person=acting.actor)
        if found.advice.decided_by != "stuck-thread":
            continue
        if queries.about(acting.workspace, record.ref, person=acting.actor) is not None:
            continue
        saw = next(step.saw for step in found.advice.trace if step.part == "decides")
        with writing(acting) as pen:
            notice: dict[str, Json] = {
                "matter": queries.OFFER,
                "tell": list(found.people),
                "text": f"It goes round: {saw}. A call of 15 minutes on what is contested may"
                f" settle it: /{record.ref}/route",
                "why": "you are in this thread; any of you may call.",
            }
            pen.add("notice.given", record.ref, notice)
        offered.append(record.ref)
    return offered


def ask_afterwards(acting: Acting, record: Record, name: str) -> None:
    """When a talk is written up, each side is asked whether it was the right way."""
    if name != "write_up":
        return
    with writing(acting) as pen:
        notice: dict[str, Json] = {
            "matter": MATTER,
            "tell": list(queries.sides(record)),
            "text": f"Was it right to {_way(record)}? Say it in one word, at /{record.ref}/route or"
            f" with: dayline route {record.ref} --right yes",
            "why": "you took part; the answer counts for the router's rules, not for people.",
        }
        pen.add("notice.given", record.ref, notice)


def _way(record: Record) -> str:
    return "write" if record.state == "routed" else "meet"


def answer(acting: Acting, ref: str, right: str) -> None:
    """Say whether it was the right way to talk. Counts for the rules that had advised it.

    Raises :class:`InvalidInput` before it is written up and for a second answer,
    :class:`Forbidden` for who took no part.
    """
    if right not in RIGHT:
        raise InvalidInput(f"{right!r} is no answer.", do=f"Say one of: {', '.join(RIGHT)}.")
    with writing(acting) as pen:
        record = records.find(acting.workspace, ref, person=acting.actor)
        if record.kind != queries.KIND or record.state != "written_up":
            raise InvalidInput(
                f"{record.ref} is no talk that is written up.", do="Ask again when it is."
            )
        if acting.actor not in queries.sides(record):
            raise Forbidden(
                f"Only who took part in {record.ref} is asked.", do="Comment on it, if you like."
            )
        if queries.has_answered(acting.workspace, record.ref, acting.actor):
            raise InvalidInput(
                f"You answered for {record.ref} already.", do="There is nothing left to do."
            )
        rules = record.fields.get("rules")
        named: list[Json] = [str(one) for one in rules] if isinstance(rules, list) else []
        pen.add("route.answered", record.ref, {"right": right, "rules": named})
        pen.add("notice.settled", record.ref, {"matter": MATTER})
