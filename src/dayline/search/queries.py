"""Searching the record: what a person may see, best first, each with the place that fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dayline.base.errors import NotFound
from dayline.base.ids import parse_number, parse_ref
from dayline.base.words import terms
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.records.log.queries import stood
from dayline.records.packing import unpacked
from dayline.records.queries import Record, find, select, visible_to
from dayline.records.remarks.queries import words_of
from dayline.search.chunks import Chunk
from dayline.search.contents import cuts_of
from dayline.search.cuts import count_of, cut_at
from dayline.search.filters import ANY, Filters
from dayline.search.pages import keys
from dayline.search.ranking import Found, Ranking
from dayline.search.rights import seen
from dayline.search.segment import Bools
from dayline.search.shelf import Shelf, shelf
from dayline.search.snippets import Asked, Piece, snippet
from dayline.search.vectors.asking import embedder, vector
from dayline.search.vectors.nearness import Nearness
from dayline.search.vectors.shelf import cover
from dayline.search.weights import STANDARD, Weights

__all__ = ["ANY", "Filters", "Hit", "search", "titles"]

LONGEST = 1_000
"""Characters of a query that are looked at."""
COMMENTS = ("Comments",)
"""Where a comment is said to stand."""
MOST_NAMED = 50
"""Records of one number, of several kinds, that stand first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that fits; ``headings`` lead to its best passage, ``line`` is where that begins.

    What fits best may be a comment, which stands on no line: 0.
    """

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
    found: see :func:`dayline.search.actions.catch_up`. Where vectors are, nearness in meaning
    counts besides words.
    """
    return _hits(
        workspace, _fitting(workspace, query, person, filters, limit=limit, weights=weights), query
    )


def fitting(workspace: int, query: str, *, person: str, limit: int) -> list[Record]:
    """The records of :func:`search` without their passages, which cost most of it."""
    found = _fitting(workspace, query, person, ANY, limit=limit)
    return [record for record, _ in found]


def _fitting(
    workspace: int,
    query: str,
    person: str,
    filters: Filters,
    *,
    limit: int,
    weights: Weights = STANDARD,
) -> list[tuple[Record, Found | None]]:
    query = query[:LONGEST]
    known = shelf(workspace)
    told = seen(workspace, known, person, filters)
    ranking = Ranking(told.segments, told.visible, weights, told)
    near = _near(workspace, known, told.visible, query)
    best = sorted(
        ((known.parts[one.segment].refs[one.page], one) for one in ranking.search(
            keys(query), limit, near
        )),
        key=lambda pair: (-pair[1].score, pair[0]),
    )  # fmt: skip
    found = dict(best)
    named = _named(workspace, query, person)
    clause, visible = filters.clause(workspace), visible_to(workspace, person)
    condition = f"ref IN ({marks([*found, *named])})" + (f" AND {clause.sql}" if clause.sql else "")
    chosen = select(visible, condition, [*found, *named, *clause.parameters])
    if filters.as_of is not None:
        chosen = stood(workspace, chosen, filters.as_of)
    records = {record.ref: record for record in chosen}
    order = [*named, *(ref for ref in found if ref not in named)]
    shown = [(records[ref], found.get(ref)) for ref in order if ref in records]
    return shown[:limit]


def _near(workspace: int, known: Shelf, masks: Sequence[Bools], query: str) -> Nearness | None:
    model = embedder()
    if model is None or not query.strip():
        return None
    covered = cover(workspace, known, model.name)
    asked = vector(model, query) if covered else None
    return None if covered is None or asked is None else covered.near(asked, masks)


def _named(workspace: int, query: str, person: str) -> list[str]:
    """The record that the query names by id or slug, or those of a number, the latest first."""
    word = query.strip()
    if " " in word or not word:
        return []
    ref, number = parse_ref(word), parse_number(word)
    if ref is None and number is not None:
        visible = visible_to(workspace, person)
        order = f"changed_at DESC, ref LIMIT {MOST_NAMED}"
        return [one.ref for one in select(visible, "number = %s", [number], order=order)]
    if ref is None and "-" not in word:
        return []
    try:
        return [find(workspace, word, person=person).ref]
    except NotFound:
        return []


def _hits(workspace: int, found: Iterable[tuple[Record, Found | None]], query: str) -> list[Hit]:
    pairs = list(found)
    asked = Asked(set(terms(query[:LONGEST])))
    words = journal.payloads(workspace, [record.text_index for record, _ in pairs])
    refs = [record.ref for record, _ in pairs]
    places = dict(
        fetch(
            "SELECT ref, cuts FROM search_page"  # noqa: S608
            f" WHERE workspace = %s AND ref IN ({marks(refs)})",
            [workspace, *refs],
        )
    )
    spoken = _spoken(workspace, pairs, places)
    hits = []
    for record, one in pairs:
        score = one.score if one else 0.0
        if record.ref in spoken:
            shown = snippet(spoken[record.ref], asked)
            hits.append(Hit(record, score, COMMENTS, 0, shown))
            continue
        content = unpacked(words.get(record.text_index))
        text = "" if content is None else content.decode(errors="replace")
        number = one.passage if one else -1
        cut = cut_at(bytes(places.get(record.ref, b"")), record.text_index, number, text)
        cut = cut or _cut_anew(text, number)
        said = text[cut.start : cut.end]
        begin = cut.start + len(said) - len(said.lstrip())
        line = text.count("\n", 0, begin) + 1
        hits.append(Hit(record, score, cut.headings, line, snippet(said, asked)))
    return hits


def _spoken(
    workspace: int, found: Sequence[tuple[Record, Found | None]], places: Mapping[str, bytes]
) -> dict[str, str]:
    """The comments that fit best, each by its record: they are indexed behind its passages."""
    numbers = {
        record.ref: one.passage - count
        for record, one in found
        if one and (count := count_of(bytes(places.get(record.ref, b"")), record.text_index))
        and one.passage >= count
    }  # fmt: skip
    said = words_of(workspace, list(numbers)) if numbers else {}
    return {
        ref: said[ref][number] for ref, number in numbers.items() if number < len(said.get(ref, ()))
    }


def _cut_anew(text: str, number: int) -> Chunk:
    """The passage of a text that was written since it was indexed, or was erased."""
    cuts = cuts_of(text)
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
