"""How large an organisation may be, and each thing that is assumed of it.

They hold for a file and for what is changed beside it, so that a play ends, and calendars reach.
"""

from __future__ import annotations

MOST_PEOPLE = 500
MOST_PIECES = 2_000
"""Of a week. Ten times as many as the largest teams here have, and a play still ends."""
MOST_NAMES = 100
"""Sites, areas, kinds of work, steps."""
MOST_QUESTIONS = 20
"""Of a piece in one area."""
MOST_PLAYED = 200_000
"""Pieces of one play; all of them are drawn before it begins."""
FIRST_YEAR, LAST_YEAR = 1971, 2080
"""Calendars are known from 1970 to 2100, and a play may last ten years."""

SHARES = {
    "review_elsewhere", "changes", "rework", "concern", "loss", "loss_read_back",
    "again_in_writing", "spread",
}  # fmt: skip
COUNTS = {"in_progress", "invited", "leave"}
IN_DAYS = {"sick", "cap"}

_LEAST = {"in_progress": 1, "reviewer": 0.25, "meeting": 0.1}
_MOST = {
    "spread": 5, "in_progress": 1_000, "invited": 1_000, "leave": 366, "sick": 366, "cap": 366,
    "window": 2_000, "meeting": 8,
}  # fmt: skip
_MOST_HOURS = 100


def most(habit: str) -> float:
    """The largest value of a habit, in hours, days, or as a share."""
    return _MOST.get(habit, 1 if habit in SHARES else _MOST_HOURS)


def least(habit: str) -> float:
    """The smallest."""
    return _LEAST.get(habit, 0)
