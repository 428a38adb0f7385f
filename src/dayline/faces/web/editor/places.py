"""Where somebody writes: on a record, or on a new one of a kind."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.base.line_endings import plain_endings
from dayline.contracts.queries import registry
from dayline.contracts.terms import Contract
from dayline.faces.web.desk import Desk
from dayline.faces.web.editor.starting import start
from dayline.people.queries import authorise
from dayline.records.actions import WRITERS
from dayline.records.facts import text_of
from dayline.records.queries import Record, find
from dayline.records.script import Native, Script, script_for


@dataclass(frozen=True)
class Place:
    """A place to write on: ``name`` is ``D-42``, or ``new/decision`` for a record to come.

    ``saved`` is the text that stands there, as it stands.
    """

    name: str
    script: Script
    record: Record | None
    saved: str

    @property
    def contract(self) -> Contract:
        """The contract under which the text is written."""
        return self.script.contract

    @property
    def base(self) -> int:
        """The revision that stands there; 0 for a new record."""
        return self.record.revision if self.record else 0

    @property
    def state(self) -> str:
        """The state in which the record is, or will start."""
        return self.record.state if self.record else self.contract.initial

    @property
    def shown(self) -> str:
        """The standing text as a text area holds it."""
        return plain_endings(self.saved)

    @property
    def address(self) -> str:
        """Where the editor for this place is."""
        return f"/{self.name}/edit" if self.record else f"/{self.name}"

    @property
    def frozen(self) -> bool:
        """Whether the record's state lets nobody change its text."""
        standing = self.contract.states.get(self.state)
        return bool(self.record and standing and standing.frozen)


def place_named(desk: Desk, name: str, *, title: str = "", to: str = "") -> Place:
    """The place of that name; a new text may begin with a ``title``, a handoff go ``to`` a team.

    Raises :class:`NotFound`, and :class:`Forbidden` for readers.
    """
    authorise(desk.people, desk.person, *WRITERS)
    contracts = registry(desk.workspace)
    if name.startswith("new/"):
        contract = contracts.latest(name.removeprefix("new/"))
        text = start(desk, contract, to=to)
        if title:
            text = text.replace("# \n", f"# {' '.join(title.split())[:200]}\n", 1)
        return Place(f"new/{contract.name}", Native(contract), None, text)
    record = find(desk.workspace, name, person=desk.person)
    script = script_for(
        contracts.named(record.contract or record.kind),
        dialect=record.dialect,
        path=record.path,
        ref=record.ref,
    )
    return Place(record.ref, script, record, text_of(record))
