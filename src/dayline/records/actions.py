"""Verbs that write a record's text and state: open, revise, move.

Each takes an :class:`Acting`, asks the pure rules, and appends to the journal; the fold writes
the rows in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, GatesClosed
from dayline.contracts.queries import Registry, registry
from dayline.contracts.rules import Refusal, check_move
from dayline.contracts.template import blank
from dayline.journal.append import Pen, writing
from dayline.people.queries import SYSTEM, Directory, authorise, directory
from dayline.records import queries
from dayline.records.brought import (
    FieldValues,
    check_opening,
    revision_of,
    stamped,
    with_fields,
)
from dayline.records.consequences import bring_about
from dayline.records.dialect.writing import Target
from dayline.records.facts import check_expected, facts_of, named, text_of, waiting
from dayline.records.links.mirror import other_ends, target_of
from dayline.records.packing import StatedLink, packed
from dayline.records.queries import Record
from dayline.records.rules import Stated, link_rows, read_native
from dayline.records.script import Native, Script, script_for
from dayline.records.sharing.actions import open_to
from dayline.records.sharing.rules import level_of
from dayline.records.turning import turn

WRITERS = ("owner", "member")


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


class Act:
    """An open act on records: the pen, who is who, and the contracts in force."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.workspace = pen.acting.workspace
        self.people: Directory = directory(self.workspace)
        self.contracts: Registry = registry(self.workspace)

    def authorise(self) -> str:
        """The acting person's handle, if they may write here. Raises :class:`Forbidden`."""
        person = authorise(self.people, self.pen.acting.actor, *WRITERS)
        return f"@{person.handle}" if person else SYSTEM

    def find(self, ref: str) -> Record:
        """The record of that id, if the acting person may see it."""
        return queries.find(self.workspace, ref, person=self.pen.acting.actor)

    def script_of(self, record: Record) -> Script:
        """How the record's text is read and written: by its contract, or by its dialect."""
        contract = self.contracts.named(record.contract or record.kind)
        return script_for(contract, dialect=record.dialect, path=record.path, ref=record.ref)

    def reserve(self, prefix: str) -> str:
        """The next id under a prefix. The journal's lock is held, so nobody else can take it."""
        self.pen.flush()
        return f"{prefix}-{queries.last_number(self.workspace, prefix) + 1}"

    def write(
        self, record: Record, text: str, *, note: str, state: str = "", move: str = ""
    ) -> Written:
        """Append a revision of a record, and of the records at the other ends of its links.

        With ``state`` it is a move to that state; the text says so already.
        """
        script = self.script_of(record)
        stated = script.read(text, path=record.ref)
        before = queries.stated_links(self.workspace, record.ref)
        kind = f"record.moved.{state}" if state else "record.revised"
        payload = self.payload(script, stated, text, author=record.author, note=note)
        index = self.pen.add(kind, record.ref, {**payload, "move": move})
        now = state or record.state
        turn(self, script.contract, stated, record, state=now, author=record.author)
        along = self.mirror(target_of(record), script, before, stated)
        return Written(record.ref, record.revision + 1, now, index, along)

    def payload(
        self, script: Script, stated: Stated, text: str, *, author: str, note: str
    ) -> dict[str, Json]:
        """The payload of a revision: what the fold makes a row of, and the text itself."""
        waits_on = waiting(script.contract, stated, self.people, author)
        head = script.head(text, stated, author=author, waits_on=waits_on)
        return {
            "head": {**head, "named": named(script.contract, stated, self.people)},
            "links": link_rows(stated),
            "note": note,
            **packed(text),
        }

    def mirror(
        self, own: Target, script: Script, before: Sequence[StatedLink], stated: Stated
    ) -> tuple[str, ...]:
        """Write the other ends of the links that came or went; returns whose texts changed."""
        if set(before) == set(stated.links):
            return ()
        self.pen.flush()
        changed = []
        for other in other_ends(
            self.workspace,
            own,
            script,
            before=before,
            after=stated.links,
            script_of=self.script_of,
            person=self.pen.acting.actor,
        ):
            reading = other.script.read(other.text, path=other.record.ref)
            author = other.record.author
            payload = self.payload(
                other.script, reading, other.text, author=author, note=other.because
            )
            self.pen.add("record.revised", other.record.ref, {**payload, "move": "linked"})
            changed.append(other.record.ref)
        return tuple(changed)

    def bring_along(self, because: Target, ref: str, state: str) -> tuple[str, ...]:
        """Bring a linked record to the state that a move demands of it, in the same act."""
        self.pen.flush()
        record = queries.find(self.workspace, ref)
        if record.state == state:
            return ()
        script = self.script_of(record)
        moves = script.contract.moves_from(record.state)
        name = next((move.name for move in moves if move.to == state), "along")
        text = script.with_state(text_of(record), state, successor=because)
        self.write(record, text, note=f"along with {because.ref}", state=state, move=name)
        return (record.ref,)


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
    ``visibility`` is ``workspace``, ``restricted``, ``team:@austin`` or ``person:@ana``.
    """
    with writing(acting) as pen:
        act = Act(pen)
        handle = act.authorise()
        contract = act.contracts.named(kind)
        ref = act.reserve(contract.prefix)
        if text is None:
            text = blank(contract, ref=ref, title=title, author=handle, fields=fields)
        else:
            text = stamped(text, contract, ref, handle, fields or {})
        stated = read_native(contract, text, path=ref)
        check_opening(contract, stated, ref)
        author = act.people.id_of(stated.author) or acting.actor
        script = Native(contract)
        payload = act.payload(script, stated, text, author=author, note=note)
        opening: dict[str, Json] = {"visibility": level_of(visibility), "path": ""}
        head = {**payload["head"], **opening}  # type: ignore[dict-item]
        index = pen.add(f"record.opened.{stated.state}", ref, {**payload, "head": head})
        open_to(pen, act.people, ref, visibility)
        turn(act, contract, stated, ref, state=stated.state, author=author)
        along = act.mirror(Target(ref, "", stated.title), script, (), stated)
    return Written(ref, 1, stated.state, index, along)


def revise(acting: Acting, ref: str, text: str, *, expect: int, note: str = "") -> Written:
    """Replace a record's text. ``expect`` is the revision that the writer had read.

    What the text's head leaves out (id, state, contract, author) is put in from the record.
    Raises :class:`Conflict` with both texts when the record moved on since, and
    :class:`InvalidInput` when the text changes what only a move may change.
    """
    with writing(acting) as pen:
        act = Act(pen)
        act.authorise()
        record = act.find(ref)
        check_expected(record, expect, text)
        text = revision_of(act.script_of(record), record, text)
        return act.write(record, text, note=note)


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
        act = Act(pen)
        act.authorise()
        record = act.find(ref)
        text = with_fields(text_of(record), fields or {})
        if expect is not None:
            check_expected(record, expect, text)
        script = act.script_of(record)
        facts = facts_of(record, script, text, acting, people=act.people, contracts=act.contracts)
        outcome = check_move(script.contract, facts, name)
        if isinstance(outcome, Refusal):
            raise _refused(record, outcome)
        text = script.with_state(text, outcome.to)
        written = act.write(record, text, note=note, state=outcome.to, move=name)
        for given in outcome.receipts:
            receipt: dict[str, Json] = {"revision": written.revision, "text": "", "scope": ""}
            pen.add(f"receipt.given.{given.kind}", record.ref, receipt)
        along = list(written.along)
        for partner in outcome.partners:
            along += act.bring_along(target_of(record), partner.ref, partner.to)
        revision = written.revision
        if bring_about(acting, record, name):
            pen.flush()
            revision = queries.find(acting.workspace, record.ref).revision
    return replace(written, revision=revision, along=tuple(along))


def _refused(record: Record, refusal: Refusal) -> Exception:
    refused = Forbidden if refusal.code == "wrong-role" else GatesClosed
    return refused(
        refusal.reason,
        kept=f"{record.ref} stays {record.state}.",
        do=refusal.do,
        findings=refusal.findings,
    )
