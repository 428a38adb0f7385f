"""A few records that fit what somebody has typed so far.

A menu that is drawn at each letter must not read a million rows, whatever was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.journal.database import fetch
from dayline.records.queries import Clause, last_number, visible_to

NEWEST = 2000
"""Among how many of the records that changed last a word of a title is looked for."""

_REF = re.compile(r"([A-Za-z][A-Za-z0-9]*)-([1-9][0-9]{0,8})\Z")
_PREFIX = re.compile(r"([A-Za-z][A-Za-z0-9]*)-\Z")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record by its id, title and status."""

    ref: str
    title: str
    status: str


def suggested(workspace: int, typed: str, *, person: str, most: int = 8) -> list[Suggestion]:
    """Visible records whose id begins with ``typed``, else whose title has all of its words.

    Titles are looked for among the :data:`NEWEST` visible records; those that changed last come
    first, and with nothing typed they are all.
    """
    visible = visible_to(workspace, person)
    typed = typed.strip()
    if reference := _REF.match(typed):
        last = last_number(workspace, reference[1].upper())
        return _numbered(visible, reference[1].upper(), int(reference[2]), last, most)
    if prefix := _PREFIX.match(typed):
        return _newest(visible, "prefix = %s", [prefix[1].upper()], most)
    words = typed.casefold().split()[:6]
    fits = " AND ".join(["lower(title) LIKE %s ESCAPE '!'"] * len(words)) or "1 = 1"
    return _newest(visible, fits, [f"%{_plain(word)}%" for word in words], most)


def _numbered(visible: Clause, prefix: str, digits: int, last: int, most: int) -> list[Suggestion]:
    """``D-4``, then ``D-40`` to ``D-49``, then ``D-400``: ranges that an index answers."""
    if visible.narrow:
        rows = fetch(
            "SELECT ref, title, status FROM records_record"  # noqa: S608
            f" WHERE {visible.sql} AND prefix = %s AND CAST(number AS TEXT) LIKE %s"
            " ORDER BY number + 0 LIMIT %s",  # so that no index is walked through in this order
            [*visible.parameters, prefix, f"{digits}%", most],
        )
        return [Suggestion(*row) for row in rows]
    found: list[Suggestion] = []
    low, span = digits, 1
    while low <= last and len(found) < most:
        rows = fetch(
            "SELECT ref, title, status FROM records_record"  # noqa: S608
            f" WHERE {visible.sql} AND prefix = %s AND number BETWEEN %s AND %s"
            " ORDER BY number LIMIT %s",
            [*visible.parameters, prefix, low, low + span - 1, most - len(found)],
        )
        found += [Suggestion(*row) for row in rows]
        low, span = low * 10, span * 10
    return found


def _newest(visible: Clause, fits: str, values: list[str], most: int) -> list[Suggestion]:
    rows = fetch(
        "SELECT ref, title, status FROM (SELECT ref, prefix, title, status, changed_at"  # noqa: S608
        f" FROM records_record WHERE {visible.sql} ORDER BY changed_at DESC LIMIT %s) newest"
        f" WHERE {fits} ORDER BY changed_at DESC LIMIT %s",
        [*visible.parameters, NEWEST, *values, most],
    )
    return [Suggestion(*row) for row in rows]


def _plain(word: str) -> str:
    return re.sub(r"([!%_])", r"!\1", word)
