"""Nouns of retrospectives: the agenda of the half hour together, and how much came in writing."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.base.errors import NotFound
from dayline.journal.database import fetch
from dayline.people.queries import SYSTEM
from dayline.practices.retro import rules
from dayline.practices.retro.rules import Topic
from dayline.records import queries as records
from dayline.records.facts import text_of
from dayline.records.queries import Record

KIND = "retro"


def retro(workspace: int, ref: str, *, person: str = SYSTEM) -> Record:
    """The retrospective of that id. Raises :class:`NotFound`, also where it is another kind's."""
    record = records.find(workspace, ref, person=person)
    if record.kind != KIND:
        raise NotFound(f"{record.ref} is no retrospective.", do=f"Read: dayline show {record.ref}.")
    return record


@dataclass(frozen=True, slots=True)
class Halves:
    """A retrospective: its topics, and how many of its points stood before people met."""

    record: Record
    topics: tuple[Topic, ...]
    before: int
    points: int


def halves(workspace: int, ref: str, *, person: str = SYSTEM) -> Halves:
    """What is for the discussion, and how much had been written when it began."""
    record = retro(workspace, ref, person=person)
    text = text_of(record)
    rows = fetch(
        "SELECT number FROM records_revision WHERE workspace = %s AND ref = %s"
        " AND move = 'discuss' ORDER BY number LIMIT 1",
        [workspace, record.ref],
    )
    content = records.text_at(workspace, record.ref, rows[0][0]) if rows else None
    start = content.decode(errors="replace") if content else text
    before, final = rules.share(_points(start), _points(text))
    return Halves(record, tuple(rules.agenda(text)), before, final)


def _points(text: str) -> list[str]:
    return [point for side in rules.SIDES for point in rules.said(text, side)]
