"""Searching the record: what a person may see, best first, each with the place that fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.errors import DaylineError, NotFound
from dayline.base.heads import split
from dayline.base.ids import parse_number, parse_ref
from dayline.base.micros import to_micros
from dayline.base.words import terms
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.people.queries import SYSTEM
from dayline.records.packing import unpacked
from dayline.records.queries import Clause, Record, find, select, visible_to
from dayline.search.chunks import Chunk, chunks
from dayline.search.pages import keys
from dayline.search.ranking import Found, Ranking
from dayline.search.segment import Bools
from dayline.search.shelf import Shelf, shelf
from dayline.search.snippets import Piece, snippet
from dayline.search.weights import STANDARD, Weights

LONGEST = 1_000
"""Characters of a query that are looked at."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty means no limit. ``authors`` are ids of persons.

    ``since`` and ``until`` bound when records were opened, ``until`` not included.
    """

    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def clause(self) -> Clause:
        """The condition in SQL."""
        columns = (("kind", self.kinds), ("state", self.states), ("author", self.authors))
        told = [f"{column} IN ({marks(values)})" for column, values in columns if values]
        parameters: list[str | int] = [value for _, values in columns for value in values]
        for sign, instant in ((">=", self.since), ("<", self.until)):
            if instant is not None:
                told.append(f"opened_at {sign} %s")
                parameters.append(to_micros(instant))
        return Clause(" AND ".join(told), tuple(parameters))


ANY = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that fits; ``headings`` lead to its best passage, ``line`` is where that begins."""

    record: Record
    score: float
    headings: tuple[str, ...]
    line: int
    pieces: tuple[Piece, ...]


def search(
    workspace: int,
    query: str,
    *,
    person: str,
    filters: Filters = ANY,
    limit: int = 20,
    weights: Weights = STANDARD,
) -> list[Hit]:
    """The records that fit best among those that the person may see.

    An id, a number or a slug puts the record that it names first. What was not indexed yet is not
    found: see :func:`dayline.search.actions.catch_up`.
    """
    query = query[:LONGEST]
    known = shelf(workspace)
    masks = _masks(workspace, known, person, filters)
    ranking = Ranking([part.segment for part in known.parts], masks, weights)
    found = {
        known.parts[one.segment].refs[one.page]: one for one in ranking.search(keys(query), limit)
    }
    named = _named(workspace, query, person)
    clause, visible = filters.clause(), visible_to(workspace, person)
    condition = f"ref IN ({marks([*found, *named])})" + (f" AND {clause.sql}" if clause.sql else "")
    records = {
        record.ref: record
        for record in select(visible, condition, [*found, *named, *clause.parameters])
    }
    order = [*named, *(ref for ref in found if ref not in named)]
    shown = [(records[ref], found.get(ref)) for ref in order if ref in records]
    return _hits(workspace, shown[:limit], query)


def _masks(workspace: int, known: Shelf, person: str, filters: Filters) -> list[Bools]:
    visible, clause = visible_to(workspace, person), filters.clause()
    if person == SYSTEM and not clause.sql:
        return known.without(set())
    if clause.sql or _OPEN not in visible.sql:
        also = f" AND {clause.sql}" if clause.sql else ""
        rows = fetch(
            f"SELECT ref FROM records_record WHERE {visible.sql}{also}",  # noqa: S608
            [*visible.parameters, *clause.parameters],
        )
        return known.only({ref for (ref,) in rows})
    rows = fetch(
        "SELECT ref FROM records_record WHERE workspace = %s"  # noqa: S608
        " AND (visibility < 'workspace' OR visibility > 'workspace')"
        f" AND NOT ({visible.sql})",
        [workspace, *visible.parameters],
    )
    return known.without({ref for (ref,) in rows})


_OPEN = "visibility = 'workspace'"
"""In the condition of those who see all that is open: what is hidden from them is the less."""


def _named(workspace: int, query: str, person: str) -> list[str]:
    """The record that the query names by id, number or slug, if there is just one."""
    word = query.strip()
    by_name = parse_ref(word) or parse_number(word) is not None or "-" in word
    if not by_name or " " in word:
        return []
    try:
        return [find(workspace, word, person=person).ref]
    except NotFound:
        return []


def _hits(workspace: int, found: Iterable[tuple[Record, Found | None]], query: str) -> list[Hit]:
    pairs = list(found)
    asked = set(terms(query))
    words = journal.payloads(workspace, [record.text_index for record, _ in pairs])
    hits = []
    for record, one in pairs:
        content = unpacked(words.get(record.text_index))
        text = "" if content is None else content.decode(errors="replace")
        cut = _passage(text, one.passage if one else -1)
        shown = snippet(text[cut.start : cut.end], asked)
        line = text.count("\n", 0, cut.start) + 1
        hits.append(Hit(record, one.score if one else 0.0, cut.headings, line, shown))
    return hits


def _passage(text: str, number: int) -> Chunk:
    try:
        start = split(text).end
    except DaylineError:
        start = 0
    cuts = chunks(text, start=start)
    return cuts[number] if 0 <= number < len(cuts) else cuts[0]


def titles(workspace: int, start: str, *, person: str, limit: int = 8) -> Sequence[Record]:
    """Records whose id begins with ``start``, or whose title holds it, the latest first."""
    wanted = start.strip().casefold()
    if not wanted:
        return []
    visible = visible_to(workspace, person)
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return select(
        visible,
        "(lower(ref) LIKE %s ESCAPE '\\' OR lower(title) LIKE %s ESCAPE '\\')",
        [f"{escaped}%", f"%{escaped}%"],
        order=f"changed_at DESC, ref LIMIT {int(limit)}",
    )
