"""What was written after a handoff was accepted and is like one of its items: a hint that a path
was tried again or a question asked again. It decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from dayline.base.micros import to_micros
from dayline.contracts.coverage import stem
from dayline.journal import queries as journal
from dayline.journal.database import fetch
from dayline.practices.handoff.queries import Handover
from dayline.records import queries as records
from dayline.records.queries import visible_to

_MOST = 200
_AHEAD: Final = timedelta(days=7)
_SHARE, _LEAST, _SHOWN = 0.5, 3, 2
_WORD = re.compile(r"[^\W_][\w-]{2,}")
_COMMON = """the and for not are was were has have had this that with from they them then than but
into any all can may must does did will would should could you your our his her its who what when
where which why how need needs there here also only again before after"""
_EMPTY = frozenset(map(stem, _COMMON.split()))


@dataclass(frozen=True, slots=True)
class Hint:
    """Something later that resembles an item: where it stands, and its words."""

    ref: str
    words: str


def likeness(item: str, text: str) -> float:
    """The share of an item's words that another text has too; 0 where fewer than three are."""
    wanted = _stems(item)
    both = wanted & _stems(text)
    return len(both) / len(wanted) if len(both) >= _LEAST else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.casefold()) for word in _WORD.findall(text)) - _EMPTY


def hints(known: Handover, *, person: str) -> dict[int, list[Hint]]:
    """By number of the item, at most two of what ``person`` may see and what was written within a
    week: titles of records and comments."""
    if known.taken_at is None:
        return {}
    later = list(_later(known, person))
    found: dict[int, list[Hint]] = {}
    for number, item in enumerate(known.items, 1):
        ranked = sorted(
            ((likeness(item.text, one.words), at) for at, one in enumerate(later)), reverse=True
        )
        near = [later[at] for share, at in ranked if share >= _SHARE]
        if near:
            found[number] = near[:_SHOWN]
    return found


def _later(known: Handover, person: str) -> Iterator[Hint]:
    assert known.taken_at is not None  # noqa: S101 -- whoever calls has looked
    workspace = known.record.workspace
    span = [to_micros(known.taken_at), to_micros(known.taken_at + _AHEAD)]
    visible = visible_to(workspace, person)
    opened = records.select(
        visible, "opened_at > %s AND opened_at < %s AND ref <> %s", [*span, known.record.ref],
        order=f"opened_at LIMIT {_MOST}",
    )  # fmt: skip
    yield from (Hint(one.ref, " ".join(one.title.split())[:200]) for one in opened)
    seen = f"SELECT 1 FROM records_record WHERE {visible.sql}"  # noqa: S608
    rows = fetch(
        "SELECT ref, idx FROM records_comment WHERE workspace = %s AND at > %s AND at < %s"  # noqa: S608
        f" AND EXISTS ({seen} AND records_record.ref = records_comment.ref)"
        f" ORDER BY at LIMIT {_MOST}",
        [workspace, *span, *visible.parameters],
    )
    words = journal.payloads(workspace, [index for _, index in rows])
    for ref, index in rows:
        text = " ".join(str((words.get(index) or {}).get("text", "")).split())
        yield Hint(ref, text[:200])
