"""Reading records: one, many, as of a day, with their history, links, comments and receipts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, UTC
from typing import Any

from django.db.models import Q, QuerySet

from dayline.base.errors import NotFound
from dayline.base.ids import parse_number, parse_ref
from dayline.journal import queries as journal
from dayline.people.queries import SYSTEM, directory
from dayline.records.models import Comment, Link, Receipt, Record, Revision
from dayline.records.rules import unpacked


@dataclass(frozen=True, slots=True)
class Listed:
    """A record in a list. ``state`` and ``status`` are as of the day that was asked for."""

    ref: str
    kind: str
    title: str
    state: str
    status: str
    author: str
    waits_on: tuple[str, ...]
    changed_at: datetime
    state_since: datetime
    path: str
    fields: dict[str, Any]


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


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with its words; ``text`` is None when it was erased."""

    id: str
    ref: str
    revision: int
    at: datetime
    author: str
    concern: str
    status: str
    parent: str
    quote: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A receipt with its scope and words."""

    person: str
    kind: str
    revision: int
    at: datetime
    scope: str
    text: str


def visible_to(workspace: int, person: str) -> Q:
    """The one filter that decides what a person may see, for every query on records."""
    if person == SYSTEM:
        return Q(workspace=workspace)
    people = directory(workspace)
    known = people.people.get(person)
    if known is None or not known.active:
        return Q(pk__in=[])
    teams = [f"team:{team.id}" for team in people.teams_of(person)]
    return Q(workspace=workspace) & (
        Q(visibility__in=["workspace", f"person:{person}", *teams]) | Q(author=person)
    )


def records(workspace: int, person: str) -> QuerySet[Record]:
    """All records that the person may see."""
    return Record.objects.filter(visible_to(workspace, person))


def find(workspace: int, key: str, *, person: str = SYSTEM) -> Record:
    """The record that ``D-42``, ``42``, ``0042`` or a slug names. Raises :class:`NotFound`.

    A bare number that fits several records names them all in the refusal.
    """
    visible = records(workspace, person)
    ref = parse_ref(key)
    if ref is not None:
        found = visible.filter(ref=str(ref)).first()
        if found is not None:
            return found
    number = parse_number(key)
    matches = list(
        visible.filter(number=number) if number is not None else visible.filter(slug=key.casefold())
    )
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(sorted(match.ref for match in matches))
        raise NotFound(f"{key} could be any of {names}.", do="Give the whole id.")
    raise NotFound(f"There is no record {key}.", do="See what there is: dayline list.")


def content(workspace: int, record: Record) -> bytes | None:
    """The current text of a record, byte for byte; None when it was erased."""
    return unpacked(journal.payload(workspace, record.text_index))


def text_at(workspace: int, ref: str, revision: int) -> bytes | None:
    """The text of one revision; None when it was erased. Raises :class:`NotFound`."""
    row = Revision.objects.filter(workspace=workspace, ref=ref, number=revision).first()
    if row is None:
        raise NotFound(f"{ref} has no revision {revision}.", do=f"See: dayline log {ref}.")
    return unpacked(journal.payload(workspace, row.text_index))


def listing(
    workspace: int,
    *,
    person: str = SYSTEM,
    kinds: Sequence[str] = (),
    states: Sequence[str] = (),
    as_of: date | None = None,
) -> list[Listed]:
    """Records in the order of their ids, now or as of the end of a day (UTC)."""
    rows = records(workspace, person)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if as_of is None and states:
        rows = rows.filter(state__in=states)
    listed = [_listed(row) for row in rows.order_by("prefix", "number")]
    if as_of is None:
        return listed
    past = _states_as_of(workspace, as_of)
    then = [_as_it_was(item, past[item.ref]) for item in listed if item.ref in past]
    return [item for item in then if not states or item.state in states]


def _listed(row: Record) -> Listed:
    return Listed(
        row.ref,
        row.kind,
        row.title,
        row.state,
        row.status,
        row.author,
        tuple(row.waits_on),
        row.changed_at,
        row.state_since,
        row.path,
        row.fields,
    )


def _states_as_of(workspace: int, day: date) -> dict[str, Revision]:
    """For each record the last revision that was effective by the end of ``day``.

    History need not be in order of time: of two revisions the one effective later wins, and
    among equals the one recorded later.
    """
    end = datetime.combine(day, time.max, tzinfo=UTC)
    rows = Revision.objects.filter(workspace=workspace, effective_at__lte=end)
    return {row.ref: row for row in rows.order_by("effective_at", "number")}


def _as_it_was(item: Listed, past: Revision) -> Listed:
    return Listed(
        item.ref,
        item.kind,
        item.title,
        past.state,
        past.status,
        item.author,
        (),
        past.effective_at,
        past.effective_at,
        item.path,
        item.fields,
    )


def history(workspace: int, ref: str) -> list[Past]:
    """The revisions of a record, oldest first."""
    rows = Revision.objects.filter(workspace=workspace, ref=ref).order_by("number")
    return [
        Past(
            row.number,
            row.index,
            row.at,
            row.effective_at,
            row.actor,
            row.state,
            row.status,
            row.move,
            row.note,
        )
        for row in rows
    ]


def edges(workspace: int, *, person: str = SYSTEM, refs: Iterable[str] = ()) -> list[Edge]:
    """Links between visible records, all or those that touch ``refs``."""
    visible = set(records(workspace, person).values_list("ref", flat=True))
    rows = Link.objects.filter(workspace=workspace)
    wanted = list(refs)
    if wanted:
        rows = rows.filter(Q(source__in=wanted) | Q(target__in=wanted))
    return [
        Edge(row.source, row.type, row.target, row.means)
        for row in rows.order_by("source", "type", "target")
        if row.source in visible and (row.target in visible or parse_ref(row.target) is None)
    ]


def stated_links(workspace: int, ref: str) -> list[tuple[str, str]]:
    """The links that a record's own text states, as ``(type, target)``."""
    rows = Link.objects.filter(workspace=workspace, source=ref)
    return list(rows.order_by("type", "target").values_list("type", "target"))


def remarks(workspace: int, ref: str) -> list[Remark]:
    """The comments on a record, in the order in which they were made."""
    rows = list(Comment.objects.filter(workspace=workspace, ref=ref).order_by("index"))
    words = journal.payloads(workspace, [row.index for row in rows])
    return [
        Remark(
            row.id,
            row.ref,
            row.revision,
            row.at,
            row.author,
            row.concern,
            row.status,
            row.parent,
            str((words.get(row.index) or {}).get("quote", "")),
            _optional_text(words.get(row.index)),
        )
        for row in rows
    ]


def _optional_text(payload: dict[str, Any] | None) -> str | None:
    return None if payload is None else str(payload.get("text", ""))


def receipts(workspace: int, ref: str) -> list[Taken]:
    """Who took in which revision of a record, and how."""
    rows = list(Receipt.objects.filter(workspace=workspace, ref=ref).order_by("index"))
    words = journal.payloads(workspace, [row.index for row in rows])
    return [
        Taken(
            row.person,
            row.kind,
            row.revision,
            row.at,
            str((words.get(row.index) or {}).get("scope", "")),
            str((words.get(row.index) or {}).get("text", "")),
        )
        for row in rows
    ]
