"""Verbs that write a record's text and state: open, revise, move.

Each takes an :class:`Acting`, asks the pure rules, and appends to the journal; the fold writes
the rows in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.document import set_field, split
from dayline.base.errors import Forbidden, GatesClosed, InvalidInput
from dayline.base.findings import Finding
from dayline.contracts.queries import Registry, registry
from dayline.contracts.rules import Refusal, check_move
from dayline.contracts.template import blank
from dayline.contracts.terms import Contract
from dayline.journal.append import Pen, writing
from dayline.people.queries import SYSTEM, Directory, authorise, directory
from dayline.records import queries
from dayline.records.facts import check_expected, facts_of, text_of, waiting
from dayline.records.links.mirror import other_ends
from dayline.records.models import Counter, Record
from dayline.records.rules import Stated, head_of, link_rows, packed, read_native

WRITERS = ("owner", "member")
FieldValues = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Written:
    """What an act left behind: the record's id, its revision and state, and the journal index.

    ``along`` names the records that changed in the same act because they are linked.
    """

    ref: str
    revision: int
    state: str
    index: int
    along: tuple[str, ...] = ()


def open_record(
    acting: Acting,
    kind: str,
    *,
    title: str = "",
    text: str | None = None,
    fields: FieldValues | None = None,
    visibility: str = "workspace",
    note: str = "",
) -> Written:
    """Open a record under the newest contract of ``kind``, from a text or from the template.

    The id is reserved in the same transaction, so no two writers ever get the same one.
    """
    with writing(acting) as pen:
        people = directory(acting.workspace)
        opener = authorise(people, acting.actor, *WRITERS)
        contracts = registry(acting.workspace)
        contract = contracts.named(kind)
        ref = _reserve(pen, contract.prefix)
        handle = f"@{opener.handle}" if opener else SYSTEM
        if text is None:
            text = blank(contract, ref=ref, title=title, author=handle, fields=fields)
        else:
            text = _stamped(text, contract, ref, handle, fields or {})
        stated = read_native(contract, text, path=ref)
        _check_opening(contract, stated, ref)
        author = people.id_of(stated.author) or acting.actor
        payload = _payload(contract, stated, text, people, author, note)
        payload["head"] = {**payload["head"], "visibility": visibility, "path": ""}  # type: ignore[dict-item]
        index = pen.add(f"record.opened.{stated.state}", ref, payload)
        along = _mirror(pen, contracts, contract, ref, (), stated)
    return Written(ref, 1, stated.state, index, along)


def revise(acting: Acting, ref: str, text: str, *, expect: int, note: str = "") -> Written:
    """Replace a record's text. ``expect`` is the revision that the writer had read.

    Raises :class:`Conflict` with both texts when the record moved on since, and
    :class:`InvalidInput` when the text changes what only a move may change.
    """
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, *WRITERS)
        record = queries.find(acting.workspace, ref, person=acting.actor)
        check_expected(record, expect, text)
        contracts = registry(acting.workspace)
        contract = contracts.named(record.contract)
        _check_revision(contract, record, split(text, path=record.ref).fields)
        return write_text(pen, contracts, contract, record, text, note=note)


def write_text(
    pen: Pen, contracts: Registry, contract: Contract, record: Record, text: str, *, note: str
) -> Written:
    """Append a revision of a record within an act, and change the other ends of its links."""
    people = directory(record.workspace)
    stated = read_native(contract, text, path=record.ref)
    before = queries.stated_links(record.workspace, record.ref)
    payload = _payload(contract, stated, text, people, record.author, note)
    index = pen.add("record.revised", record.ref, payload)
    along = _mirror(pen, contracts, contract, record.ref, before, stated)
    return Written(record.ref, record.revision + 1, record.state, index, along)


def move(
    acting: Acting,
    ref: str,
    name: str,
    *,
    expect: int | None = None,
    fields: FieldValues | None = None,
    note: str = "",
) -> Written:
    """Make a move of the record's contract, with what it does to linked records.

    ``fields`` answers what the move asks for. Raises :class:`GatesClosed` with the things that
    are still to do, or :class:`Forbidden` naming who may make the move.
    """
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, *WRITERS)
        record = queries.find(acting.workspace, ref, person=acting.actor)
        text = with_fields(text_of(record), fields or {})
        if expect is not None:
            check_expected(record, expect, text)
        contracts = registry(acting.workspace)
        contract = contracts.named(record.contract)
        facts = facts_of(record, contract, contracts, text, people, acting)
        outcome = check_move(contract, facts, name)
        if isinstance(outcome, Refusal):
            raise _refused(record, name, outcome)
        written = _put_in_state(pen, contracts, contract, record, text, outcome.to, name, note)
        along = list(written.along)
        for partner in outcome.partners:
            pen.flush()
            along += _move_partner(pen, contracts, record.ref, partner.ref, partner.to)
    return Written(written.ref, written.revision, written.state, written.index, tuple(along))


def _put_in_state(
    pen: Pen,
    contracts: Registry,
    contract: Contract,
    record: Record,
    text: str,
    state: str,
    name: str,
    note: str,
) -> Written:
    people = directory(record.workspace)
    text = set_field(text, "state", state)
    stated = read_native(contract, text, path=record.ref)
    before = queries.stated_links(record.workspace, record.ref)
    payload = _payload(contract, stated, text, people, record.author, note)
    index = pen.add(f"record.moved.{state}", record.ref, {**payload, "move": name})
    along = _mirror(pen, contracts, contract, record.ref, before, stated)
    return Written(record.ref, record.revision + 1, state, index, along)


def _move_partner(
    pen: Pen, contracts: Registry, because: str, ref: str, state: str
) -> tuple[str, ...]:
    """Bring a linked record to the state that the move demands of it, in the same act."""
    record = queries.find(pen.acting.workspace, ref)
    if record.state == state:
        return ()
    contract = contracts.named(record.contract)
    name = next(
        (move.name for move in contract.moves_from(record.state) if move.to == state), "along"
    )
    note = f"along with {because}"
    _put_in_state(pen, contracts, contract, record, text_of(record), state, name, note)
    return (record.ref,)


def _mirror(
    pen: Pen,
    contracts: Registry,
    contract: Contract,
    ref: str,
    before: Sequence[tuple[str, str]],
    stated: Stated,
) -> tuple[str, ...]:
    """Write the other ends of the links that came or went; returns whose texts changed."""
    if set(before) == set(stated.links):
        return ()
    people = directory(pen.acting.workspace)
    changed = []
    for other in other_ends(pen.acting.workspace, contract, ref, before, stated.links):
        theirs = contracts.named(other.record.contract)
        reading = read_native(theirs, other.text, path=other.record.ref)
        payload = _payload(
            theirs, reading, other.text, people, other.record.author, other.because
        )
        pen.add("record.revised", other.record.ref, payload)
        changed.append(other.record.ref)
    return tuple(changed)


def _payload(
    contract: Contract, stated: Stated, text: str, people: Directory, author: str, note: str
) -> dict[str, Json]:
    waits_on = waiting(contract, stated, people, author)
    return {
        "head": head_of(contract, stated, author=author, waits_on=waits_on),
        "links": link_rows(stated),
        "note": note,
        **packed(text),
    }


def _reserve(pen: Pen, prefix: str) -> str:
    """The next id under a prefix. The journal's lock is held, so nobody else can read it."""
    pen.flush()
    row = Counter.objects.filter(workspace=pen.acting.workspace, prefix=prefix).first()
    return f"{prefix}-{(row.last if row else 0) + 1}"


def with_fields(text: str, fields: FieldValues) -> str:
    """``text`` with front matter fields set; all else stays byte for byte."""
    for name, value in fields.items():
        text = set_field(text, name, value if isinstance(value, str) else list(value))
    return text


def _stamped(text: str, contract: Contract, ref: str, handle: str, fields: FieldValues) -> str:
    """A text that a person brought, with its id, contract, state and author put in its head."""
    given = split(text, path=ref).fields
    text = set_field(text, "contract", contract.ref)
    text = set_field(text, "id", ref, after="contract")
    if "state" not in given:
        text = set_field(text, "state", contract.initial, after="id")
    if "author" not in given:
        text = set_field(text, "author", handle, after="state")
    return with_fields(text, fields)


def _check_opening(contract: Contract, stated: Stated, ref: str) -> None:
    if stated.state != contract.initial:
        raise InvalidInput(
            f"A new {contract.name} starts as {contract.initial}, not {stated.state}.",
            do=f"Write `state: {contract.initial}`, then move it.",
            findings=[_at(stated, ref, "state", f"Write `state: {contract.initial}`.")],
        )


def _check_revision(contract: Contract, record: Record, fields: Mapping[str, object]) -> None:
    kept = {"id": record.ref, "state": record.state, "contract": record.contract}
    for name, standing in kept.items():
        if str(fields.get(name, "")) != standing:
            raise InvalidInput(
                f"The text says `{name}: {fields.get(name, '')}`, the record `{standing}`.",
                kept="Your text was not saved; the record is unchanged.",
                do=f"Leave `{name}: {standing}` as it is."
                + (" A move changes the state." if name == "state" else ""),
            )
    state = contract.states.get(record.state)
    if state is not None and state.frozen:
        raise InvalidInput(
            f"{record.ref} is {record.state}; its text is frozen.",
            kept="Your text was not saved; the record is unchanged.",
            do="Open a record that amends or supersedes it.",
        )


def _refused(record: Record, name: str, refusal: Refusal) -> Exception:
    kept = f"{record.ref} stays {record.state}."
    if refusal.findings:
        return GatesClosed(
            f"{record.ref} cannot {name} yet.",
            kept=kept,
            do="Do what is listed, then try again.",
            findings=refusal.findings,
        )
    return Forbidden(refusal.reason, kept=kept)


def _at(stated: Stated, ref: str, field: str, remedy: str) -> Finding:
    return Finding(
        "state-initial", "A new record is not in its first state.", remedy, ref,
        stated.head.lines.get((field,), 1),
    )
