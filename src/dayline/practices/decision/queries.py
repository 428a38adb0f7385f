"""Decisions of a workspace: the versions that bound, who accepted them, who must, and the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from dayline.base.document import split
from dayline.base.errors import DaylineError
from dayline.base.micros import from_micros
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.people.queries import Directory
from dayline.people.timetable import timetable
from dayline.practices.decision.book import IN_FORCE, Book, Decision
from dayline.practices.decision.globs import Owners, overlap, teams_named
from dayline.practices.decision.offsets import (
    Acceptance,
    Dependant,
    Offset,
    Scope,
    Version,
    latest,
    offset,
)
from dayline.practices.decision.teeth import NONE, teeth_of
from dayline.records import queries
from dayline.records.packing import unpacked
from dayline.records.paths import applies, globs_of
from dayline.records.queries import Record

KINDS: Final = ("decision", "rfc")
ENTRY: Final = "offset.given."
_FOLLOWING: Final = ("requires", "implements", "amends")
_BINDING: Final = IN_FORCE[:-1]
_OF_TERMS: Final = ("applies_to", "checks", "scope", "area")


def acceptances(workspace: int, ref: str) -> list[Acceptance]:
    """What was said about the versions of a decision, oldest first; without what was erased."""
    found = []
    for entry in journal.entries(workspace, subject=ref, kinds=(ENTRY,)):
        words = entry.payload
        if words is not None:
            scope = Scope(entry.kind.removeprefix(ENTRY))
            who, revision = str(words["who"]), int(str(words["revision"]))
            note = str(words.get("note", ""))
            found.append(Acceptance(who, entry.actor, revision, scope, entry.at, note))
    return found


def versions(record: Record) -> list[Version]:
    """The versions of a decision that bound, oldest first; none while it was never accepted.

    A revision is a version when it changes the text or the terms. Links and states that Dayline
    writes at the other end do not make one.
    """
    rows = fetch(
        "SELECT number, at, text_index FROM records_revision WHERE workspace = %s AND ref = %s"  # noqa: S608
        f" AND state IN ({marks(_BINDING)}) ORDER BY number",
        [record.workspace, record.ref, *_BINDING],
    )
    texts = journal.payloads(record.workspace, sorted({index for _, _, index in rows}))
    found: list[Version] = []
    held: object = None
    for number, at, index in rows:
        terms = _terms(unpacked(texts.get(index)))
        if not found or terms != held:
            found.append(Version(number, from_micros(at)))
        held = terms
    return found


def _terms(content: bytes | None) -> tuple[object, ...]:
    text = (content or b"").decode(errors="replace")
    try:
        head = split(text)
    except DaylineError:
        return (text,)
    return (text[head.end :], *(repr(head.fields.get(key)) for key in _OF_TERMS))


def offsets(
    record: Record,
    now: datetime,
    *,
    person: str,
    owners: Owners | None = None,
    files: Sequence[str] = (),
    bound: Sequence[Version] | None = None,
    words: Sequence[Acceptance] | None = None,
) -> list[Offset]:
    """Where each team that must follow a decision stands, with those that spoke unasked.

    ``owners`` are those of a CODEOWNERS file and ``files`` the paths of its repository. Who knows
    the :func:`versions` (``bound``) and :func:`acceptances` (``words``) already gives them.
    """
    times = timetable(record.workspace)
    people = times.people
    words = acceptances(record.workspace, record.ref) if words is None else words
    said = latest(words)
    bound = versions(record) if bound is None else bound
    found = {one.team: one for one in dependants(record, people, person, owners, files)}
    for who in said:
        if who in people.teams:
            found.setdefault(who, Dependant(who, ("said so itself",)))
    return [
        offset(one, bound, said, _active(people, one.team), hours=times.hours(one.team), now=now)
        for one in sorted(found.values(), key=lambda one: people.handle(one.team))
    ]


def _active(people: Directory, team: str) -> frozenset[str]:
    return frozenset(one for one in people.teams[team].members if people.people[one].active)


def dependants(
    record: Record,
    people: Directory,
    person: str,
    owners: Owners | None = None,
    files: Sequence[str] = (),
) -> list[Dependant]:
    """The teams that must follow a decision, by its areas, by paths and by links."""
    reasons: dict[str, dict[str, None]] = {}
    areas = _areas(record.fields)
    globs = globs_of(record.fields.get("applies_to"))
    for team in people.teams.values():
        for name, paths in team.areas:
            if name in areas:
                reasons.setdefault(team.id, {})[f"area {name}"] = None
            shared = next((p for p in paths for glob in globs if overlap(p, glob)), None)
            if shared:
                reasons.setdefault(team.id, {})[f"owns {shared}"] = None
    for team_id, path in _code_owners(record, people, owners, files):
        reasons.setdefault(team_id, {}).setdefault(f"CODEOWNERS, such as {path}", None)
    for team_id, ref in _linked(record, people, person):
        reasons.setdefault(team_id, {})[f"{ref} rests on it"] = None
    return [Dependant(team, tuple(why)) for team, why in reasons.items()]


def _areas(fields: Mapping[str, Any]) -> set[str]:
    stated = fields.get("area")
    return {str(one) for one in (stated if isinstance(stated, list) else [stated]) if one}


def _code_owners(
    record: Record, people: Directory, owners: Owners | None, files: Sequence[str]
) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for path in files if owners else ():
        if owners is not None and applies(record.fields, path):
            for handle in teams_named(owners.of(path)):
                team = people.id_of(handle) or ""
                if team in people.teams and team not in seen:
                    seen.add(team)
                    yield team, path


def _linked(record: Record, people: Directory, person: str) -> Iterable[tuple[str, str]]:
    """The teams whose areas the records name that rest on this one."""
    edges = queries.edges(record.workspace, person=person, refs=[record.ref])
    sources = sorted(
        {one.source for one in edges if one.target == record.ref and one.means in _FOLLOWING}
    )
    if sources:
        for other in queries.by_refs(record.workspace, sources):
            areas = _areas(other.fields)
            for team in people.teams.values():
                if areas & {name for name, _ in team.areas}:
                    yield team.id, other.ref


def book_of_workspace(workspace: int, *, person: str) -> Book:
    """The decisions that a person may see, to hold a change set against."""
    records = queries.listing(workspace, person=person, kinds=KINDS)
    words = journal.payloads(workspace, [one.text_index for one in records])
    state = {one.ref: one.state for one in records}
    newer: dict[str, list[str]] = {}
    for edge in queries.edges(workspace, person=person):
        if edge.means == "supersedes" and state.get(edge.source) in IN_FORCE:
            newer.setdefault(edge.target, []).append(edge.source)
    decisions = []
    for one in records:
        text = (unpacked(words.get(one.text_index)) or b"").decode(errors="replace")
        decisions.append(_decision(one, text, tuple(newer.get(one.ref, ()))))
    return Book(tuple(decisions))


def _decision(record: Record, text: str, successors: tuple[str, ...]) -> Decision:
    teeth = NONE
    if "checks" in text or "waivers" in text:
        try:
            head = split(text)
        except DaylineError:
            pass  # its own check says so
        else:
            place = record.path or record.ref
            teeth = teeth_of(head.fields, text, ref=record.ref, path=place, lines=head.lines)
    return Decision(
        record.ref,
        record.title,
        record.state,
        record.path,
        tuple(globs_of(record.fields.get("applies_to"))),
        teeth,
        successors,
        record.revision,
        text,
    )
