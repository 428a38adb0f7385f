"""Reading what became of handoffs: what was read back, the sender's word, the next shift's answers,
and the counts that a measure of loss is made of. No figure is kept of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from dayline.base.errors import InvalidInput
from dayline.base.micros import from_micros, to_micros
from dayline.contracts.queries import registry
from dayline.journal import queries as journal
from dayline.journal.database import fetch, first, from_json
from dayline.people.queries import SYSTEM, Directory, directory
from dayline.practices.handoff.items import marked
from dayline.practices.handoff.measure.observed import Observed
from dayline.practices.handoff.reading.by_meaning import suggest
from dayline.practices.handoff.reading.score import Score
from dayline.practices.handoff.rules import Answered, Judged, Marked, Word
from dayline.records import queries as records
from dayline.records.packing import unpacked
from dayline.records.queries import Record, visible_to

KIND = "handoff"
TAKEN = ("accepted", "closed")


@dataclass(frozen=True, slots=True)
class Statement:
    """A read-back: what one of the receivers wrote, in their own words."""

    person: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The sender's word on each item, and the statements that nothing in the handoff said."""

    by: str
    at: datetime
    items: tuple[Judged, ...]
    invented: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What showed at the next shift."""

    by: str
    at: datetime
    items: tuple[Answered, ...]
    note: str


@dataclass(frozen=True)
class Handover:
    """A handoff as it was delivered last, with all that was said of it since.

    ``items`` are those of the delivered ``text``. ``asked`` is the draw, made with probability
    ``share`` of 100. ``said`` holds the read-backs of the receivers, oldest first.
    """

    record: Record
    text: str
    items: tuple[Marked, ...]
    asked: bool
    share: int
    delivered_at: datetime
    taken_at: datetime | None
    said: tuple[Statement, ...]
    judgement: Judgement | None
    outcome: Outcome | None

    @property
    def first(self) -> str:
        """The first read-back, "" before there is one."""
        return self.said[0].text if self.said else ""

    @property
    def after(self) -> str:
        """What stands after clarification: the last read-back of each receiver."""
        return "\n\n".join({one.person: one.text for one in self.said}.values())

    @property
    def clarified(self) -> bool:
        """Whether anything was said after the first read-back."""
        return len(self.said) > 1

    @cached_property
    def first_score(self) -> Score | None:
        """What the scorer says of the first read-back; a suggestion and no more."""
        return self.scored(self.first) if self.said else None

    @cached_property
    def after_score(self) -> Score | None:
        """What it says of what stands now."""
        return self.scored(self.after) if self.clarified else self.first_score

    def scored(self, text: str) -> Score:
        """What the scorer says of any text as a read-back of this handoff."""
        return suggest([one.text for one in self.items], text, handoff=self.text)


def handover(workspace: int, ref: str, *, person: str = SYSTEM) -> Handover:
    """What became of a handoff that ``person`` may see.

    Raises :class:`NotFound`, and :class:`InvalidInput` for what is no handoff or not delivered.
    """
    record = records.find(workspace, ref, person=person)
    if record.kind != KIND:
        raise InvalidInput(f"{record.ref} is no handoff.", do="See: dayline list --kind handoff.")
    row = first(
        "SELECT asked, share, delivered_idx, delivered_at, taken_at, judged_idx, outcome_idx"
        " FROM handoff_handover WHERE workspace = %s AND ref = %s",
        [workspace, record.ref],
    )
    if row is None:
        raise InvalidInput(
            f"{record.ref} is {record.state}; it was not delivered yet.",
            do=f"Its author delivers it: dayline move {record.ref} deliver.",
        )
    asked, share, index, delivered_at, taken_at, judged, outcome = row
    text, items = _delivered(record, index)
    words = _entries(workspace, [one for one in (judged, outcome) if one])
    return Handover(
        record,
        text,
        items,
        bool(asked),
        int(share),
        from_micros(delivered_at),
        None if taken_at is None else from_micros(taken_at),
        tuple(_said(record, index)),
        _judgement(words.get(judged)),
        _outcome(words.get(outcome)),
    )


def _delivered(record: Record, index: int) -> tuple[str, tuple[Marked, ...]]:
    """The text that was delivered and its items; nothing where it was erased."""
    text = (unpacked(journal.payload(record.workspace, index)) or b"").decode(errors="replace")
    contract = registry(record.workspace).named(record.contract or KIND)
    return text, marked(contract, text) if text else ()


def receivers(people: Directory, record: Record) -> frozenset[str]:
    """The ids of those to whom a handoff went."""
    return _members(people, record, "to")


def senders(people: Directory, record: Record) -> frozenset[str]:
    """The ids of the author and of their team."""
    return _members(people, record, "from") | {record.author}


def _members(people: Directory, record: Record, field: str) -> frozenset[str]:
    identity = people.id_of(str(record.fields.get(field) or ""))
    return people.members_of([identity]) if identity else frozenset()


def _said(record: Record, delivered: int) -> list[Statement]:
    allowed = receivers(directory(record.workspace), record)
    found = journal.entries(
        record.workspace, start=delivered, subject=record.ref, kinds=("receipt.given.read_back",)
    )
    return [
        Statement(entry.actor, entry.at, str(entry.payload.get("text", "")))
        for entry in found
        if entry.payload and entry.actor in allowed and str(entry.payload.get("text", "")).strip()
    ]


def _entries(workspace: int, indexes: Sequence[int]) -> dict[int, tuple[str, datetime, Any]]:
    return {
        entry.index: (entry.actor, entry.at, entry.payload)
        for index in indexes
        for entry in journal.entries(workspace, start=index, stop=index + 1)
    }


def _item(one: Mapping[str, Any]) -> Marked:
    return Marked(str(one["type"]), str(one["text"]))


def _judgement(found: tuple[str, datetime, Any] | None) -> Judgement | None:
    if found is None or not found[2]:
        return None
    by, at, payload = found
    items = tuple(
        Judged(_item(one), Word(one["first"]), Word(one["after"]), str(one.get("suggested", "")))
        for one in payload["items"]
    )
    return Judgement(by, at, items, tuple(payload["invented"]), str(payload["note"]))


def _outcome(found: tuple[str, datetime, Any] | None) -> Outcome | None:
    if found is None or not found[2]:
        return None
    by, at, payload = found
    items = tuple(Answered(_item(one), bool(one["lost"])) for one in payload["items"])
    return Outcome(by, at, items, str(payload["note"]))


_OBSERVED = (
    "SELECT h.ref, h.asked, h.share, h.delivered_at, h.taken_at, h.judged_idx, h.items, h.lost,"
    " h.lost_after, h.outcome_idx, h.outcome_items, h.outcome_lost, r.contract, r.fields"
    " FROM handoff_handover h JOIN records_record r"
    " ON r.workspace = h.workspace AND r.ref = h.ref"
)


def observed(
    workspace: int,
    *,
    person: str = SYSTEM,
    since: datetime | None = None,
    by_outcome: bool = False,
) -> list[Observed]:
    """The handoffs that were taken on and judged, for the measure of loss, oldest first.

    The sender's word counts where a read-back was asked, the next shift's answers where none was.
    ``since`` is when they were taken on at the earliest. Nothing was drawn where the share was 0 or
    100, or the severity or the contract asks none. To learn what a read-back brings, ``by_outcome``
    takes the answers of the next shift on both sides: the sender's word exists on one side only.
    """
    seen = visible_to(workspace, person)
    mine = (
        f"EXISTS (SELECT 1 FROM records_record WHERE {seen.sql}"  # noqa: S608
        " AND records_record.ref = h.ref)"
    )
    rows = fetch(
        f"{_OBSERVED} WHERE h.workspace = %s AND h.taken_at IS NOT NULL AND h.taken_at >= %s"
        f" AND {mine} ORDER BY h.taken_at, h.ref",
        [workspace, to_micros(since) if since else 0, *seen.parameters],
    )
    draws = _drawing_contracts(workspace)
    found = [_observation(row, draws, by_outcome=by_outcome) for row in rows]
    return [one for one in found if one is not None]


def _drawing_contracts(workspace: int) -> frozenset[str]:
    """The versions of the contract under which a draw has any effect."""
    return frozenset(
        contract.ref
        for contract in registry(workspace).versions.get(KIND, ())
        for move in contract.moves.values()
        if any(gate.name == "read_back_not_asked" for gate in move.gates)
    )


def _observation(row: Sequence[Any], draws: frozenset[str], *, by_outcome: bool) -> Observed | None:
    (ref, asked, share, delivered, taken, judged, items, lost, after,
     outcome, told, told_lost, contract, stated) = row  # fmt: skip
    fields = from_json(stated)
    drawn = contract in draws and fields.get("severity", "routine") != "routine"
    read_back = bool(asked) if drawn else bool(judged)
    if by_outcome or not read_back:
        judged, items, lost, after = outcome, told, told_lost, told_lost
    if not judged or not items:
        return None
    return Observed(
        handoff=str(ref),
        sender_team=str(fields.get("from", "")),
        receiver_team=str(fields.get("to", "")),
        template=str(contract),
        gap=from_micros(taken) - from_micros(delivered),
        read_back=read_back,
        items=int(items),
        lost=int(lost),
        lost_after=int(after),
        randomised=drawn and 0 < share < 100,
    )
