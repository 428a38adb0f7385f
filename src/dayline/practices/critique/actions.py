"""Verbs of critique: what the default disposition says is written down when it applies."""

from __future__ import annotations

from datetime import datetime

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.base.instants import from_text
from dayline.journal.append import writing
from dayline.practices.critique.rules import outcome, told
from dayline.records import queries as records
from dayline.records.actions import revise
from dayline.records.facts import text_of
from dayline.records.queries import Record

DEFAULT = "apply_default"


def write_outcome(acting: Acting, record: Record, move: str) -> None:
    """What follows when nobody commented in time: the text says what happens to the work."""
    if move != DEFAULT or record.dialect != "native":
        return
    with writing(acting) as pen:
        pen.flush()
        standing = records.find(acting.workspace, record.ref)
        text = text_of(standing)
        disposition = str(standing.fields.get("default_disposition") or "goes_ahead")
        fresh = outcome(text, disposition, told(_instant(standing)))
        if fresh != text:
            note = "The default disposition"
            revise(acting, record.ref, fresh, expect=standing.revision, note=note)


def _instant(record: Record) -> datetime | None:
    try:
        return from_text(str(record.fields.get("review_by", "")))
    except InvalidInput:
        return None
