"""Reading records: one, many, as of a day, with their history, links, comments and receipts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dayline.base.errors import NotFound
from dayline.base.ids import parse_number, parse_ref
from dayline.base.micros import from_micros
from dayline.journal import queries as journal
from dayline.journal.database import fetch, first, from_json, marks
from dayline.people.queries import SYSTEM
from dayline.records.missing import NoRecord
from dayline.records.packing import StatedLink, unpacked
from dayline.records.sharing.queries import Clause as Clause  # noqa: PLC0414 -- also for importers
from dayline.records.sharing.queries import visible_to as visible_to  # noqa: PLC0414 -- as above

_COLUMNS = (
    "workspace, ref, prefix, number, kind, contract, dialect, title, slug, state, status, final,"
    " author, waits_on, fields, path, visibility, revision, text_index, opened_at, changed_at,"
    " state_since"
)


_NAMES = _COLUMNS.replace(" ", "").split(",")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands, or (``state`` and ``status`` only) as of a day that was asked for.

    ``author`` and ``waits_on`` are ids of persons and teams; ``text_index`` is the journal index
    whose payload holds the text.
    """

    workspace: int
    ref: str
    prefix: str
    number: int
    kind: str
    contract: str
    dialect: str
    title: str
    slug: str
    state: str
    status: str
    final: bool
    author: str
    waits_on: tuple[str, ...]
    fields: dict[str, Any]
    path: str
    visibility: str
    revision: int
    text_index: int
    opened_at: datetime
    changed_at: datetime
    state_since: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """One revision in a record's history."""

    number: int
    index: int
    at: datetime
    effective_at: datetime
    actor: str
    state: str
    status: str
    move: str
    note: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as it was stated: ``source`` says that it ``type`` ``target``."""

    source: str
    type: str
    target: str
    means: str


def select(
    visible: Clause,
    condition: str = "",
    parameters: Sequence[Any] = (),
    *,
    order: str = "",
) -> list[Record]:
    """Records under a visibility clause and a further condition, by default in order of their ids.

    ``order`` may end with a LIMIT.
    """
    where = f"{visible.sql} AND {condition}" if condition else visible.sql
    # Ids are put in order here: asked for that order, SQLite walks the index which has it past
    # every record of the workspace, even for the few that the condition names.
    ordered = f" ORDER BY {order}" if order else ""
    rows = fetch(
        f"SELECT {_COLUMNS} FROM records_record WHERE {where}{ordered}",  # noqa: S608
        (*visible.parameters, *parameters),
    )
    found = [_record(row) for row in rows]
    return found if order else sorted(found, key=lambda record: (record.prefix, record.number))


def _record(row: Sequence[Any]) -> Record:
    stated: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    stated["final"] = bool(stated["final"])
    stated["waits_on"] = tuple(from_json(stated["waits_on"]))
    stated["fields"] = from_json(stated["fields"])
    for name in ("opened_at", "changed_at", "state_since"):
        stated[name] = from_micros(stated[name])
    return Record(**stated)


def find(workspace: int, key: str, *, person: str = SYSTEM) -> Record:
    """The record that ``D-42``, ``42``, ``0042`` or a slug names. Raises :class:`NotFound`.

    A bare number that fits several records names them all in the refusal.
    """
    visible = visible_to(workspace, person)
    ref = parse_ref(key)
    found = select(visible, "ref = %s", [str(ref) if ref else key])
    if not found:
        number = parse_number(key)
        column, value = ("slug", key.casefold()) if number is None else ("number", number)
        found = select(visible, f"{column} = %s", [value])
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(record.ref for record in found)
        raise NotFound(f"{key} could be any of {names}.", do="Give the whole id.")
    raise NoRecord(key)


def by_refs(workspace: int, refs: Sequence[str], *, person: str = SYSTEM) -> list[Record]:
    """Those of the records that exist and that the person may see."""
    return select(visible_to(workspace, person, named=True), f"ref IN ({marks(refs)})", refs)


def refs_of_paths(workspace: int, paths: Sequence[str]) -> dict[str, str]:
    """The ids of the records that were imported from these paths, by path."""
    rows = fetch(
        "SELECT path, ref FROM records_record"  # noqa: S608
        f" WHERE workspace = %s AND path IN ({marks(paths)})",
        [workspace, *paths],
    )
    return dict(rows)


def kinds_of(workspace: int, refs: Sequence[str], *, person: str = SYSTEM) -> dict[str, str]:
    """The kinds of those of the ids that exist and that the person may see."""
    visible = visible_to(workspace, person, named=True)
    rows = fetch(
        "SELECT ref, kind FROM records_record"  # noqa: S608
        f" WHERE {visible.sql} AND ref IN ({marks(refs)})",
        [*visible.parameters, *refs],
    )
    return dict(rows)


def last_number(workspace: int, prefix: str) -> int:
    """The last number given out under a prefix; 0 when none was."""
    row = first(
        "SELECT last FROM records_counter WHERE workspace = %s AND prefix = %s",
        [workspace, prefix],
    )
    return int(row[0]) if row else 0


def content(record: Record) -> bytes | None:
    """The current text of a record, byte for byte; None when it was erased."""
    return unpacked(journal.payload(record.workspace, record.text_index))


def text_at(workspace: int, ref: str, revision: int) -> bytes | None:
    """The text of one revision; None when it was erased. Raises :class:`NotFound`."""
    row = first(
        "SELECT text_index FROM records_revision WHERE workspace = %s AND ref = %s AND number = %s",
        [workspace, ref, revision],
    )
    if row is None:
        raise NotFound(f"{ref} has no revision {revision}.", do=f"See: dayline log {ref}.")
    return unpacked(journal.payload(workspace, row[0]))


def listing(
    workspace: int,
    *,
    person: str = SYSTEM,
    kinds: Sequence[str] = (),
    states: Sequence[str] = (),
    as_of: date | None = None,
) -> list[Record]:
    """Records in the order of their ids, now or as of the end of a day."""
    conditions: list[str] = []
    parameters: list[str] = []
    if kinds:
        conditions.append(f"kind IN ({marks(kinds)})")
        parameters += kinds
    if states and as_of is None:
        conditions.append(f"state IN ({marks(states)})")
        parameters += states
    found = select(visible_to(workspace, person), " AND ".join(conditions), parameters)
    if as_of is None:
        return found
    past = _states_as_of(workspace, as_of)
    then = [
        replace(record, waits_on=(), **past[record.ref]) for record in found if record.ref in past
    ]
    return [record for record in then if not states or record.state in states]


def _states_as_of(workspace: int, day: date) -> dict[str, dict[str, Any]]:
    """For each record what the last revision that was effective by the end of ``day`` says.

    The order of history decides, not that of clocks, because those of committers go backwards.
    """
    rows = fetch(
        "SELECT ref, state, status, effective_at FROM records_revision"
        " WHERE workspace = %s AND effective_on <= %s ORDER BY number",
        [workspace, day.isoformat()],
    )
    return {
        ref: {
            "state": state,
            "status": status,
            "changed_at": from_micros(at),
            "state_since": from_micros(at),
        }
        for ref, state, status, at in rows
    }


def history(workspace: int, ref: str) -> list[Past]:
    """The revisions of a record, oldest first."""
    rows = fetch(
        "SELECT number, idx, at, effective_at, actor, state, status, move, note"
        " FROM records_revision WHERE workspace = %s AND ref = %s ORDER BY number",
        [workspace, ref],
    )
    return [
        Past(number, index, from_micros(at), from_micros(effective_at), *said)
        for number, index, at, effective_at, *said in rows
    ]


def edges(workspace: int, *, person: str = SYSTEM, refs: Iterable[str] = ()) -> list[Edge]:
    """Links between visible records, all or those that touch ``refs``."""
    wanted = list(refs)
    condition = (
        f" AND (source IN ({marks(wanted)}) OR target IN ({marks(wanted)}))" if wanted else ""
    )
    rows = fetch(
        "SELECT source, type, target, means FROM records_link"  # noqa: S608
        f" WHERE workspace = %s{condition} ORDER BY source, type, target",
        [workspace, *wanted, *wanted],
    )
    ends = {end for row in rows for end in (row[0], row[2])}
    visible = seen_among(workspace, ends, person=person)
    return [
        Edge(*row)
        for row in rows
        if row[0] in visible and (row[2] in visible or parse_ref(row[2]) is None)
    ]


def seen_among(workspace: int, refs: Iterable[str], *, person: str) -> set[str]:
    """Those of the records that exist and that a person may see."""
    clause = visible_to(workspace, person, named=True)
    names = sorted(set(refs))
    found: set[str] = set()
    for begin in range(0, len(names), 500):
        part = names[begin : begin + 500]
        rows = fetch(
            f"SELECT ref FROM records_record WHERE {clause.sql} AND ref IN ({marks(part)})",  # noqa: S608
            (*clause.parameters, *part),
        )
        found |= {row[0] for row in rows}
    return found


def stated_links(workspace: int, ref: str) -> list[StatedLink]:
    """The links that a record's own text states."""
    rows = fetch(
        "SELECT type, means, target FROM records_link WHERE workspace = %s AND source = %s"
        " ORDER BY type, target",
        [workspace, ref],
    )
    return [StatedLink(*row) for row in rows]
