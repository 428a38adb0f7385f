"""Verbs of questions: send what the record could not answer, answer it, write the answer down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.contracts.prose import words
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, authorise, directory
from dayline.people.timetable import timetable
from dayline.practices.question import duty, rules
from dayline.practices.question.queries import BY_RECORD, KIND, SENT_ON, question
from dayline.practices.question.rules import Said, Sending
from dayline.records import queries as records
from dayline.records.actions import WRITERS, Written, move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.links.actions import link

_LEAST = 4
"""Words, as the contract asks for them."""
PROMOTED = ("guide", "decision")
"""Kinds of records that an answer may become."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a question: the record that was opened and who has it, or nothing where the
    record answered (``ref`` is "")."""

    ref: str
    owner: str
    need_by: datetime | None


def ask(
    acting: Acting,
    said: Said,
    *,
    owner: str = "",
    areas: Sequence[str] = (),
    need_by: datetime | None = None,
    if_unanswered: str = "",
    why: str = "",
    visibility: str = "workspace",
) -> Asked:
    """Send a question on if the record abstained; else nobody is asked, and that is counted.

    ``said`` is what the record said to this person, now. The owner is a person, or of a team
    whoever is awake soonest; the need-by is a working day of theirs where none is given. Raises
    :class:`InvalidInput` for an empty question, a need-by in the past, and where nobody is known.
    """
    if said.abstains and words(said.question) < _LEAST:
        raise InvalidInput(
            "That is too short for somebody to answer.",
            kept="Nothing was sent.",
            do="Ask in one sentence, with what you need it for.",
            field="question",
        )
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, *WRITERS)
        if not said.abstains:
            _count(acting, BY_RECORD)
            return Asked("", "", None)
        if need_by is not None and need_by <= acting.at:
            raise InvalidInput(
                "The need-by has passed already.", kept="Nothing was sent.",
                do="Give one to come.", field="need_by",
            )  # fmt: skip
        times = timetable(acting.workspace)
        person = duty.owner_of(times, acting.at, owner=owner, areas=areas, ask=said.ask)
        until = need_by or duty.need_by(times, person, acting.at)
        handle = times.people.handle(person)
        sending = Sending(handle, until, tuple(areas), if_unanswered, why)
        written = open_record(
            acting, KIND, text=rules.question_text(said, sending), visibility=visibility
        )
        _count(acting, SENT_ON)
        pen.flush()
        return Asked(written.ref, handle, until)


def _count(acting: Acting, kind: str) -> None:
    """Count an outcome, with no word of the question and in nobody's name."""
    with writing(Acting(acting.workspace, SYSTEM, acting.at)) as pen:
        pen.add(kind, "questions", {})


def answer(acting: Acting, ref: str, said: str, *, promote: str = "") -> Written:
    """Answer a question. With ``promote``, a kind, the answer becomes a record in the same act.

    Raises what :func:`dayline.records.actions.move` raises.
    """
    with writing(acting) as pen:
        pen.flush()
        record = question(acting.workspace, ref, person=acting.actor)
        if not said.strip():
            raise InvalidInput("The answer is empty.", do="Write the answer first, then why.")
        if record.state != "asked":
            raise InvalidInput(
                f"{record.ref} is {record.state.replace('_', ' ')} already.",
                kept="Nothing was changed.",
                do=f"Read it: dayline show {record.ref}.",
            )
        text = rules.with_answer(text_of(record), said)
        revise(acting, record.ref, text, expect=record.revision, note="Answered")
        pen.flush()
        done = move(acting, record.ref, "answer")
        if promote:
            pen.flush()
            done = write_down(acting, record.ref, kind=promote)
    return done


def write_down(acting: Acting, ref: str, *, kind: str = "guide", into: str = "") -> Written:
    """Promote an answered question to a record, in one act: a new one of ``kind``, or ``into`` one
    that holds the answer already. Raises :class:`InvalidInput` before it is answered.
    """
    if kind not in PROMOTED:
        raise InvalidInput(
            f"An answer cannot become {kind!r}.", do=f"Choose: {', '.join(PROMOTED)}."
        )
    with writing(acting) as pen:
        pen.flush()
        record = question(acting.workspace, ref, person=acting.actor)
        if record.state != "answered":
            raise InvalidInput(
                f"{record.ref} is {record.state.replace('_', ' ')}; no answer waits in it.",
                kept="Nothing was changed.",
                do=f"Answer it first: dayline question answer {record.ref} WORDS.",
            )
        target = into and records.find(acting.workspace, into, person=acting.actor).ref
        if not target:
            text = text_of(record)
            fresh = rules.record_text(
                kind,
                question=rules.section(text, "question") or record.title,
                answer=rules.section(text, "answer"),
                ref=record.ref,
                areas=[str(one) for one in record.fields.get("area") or ()],
            )
            level = _same_audience(record.visibility)
            target = open_record(acting, kind, text=fresh, visibility=level).ref
            pen.flush()
        link(acting, record.ref, "answered_by", target)
        pen.flush()
        return move(acting, record.ref, "write_down")


def _same_audience(visibility: str) -> str:
    """What was asked among few is not written down for all."""
    return "workspace" if visibility == "workspace" else "restricted"
