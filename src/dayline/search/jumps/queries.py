"""Records that a few letters may mean, quickly: for the command bar."""

from __future__ import annotations

import re

from dayline.base.ids import parse_number
from dayline.journal.database import fetch, marks
from dayline.records.queries import Record, select, visible_to
from dayline.search.queries import fitting

RECENT = 5_000
"""Titles are looked through letter by letter among so many records that changed last; words of
older ones are found by the index."""

_BEGUN = re.compile(r"\A([A-Za-z][A-Za-z0-9]{0,15})-0*([0-9]{0,9})\Z")


def jumps(workspace: int, typed: str, *, person: str, limit: int = 8) -> list[Record]:
    """Records whose id begins so, whose title holds what was typed, or whose words fit, in this
    order; the last changed first.
    """
    wanted = " ".join(typed.split())[:200]
    if not wanted:
        return []
    found = {record.ref: record for record in _by_id(workspace, wanted, person, limit)}
    if not found:
        found = {record.ref: record for record in _by_title(workspace, wanted, person, limit)}
    if len(found) < limit and len(wanted) > 2:
        more = fitting(workspace, wanted, person=person, limit=limit)
        found |= {record.ref: record for record in more if record.ref not in found}
    return list(found.values())[:limit]


def _by_id(workspace: int, wanted: str, person: str, limit: int) -> list[Record]:
    """``D-12`` is D-12, then D-120 to D-129, then D-1200 to D-1299; ``D-`` the latest of them."""
    begun = _BEGUN.match(wanted)
    if begun is None and parse_number(wanted) is None:
        return []
    prefix = begun[1].upper() if begun else ""
    digits = begun[2] if begun else str(parse_number(wanted))
    spans = [(int(digits) * 10**zeros, 10**zeros) for zeros in range(3)] if digits else []
    among = " OR ".join(["number BETWEEN %s AND %s"] * len(spans)) or "1 = 1"
    bounds = [one for low, width in spans for one in (low, low + width - 1)]
    return select(
        visible_to(workspace, person),
        f"({among})" + (" AND prefix = %s" if prefix else ""),
        [*bounds, *([prefix] if prefix else []), limit],
        order=("number, prefix" if digits else "number DESC") + " LIMIT %s",
    )


def _by_title(workspace: int, wanted: str, person: str, limit: int) -> list[Record]:
    visible = visible_to(workspace, person)
    escaped = re.sub(r"([\\%_])", r"\\\1", wanted.casefold())
    rows = fetch(
        "SELECT ref FROM (SELECT ref, title, changed_at FROM records_record"  # noqa: S608
        f" WHERE {visible.sql} ORDER BY changed_at DESC LIMIT %s) AS recent"
        " WHERE lower(title) LIKE %s ESCAPE '\\' ORDER BY changed_at DESC, ref LIMIT %s",
        [*visible.parameters, RECENT, f"%{escaped}%", limit],
    )
    refs = [ref for (ref,) in rows]
    order = {ref: place for place, ref in enumerate(refs)}
    found = select(visible, f"ref IN ({marks(refs)})", refs) if refs else []
    return sorted(found, key=lambda record: order[record.ref])
