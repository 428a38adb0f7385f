"""Nouns of questions: the gaps that they show in the record, and how many nobody had to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.errors import NotFound
from dayline.base.instants import to_text
from dayline.journal.database import fetch, marks
from dayline.people.queries import SYSTEM
from dayline.practices.question.rules import Deflection
from dayline.records import queries as records
from dayline.records.queries import Record

KIND = "question"
BY_RECORD = "question.answered_by_record"
SENT_ON = "question.sent_on"
_MOST = 300
_WINDOW = timedelta(days=91)


def question(workspace: int, ref: str, *, person: str = SYSTEM) -> Record:
    """The question of that id. Raises :class:`NotFound`, also where it is another kind's."""
    record = records.find(workspace, ref, person=person)
    if record.kind != KIND:
        raise NotFound(f"{record.ref} is no question.", do=f"Read it: dayline show {record.ref}.")
    return record


@dataclass(frozen=True, slots=True)
class Gap:
    """An area with what is not written down about it; "" stands for no area."""

    area: str
    questions: tuple[Record, ...]

    @property
    def unanswered(self) -> int:
        """How many of them nobody has answered."""
        return sum(one.state == "asked" for one in self.questions)


def gaps(workspace: int, *, person: str = SYSTEM) -> list[Gap]:
    """What the record could not answer and still cannot: the backlog of documentation.

    The last 300 questions that are not written down, by area: the areas with most of them first,
    in each the oldest question first. One about several areas stands in each.
    """
    found = records.select(
        records.visible_to(workspace, person),
        f"kind = %s AND state IN ({marks(_OPEN)})",
        [KIND, *_OPEN],
        order=f"number DESC LIMIT {_MOST}",
    )
    by_area: dict[str, list[Record]] = {}
    for record in reversed(found):
        for area in _areas(record):
            by_area.setdefault(area, []).append(record)
    listed = [Gap(area, tuple(questions)) for area, questions in by_area.items()]
    return sorted(listed, key=lambda one: (-len(one.questions), one.area))


_OPEN = ("asked", "answered")


def _areas(record: Record) -> Sequence[str]:
    stated = record.fields.get("area")
    areas = [str(one) for one in stated] if isinstance(stated, list) else [str(stated or "")]
    return list(dict.fromkeys(areas)) or [""]


def deflection(workspace: int, now: datetime, *, window: timedelta = _WINDOW) -> Deflection:
    """How many questions were asked in the window, and of how many the record held the answer.

    The counts name nobody and hold no word, so everybody may see them.
    """
    rows = fetch(
        "SELECT kind, COUNT(*) FROM journal_entry"
        " WHERE workspace = %s AND subject = 'questions' AND kind IN (%s, %s)"
        " AND at >= %s GROUP BY kind",
        [workspace, BY_RECORD, SENT_ON, to_text(now - window)],
    )
    counted = dict(rows)
    return Deflection(int(counted.get(BY_RECORD, 0)), int(counted.get(SENT_ON, 0)))
