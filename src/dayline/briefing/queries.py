"""What changed on something since a person left, and how a newcomer reads into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.micros import from_micros, to_micros
from dayline.briefing.rules import Path, Text, reading_path
from dayline.briefing.since import Since, since_of
from dayline.briefing.subjects import Subject, subject_of
from dayline.contracts.queries import registry
from dayline.inbox.today import Change
from dayline.inbox.turns import contract_of, state_title
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.records import queries
from dayline.records.packing import unpacked
from dayline.records.queries import Record
from dayline.records.waiting.queries import Act

READ = ("decision", "rfc", "spec", "guide", "team", "walkthrough")
"""Kinds that a newcomer reads; what was handed over or asked is of its day."""

_NOT_YET = frozenset(["draft", "proposed", "open", "closing", "due", "ready"])
_MOST_CHANGED = 200
_MOST_READ = 300
_PART = 500


@dataclass(frozen=True, slots=True)
class Briefing:
    """What one is told of a subject: changes, the newest first, what is moving, and a path.

    ``more`` counts the changed records that are not shown.
    """

    subject: Subject
    since: Since
    changes: tuple[Change, ...]
    more: int
    moving: tuple[Record, ...]
    path: Path


def read_me_in(
    workspace: int, name: str, *, person: str, now: datetime, since: str = "", minutes: int = 60
) -> Briefing:
    """The briefing of a person on an area, a team or a record; only what they may see is in it.

    ``since`` is what :func:`dayline.briefing.since.since_of` understands, ``minutes`` how long the
    path for newcomers may be. Raises :class:`NotFound` and :class:`InvalidInput`.
    """
    subject = subject_of(workspace, name, person=person)
    seen = seen_before(workspace, subject.refs, person)
    began = since_of(workspace, person, now, since, seen=seen)
    return _briefing(workspace, subject, began, person, minutes)


def _briefing(
    workspace: int, subject: Subject, since: Since, person: str, minutes: int
) -> Briefing:
    refs = subject.refs
    acts = _acts(workspace, refs, since.at, person)
    newest = sorted(acts, key=lambda ref: (acts[ref][-1].at, ref), reverse=True)
    records = _records(workspace, [*newest[:_MOST_CHANGED], *refs[:_MOST_READ]], person)
    changes = _changes(workspace, newest[:_MOST_CHANGED], acts, records, person)
    known = [one for ref in refs[:_MOST_READ] if (one := records.get(ref)) is not None]
    moving = sorted(
        (one for one in known if one.state in _NOT_YET and one.waits_on),
        key=lambda one: one.changed_at,
        reverse=True,
    )
    return Briefing(
        subject,
        since,
        tuple(changes),
        max(0, len(newest) - len(changes)),
        tuple(moving[:20]),
        _path(workspace, known, person, minutes),
    )


def _acts(
    workspace: int, refs: Sequence[str], since: datetime, person: str
) -> dict[str, list[Act]]:
    """What others did on records after an instant, by record, oldest first."""
    after = to_micros(since)
    found: dict[str, list[Act]] = {}
    for begin in range(0, len(refs), _PART):
        part = refs[begin : begin + _PART]
        asked = [workspace, *part, after, person]
        rows = fetch(
            "SELECT ref, number, at, actor, move, state, '' FROM records_revision"  # noqa: S608
            f" WHERE workspace = %s AND ref IN ({marks(part)}) AND at > %s AND actor <> %s"
            " UNION ALL SELECT ref, 0, at, author, '', '', concern FROM records_comment"
            f" WHERE workspace = %s AND ref IN ({marks(part)}) AND at > %s AND author <> %s",
            [*asked, *asked],
        )
        for ref, number, at, actor, move, state, concern in rows:
            kind = _kind(number, move, concern)
            word = concern if kind == "concern" else state if move else ""
            found.setdefault(ref, []).append(Act(ref, kind, from_micros(at), actor, word))
    for acts in found.values():
        acts.sort(key=lambda act: act.at)
    return found


def _kind(number: int, move: str, concern: str) -> str:
    if number == 0:
        return "concern" if concern else "comment"
    return "opened" if number == 1 else "moved" if move else "revised"


def _records(workspace: int, refs: Iterable[str], person: str) -> dict[str, Record]:
    wanted = list(dict.fromkeys(refs))
    found: dict[str, Record] = {}
    for begin in range(0, len(wanted), _PART):
        part = wanted[begin : begin + _PART]
        found |= {one.ref: one for one in queries.by_refs(workspace, part, person=person)}
    return found


def _changes(
    workspace: int,
    newest: Sequence[str],
    acts: Mapping[str, list[Act]],
    records: Mapping[str, Record],
    person: str,
) -> list[Change]:
    contracts = registry(workspace)
    found = []
    for ref in newest:
        record = records.get(ref)
        if record is None:
            continue
        contract = contract_of(contracts, record)
        states = {a.word: state_title(contract, a.word) for a in acts[ref] if a.kind == "moved"}
        title = contract.title if contract else record.kind
        mine = record.author == person
        found.append(Change(record, title, tuple(acts[ref]), states, mine))
    return found


def _path(workspace: int, known: Sequence[Record], person: str, minutes: int) -> Path:
    settled = [one for one in known if one.kind in READ and one.state not in _NOT_YET]
    links = queries.edges(workspace, person=person, refs=[one.ref for one in settled])
    have = {one.ref for one in settled}
    ends = {end for one in links for end in (one.source, one.target)} - have
    below = [
        one
        for one in _records(workspace, sorted(ends)[:_MOST_READ], person).values()
        if one.kind in READ and one.state not in _NOT_YET
    ]
    foundations = _built_on(have, [(one.source, one.means, one.target) for one in links])
    taken = [*settled, *(one for one in below if one.ref in foundations)]
    words = journal.payloads(workspace, [one.text_index for one in taken])
    texts = [
        Text(
            one.ref,
            one.kind,
            one.title,
            one.state,
            len((unpacked(words.get(one.text_index)) or b"").split()),
            one.opened_at,
        )
        for one in taken
    ]
    told = [(one.source, one.means, one.target) for one in links]
    return reading_path(texts, told, minutes=minutes)


def _built_on(have: set[str], links: Sequence[tuple[str, str, str]]) -> set[str]:
    """What the subject's own records require, amend or implement, one step away."""
    found = set()
    for source, means, target in links:
        if means in ("requires", "amends", "implements") and source in have:
            found.add(target)
        if means in ("required_by", "amended_by", "implemented_by") and target in have:
            found.add(source)
    return found


def seen_before(workspace: int, refs: Sequence[str], person: str) -> datetime | None:
    """When a person last took one of the records in, or said or wrote something about one."""
    last = 0
    for begin in range(0, len(refs), _PART):
        part = refs[begin : begin + _PART]
        for table, who in (
            ("records_receipt", "person"),
            ("records_comment", "author"),
            ("records_revision", "actor"),
        ):
            rows = fetch(
                f"SELECT MAX(at) FROM {table} WHERE workspace = %s"  # noqa: S608
                f" AND ref IN ({marks(part)}) AND {who} = %s",
                [workspace, *part, person],
            )
            last = max(last, rows[0][0] or 0)
    return from_micros(last) if last else None
