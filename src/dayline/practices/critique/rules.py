"""What follows when nobody commented, and when a learner's loop is too slow. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from dayline.base.instants import to_text
from dayline.base.markdown import scan
from dayline.contracts.prose import own_words, passages

DISPOSITIONS = {
    "goes_ahead": "It goes ahead as it is.",
    "waits": "It waits until somebody has looked at it.",
    "is_withdrawn": "It is withdrawn.",
}
FAST = timedelta(hours=2)
"""Awake-hours of the reviewers in which a learner's first comments come, as the contract says."""
ENOUGH = 2
"""So many loops must be known before anything is said about them."""
LATEST = 5
"""So many of the latest loops are looked at."""


def outcome(text: str, disposition: str, review_by: str) -> str:
    """``text`` with what the default disposition means under Outcome, where nothing stands yet."""
    said = DISPOSITIONS.get(disposition, DISPOSITIONS["goes_ahead"])
    sentence = (
        f"Nobody had commented by {review_by}. {said}"
        if review_by
        else f"Nobody had commented. {said}"
    )
    found = next(
        (one for one in passages(text, scan(text)) if one.heading.text.casefold() == "outcome"),
        None,
    )
    if found is None:
        return f"{text.rstrip()}\n\n## Outcome\n\n{sentence}\n"
    if own_words(found):
        return text
    end = found.heading.end
    return f"{text[:end].rstrip()}\n\n{sentence}\n\n{text[end:].lstrip()}".rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class Loop:
    """One time around: asked, and first commented on, with the awake-time of the reviewers between.

    ``awake`` is what has passed so far where nobody has commented yet (``heard`` None).
    """

    ref: str
    asked: datetime
    heard: datetime | None
    awake: timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the latest loops were; ``offers_a_pair`` when half of them took too long."""

    loops: tuple[Loop, ...]
    usual: timedelta | None
    offers_a_pair: bool


def pace(loops: Sequence[Loop]) -> Pace:
    """The pace of the latest loops, oldest first. One that still waits counts once it is late."""
    known = [one for one in loops if one.heard is not None or one.awake > FAST][-LATEST:]
    if len(known) < ENOUGH:
        return Pace(tuple(known), None, offers_a_pair=False)
    usual = timedelta(seconds=median(one.awake.total_seconds() for one in known))
    return Pace(tuple(known), usual, offers_a_pair=usual > FAST)


def told(at: datetime | None) -> str:
    """An instant as an outcome states it."""
    return to_text(at)[:16].replace("T", " ") + " UTC" if at else ""
