"""Asking the record for a question: its answer as practices take it, with where it stands."""

from __future__ import annotations

from datetime import datetime

from dayline.ask.queries import Answer, answer
from dayline.practices.question.rules import Said
from dayline.search.actions import catch_up

_MOST = 400
"""Records that are indexed before a question; the rest is the worker's."""


def ask_record(workspace: int, question: str, *, person: str, now: datetime) -> Answer:
    """What the record says to a person, after the index took in what is new."""
    catch_up(workspace, most=_MOST)
    return answer(workspace, question, person=person, now=now)


def said_of(found: Answer) -> Said:
    """An answer as the practice of questions takes it."""
    told = tuple(
        f"{one.text} ({', '.join(dict.fromkeys(cite.ref for cite in one.cites))})"
        for one in found.sentences
    )
    return Said(found.question, told, found.ask)
