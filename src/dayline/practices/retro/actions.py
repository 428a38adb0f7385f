"""Verbs of retrospectives: say a point in one's own time, in nobody's name."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.journal.append import writing
from dayline.practices.retro import queries
from dayline.practices.retro.rules import SIDES, with_point
from dayline.records.actions import Written, revise
from dayline.records.facts import text_of

GATHERING = "gathering"
LONGEST = 1_000
"""Characters of one point."""


def say(acting: Acting, ref: str, side: str, words: str) -> Written:
    """Add a point to a side of a retrospective while it gathers; writers never conflict.

    The text names nobody. Raises :class:`InvalidInput` when the writing is over.
    """
    if side not in SIDES:
        raise InvalidInput(f"{side!r} is no side.", do=f"Choose: {', '.join(SIDES)}.")
    if not words.strip() or len(words) > LONGEST:
        raise InvalidInput(
            "The point says nothing." if not words.strip() else "The point is too long.",
            do=f"Say it in one sentence, of at most {LONGEST} characters.",
        )
    with writing(acting) as pen:
        pen.flush()
        record = queries.retro(acting.workspace, ref, person=acting.actor)
        if record.state != GATHERING and side != "discuss":
            raise InvalidInput(
                f"The writing of {record.ref} is over.",
                kept="Nothing was added.",
                do="Bring it up in the discussion: the side is discuss.",
            )
        fresh = with_point(text_of(record), side, words)
        return revise(acting, record.ref, fresh, expect=record.revision, note="A point")
