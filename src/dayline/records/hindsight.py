"""What is known of an earlier day only from a text that was brought in later, without its history.

Such a text tells a day of its own and how it stands now. Read so for days gone by, a fifth of the
states of the 736 Python proposals are wrong, so that it is said wherever such states are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dayline.base.micros import from_micros
from dayline.journal.database import fetch, marks

_MOST = 500
"""Records of one query."""


def brought_later(workspace: int, refs: Sequence[str], day: date) -> Mapping[str, date]:
    """Of the records those that stand on ``day`` as a later import read them, each with its day.

    What has its history from git names who committed it; an import by itself names who imported.
    """
    found: dict[str, date] = {}
    for begin in range(0, len(refs), _MOST):
        part = refs[begin : begin + _MOST]
        rows = fetch(
            "SELECT v.ref, v.at, v.actor = e.actor FROM records_revision v"  # noqa: S608
            " JOIN journal_entry e ON e.workspace = v.workspace AND e.idx = v.idx"
            f" WHERE v.workspace = %s AND v.ref IN ({marks(part)})"
            " AND v.effective_on || '' <= %s ORDER BY v.number",
            [workspace, *part, day.isoformat()],
        )
        last = {ref: (from_micros(at).date(), own) for ref, at, own in rows}
        found |= {ref: came for ref, (came, own) in last.items() if own and came > day}
    return found


def in_words(brought: Mapping[str, date], shown: int) -> str:
    """What to say of a list of ``shown`` records of an earlier day; "" where nothing is to be."""
    if not brought:
        return ""
    many = len(brought) > 1
    all_ = "All" if len(brought) == shown else str(len(brought))
    which = f"{all_} of these were" if many else f"{next(iter(brought))} was"
    days = sorted(set(brought.values()))
    when = f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    they, their = ("they are", "their") if many else ("it is", "its")
    return (
        f"{which} brought in {when} without {their} history: {they} told as the text stood then."
        " With the history: dayline import PATH --git"
    )


def of_many(count: int) -> str:
    """The same where nothing is told that could be cited."""
    were = "One record of that day was" if count == 1 else f"{count} records of that day were"
    return f"{were} brought in later without history, and read as the text stood then"


def of_one(came: date) -> str:
    """The same of one record that is cited."""
    return f"it was brought in on {came} without its history, and is told as it stood then"
