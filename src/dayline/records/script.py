"""How a record's text is read and written: under its own contract, or in the dialect it came in.

Acts do not care which. A record that was imported keeps its own header and words; the contract of
its kind lends it states, moves and roles, while what its text must hold stays its dialect's matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput
from dayline.base.head_edits import set_field
from dayline.contracts.terms import Contract, Required
from dayline.records import dialect as dialects
from dayline.records.dialect import Dialect, Read, read_document
from dayline.records.dialect.model import MEANINGS
from dayline.records.dialect.writing import Target, write_link, write_status
from dayline.records.imports.reading import version_of
from dayline.records.imports.rules import dialect_head
from dayline.records.links.rules import inverse_of, with_link
from dayline.records.packing import StatedLink
from dayline.records.rules import Stated, head_of, read_native

GATES_FOR_ALL = ("no_open_concern", "not_the_author")
"""Gates that ask nothing of a text's form, so they hold for imported records too."""


class Script(Protocol):
    """Reading and writing one text."""

    contract: Contract

    def read(self, text: str, *, path: str) -> Stated:
        """What the text says."""

    def head(
        self, text: str, stated: Stated, *, author: str, waits_on: list[str]
    ) -> dict[str, Json]:
        """The part of a payload from which the record's row is folded."""

    def with_state(self, text: str, state: str, *, successor: Target | None = None) -> str:
        """The text in another state."""

    def with_link(self, text: str, type_: str, target: Target, *, present: bool) -> str:
        """The text with a link put in or taken out."""

    def inverse(self, type_: str, means: str) -> str:
        """What the text at the other end of a link must call it; empty for one-way links."""


class Native:
    """A text with YAML front matter under a contract."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract

    def read(self, text: str, *, path: str) -> Stated:
        """What the text says under its contract."""
        return read_native(self.contract, text, path=path)

    def head(
        self, text: str, stated: Stated, *, author: str, waits_on: list[str]
    ) -> dict[str, Json]:
        """The head of a native record."""
        del text
        return head_of(self.contract, stated, author=author, waits_on=waits_on)

    def with_state(self, text: str, state: str, *, successor: Target | None = None) -> str:
        """Only the ``state:`` scalar changes."""
        del successor
        return set_field(text, "state", state)

    def with_link(self, text: str, type_: str, target: Target, *, present: bool) -> str:
        """Only the list under the link's name changes."""
        return with_link(text, type_, target.ref, present=present)

    def inverse(self, type_: str, means: str) -> str:
        """The contract's own inverse, else the canonical one."""
        known = inverse_of(self.contract, type_)
        declared = type_ in self.contract.links
        return known if known or declared else MEANINGS.get(means, "")


class Foreign:
    """A text in the dialect in which it was imported."""

    def __init__(self, dialect: Dialect, contract: Contract, path: str, ref: str) -> None:
        self.dialect = dialect
        self.contract = lent(contract)
        self._path = path
        self._ref = ref

    def _document(self, text: str) -> Read:
        return read_document(self.dialect, self._path, text)

    def read(self, text: str, *, path: str) -> Stated:
        """What the text says, in the terms of contracts."""
        del path
        read = self._document(text)
        return Stated(
            head=read.head,
            outline=read.outline,
            title=read.title,
            state=read.state,
            author="",
            fields={"title": read.title},
            links=tuple(StatedLink(link.type, link.means, link.target) for link in read.links),
        )

    def head(
        self, text: str, stated: Stated, *, author: str, waits_on: list[str]
    ) -> dict[str, Json]:
        """The head of an imported record; its author is whom its text names."""
        del author
        version = version_of(self._document(text), text.encode())
        state = self.contract.states.get(stated.state)
        return {
            **dialect_head(version, kind=self.contract.name, dialect=self.dialect.name),
            "final": bool(state and state.final),
            "waits_on": list(waits_on),
        }

    def with_state(self, text: str, state: str, *, successor: Target | None = None) -> str:
        """The status in the dialect's own words, where the dialect keeps it."""
        written = write_status(self._document(text), state, successor=successor)
        self._check_beside(written.sidecar)
        return written.text

    def with_link(self, text: str, type_: str, target: Target, *, present: bool) -> str:
        """A link in the dialect's own form; taking one out is left to the writer."""
        if not present:
            raise InvalidInput(
                f"{self.dialect.title} are not edited to take a link out.",
                kept="The text is as it was.",
                do="Edit the text: dayline edit.",
            )
        written = write_link(self._document(text), type_, target)
        self._check_beside(written.sidecar)
        return written.text

    def _check_beside(self, sidecar: str) -> None:
        if sidecar:
            raise InvalidInput(
                f"The head of {self._ref} is a file of its own, which a workspace does not hold.",
                kept="Nothing was changed.",
                do="Change the file in its repository and import again.",
            )

    def inverse(self, type_: str, means: str) -> str:
        """The canonical inverse."""
        del type_
        return MEANINGS.get(means, "")


def lent(contract: Contract) -> Contract:
    """A contract's states, moves and roles, without what it asks of a text's form."""
    moves = {
        name: replace(
            move,
            gates=tuple(gate for gate in move.gates if gate.name in GATES_FOR_ALL),
            asks=(),
        )
        for name, move in contract.moves.items()
        if not move.implied  # no dialect has a word for it
    }
    fields = {name: replace(field, required=Required()) for name, field in contract.fields.items()}
    return replace(contract, fields=fields, sections=(), items={}, moves=moves)


def script_for(contract: Contract, *, dialect: str, path: str, ref: str) -> Script:
    """The script of a record, by the dialect that it is in."""
    if dialect == "native":
        return Native(contract)
    return Foreign(dialects.named(dialect), contract, path, ref)
