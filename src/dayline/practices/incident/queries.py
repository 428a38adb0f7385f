"""Nouns of incidents: the timeline, where one stands now, its agenda, its share, open actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.instants import from_text
from dayline.base.micros import from_micros
from dayline.clocks import queries as clocks
from dayline.clocks.queries import Deadline
from dayline.clocks.rules import State
from dayline.contracts.queries import registry
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.people.queries import SYSTEM, Directory, directory
from dayline.practices.incident import claims as claiming
from dayline.practices.incident import sections
from dayline.practices.incident.claims import Claim, Point, Share
from dayline.practices.incident.rules import Action, sentence
from dayline.practices.incident.timeline import Event, Note, Row, backwards, merged
from dayline.records import queries as records
from dayline.records.facts import text_of
from dayline.records.packing import unpacked
from dayline.records.queries import Record

KIND = "incident"
WITH_ACTIONS = (KIND, "retro", "meeting")
_MOST = 200
_LATEST = 5


def incident(workspace: int, ref: str, *, person: str = SYSTEM) -> Record:
    """The incident of that id. Raises :class:`NotFound`, also where it is another kind's."""
    record = records.find(workspace, ref, person=person)
    if record.kind != KIND:
        raise NotFound(f"{record.ref} is no incident.", do=f"Read it: dayline show {record.ref}.")
    return record


def note_id(index: int) -> str:
    """The id of a note by its journal entry."""
    return f"N{index}"


_COLUMNS = "idx, author, at, written_at, corrects"


def notes(workspace: int, ref: str) -> list[Note]:
    """What was noted, in the order of arrival; authors as handles."""
    rows = fetch(
        f"SELECT {_COLUMNS} FROM incident_note"  # noqa: S608
        " WHERE workspace = %s AND ref = %s ORDER BY idx",
        [workspace, ref],
    )
    return _notes(workspace, rows)


def _notes(workspace: int, rows: Sequence[Sequence[int]]) -> list[Note]:
    people = directory(workspace)
    words = journal.payloads(workspace, [row[0] for row in rows])
    found = []
    for index, author, at, written, corrects in rows:
        payload = words.get(index)
        text = None if payload is None else str(payload.get("text", ""))
        found.append(
            Note(
                note_id(index), from_micros(at), from_micros(written), people.handle(str(author)),
                text, note_id(corrects) if corrects else "",
            )
        )  # fmt: skip
    return found


def note(workspace: int, ref: str, identity: str) -> Note:
    """One note of a timeline. Raises :class:`NotFound`."""
    number = identity[1:] if identity[:1].upper() == "N" else identity
    rows = (
        fetch(
            f"SELECT {_COLUMNS} FROM incident_note"  # noqa: S608
            " WHERE workspace = %s AND ref = %s AND idx = %s",
            [workspace, ref, int(number)],
        )
        if number.isdigit() and len(number) < 16
        else []
    )
    if not rows:
        raise NotFound(
            f"The timeline of {ref} has no note {identity}.",
            kept="Nothing was changed.",
            do=f"See its notes: dayline incident timeline {ref}.",
        )
    return _notes(workspace, rows)[0]


def by_key(workspace: int, ref: str, keys: Sequence[str]) -> dict[str, str]:
    """The ids of the notes that have arrived under these keys, by key."""
    found: dict[str, str] = {}
    for begin in range(0, len(keys), 500):
        part = keys[begin : begin + 500]
        rows = fetch(
            "SELECT key, idx FROM incident_note"  # noqa: S608
            f" WHERE workspace = %s AND ref = %s AND key IN ({marks(part)})",
            [workspace, ref, *part],
        )
        found |= {key: note_id(index) for key, index in rows}
    return found


@dataclass(frozen=True)
class Standing:
    """An incident as one look shows it. ``at_start`` are the claims at minute 0 of its review,
    None before there was one; ``deadlines`` are those that run."""

    record: Record
    text: str
    rows: list[Row]
    events: list[Event]
    claims: list[Claim]
    at_start: list[Claim] | None
    actions: list[Action]
    deadlines: list[Deadline]
    state: str
    people: Directory

    @cached_property
    def agenda(self) -> list[Point]:
        """What the thirty minutes are for: each contested claim and nothing else."""
        return claiming.agenda(self.claims)

    @property
    def share(self) -> Share | None:
        """How many of the claims, as they are now, stood at minute 0; None before a review."""
        return None if self.at_start is None else claiming.share_before(self.at_start, self.claims)

    @property
    def latest(self) -> list[Event]:
        """The last events, newest first."""
        return self.events[: -_LATEST - 1 : -1]

    @property
    def backwards(self) -> list[Row]:
        """Rows of the text that stand after one which happened later."""
        return backwards(self.rows)

    @property
    def owner(self) -> str:
        """Who leads, as the record names them; "" where nobody does."""
        return str(self.record.fields.get("owner") or "")

    @property
    def open_actions(self) -> list[Action]:
        """What is still to be done."""
        return [one for one in self.actions if not one.done]

    @property
    def impact(self) -> str:
        """The first lines of what is known of the harm; "" where nothing is written."""
        found = sections.passage(self.text, ("impact",))
        said = [one.text.strip() for one in found.lines if one.text.strip()] if found else []
        return " ".join(said[:3])

    @property
    def sentence(self) -> str:
        """Where it stands, for somebody who was asleep."""
        return sentence(
            state=self.state,
            severity=str(self.record.fields.get("severity") or ""),
            lead=self.owner,
            claims=self.claims,
            open_actions=len(self.open_actions),
        )

    def instant(self, field: str) -> datetime | None:
        """An instant that the record states, None where it does not."""
        try:
            return from_text(str(self.record.fields[field]))
        except (KeyError, InvalidInput):
            return None


def standing(workspace: int, ref: str, *, person: str = SYSTEM) -> Standing:
    """Everything of an incident that a person may see, in a fixed number of queries."""
    record = incident(workspace, ref, person=person)
    text = text_of(record)
    found = sections.rows(text)
    contract = registry(workspace).named(record.contract or record.kind)
    state = contract.states.get(record.state)
    running = [
        one
        for one in clocks.of_record(workspace, record.ref)
        if one.state in (State.RUNNING, State.PAUSED)
        or (one.state is State.MISSED and one.ended_at is None)
    ]
    return Standing(
        record, text, found, merged(found, notes(workspace, record.ref)), sections.claims(text),
        _at_start(record), sections.actions(text), running,
        (state.title if state else "") or record.state, directory(workspace),
    )  # fmt: skip


def _at_start(record: Record) -> list[Claim] | None:
    """The claims that stood when the review began; None where none has begun."""
    rows = fetch(
        "SELECT number FROM records_revision WHERE workspace = %s AND ref = %s AND move = 'review'"
        " ORDER BY number LIMIT 1",
        [record.workspace, record.ref],
    )
    if not rows:
        return None
    content = records.text_at(record.workspace, record.ref, rows[0][0])
    return sections.claims(content.decode(errors="replace")) if content else []


def listed(workspace: int, *, person: str = SYSTEM, closed: bool = False) -> list[Record]:
    """Incidents that are not closed, or the last closed ones; at most 200, newest first."""
    return records.select(
        records.visible_to(workspace, person),
        "kind = %s AND final = %s",
        [KIND, closed],
        order=f"number DESC LIMIT {_MOST}",
    )


@dataclass(frozen=True, slots=True)
class Owned:
    """An open action and the record that it stands in."""

    record: Record
    action: Action


def open_actions(
    workspace: int, *, person: str = SYSTEM, owner: str = "", today: date
) -> list[Owned]:
    """What is still to be done of the last 200 incidents, retrospectives and meetings.

    Late ones come first, then by their day; those without a day come last. Of closed records those
    are left out that have no box, no owner and no day. ``owner`` is a handle.
    """
    found = records.select(
        records.visible_to(workspace, person),
        f"kind IN ({marks(WITH_ACTIONS)})",
        list(WITH_ACTIONS),
        order=f"changed_at DESC LIMIT {_MOST}",
    )
    texts = records_texts(workspace, found)
    owned = [
        Owned(record, action)
        for record in found
        for action in sections.actions(texts.get(record.ref, ""))
        if not action.done
        and (action.asked or not record.final)
        and (not owner or action.owner.casefold() == owner.casefold())
    ]
    return sorted(
        owned,
        key=lambda one: (not one.action.late(today), one.action.due or date.max, one.record.ref),
    )


def records_texts(workspace: int, found: Sequence[Record]) -> dict[str, str]:
    """The texts of records by id, read at once; without those that were erased."""
    words = journal.payloads(workspace, [one.text_index for one in found])
    texts = {}
    for one in found:
        content = unpacked(words.get(one.text_index))
        if content is not None:
            texts[one.ref] = content.decode(errors="replace")
    return texts


@dataclass(frozen=True, slots=True)
class Measured:
    """The practice over the last closed incidents: how much was written before its review."""

    incidents: int
    share: Share
    without_contest: int


def measured(workspace: int, *, person: str = SYSTEM) -> Measured:
    """The share of final claims written before minute 0, over the last 50 closed incidents that
    had a review, and how many of those had nothing to contest. Never by person."""
    before = final = count = calm = 0
    for record in listed(workspace, person=person, closed=True)[:50]:
        at_start = _at_start(record)
        if at_start is None:
            continue
        share = claiming.share_before(at_start, sections.claims(text_of(record)))
        before, final, count = before + share.before, final + share.final, count + 1
        calm += not any(claim.contested for claim in at_start)
    return Measured(count, Share(before, final), calm)
