"""A text that a person brings: what is put into its head, and what it may not say.

A head may be left out, whole or in part; what it does say must agree with the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayline.base.errors import InvalidInput
from dayline.base.findings import Finding
from dayline.base.head_edits import set_field
from dayline.base.heads import split
from dayline.contracts.terms import Contract
from dayline.records.facts import text_of
from dayline.records.queries import Record
from dayline.records.rules import RESERVED, Stated
from dayline.records.script import Native, Script

FieldValues = Mapping[str, str | Sequence[str]]


def with_fields(text: str, fields: FieldValues) -> str:
    """``text`` with front matter fields set; all else stays byte for byte."""
    for name, value in fields.items():
        text = set_field(text, name, value if isinstance(value, str) else list(value))
    return text


def stamped(text: str, contract: Contract, ref: str, handle: str, fields: FieldValues) -> str:
    """The text of a new record, with its id, contract, state and author put in its head."""
    given = split(text, path=ref).fields
    text = set_field(text, "contract", contract.ref)
    text = set_field(text, "id", ref, after="contract")
    if "state" not in given:
        text = set_field(text, "state", contract.initial, after="id")
    if "author" not in given:
        text = set_field(text, "author", handle, after="state")
    return with_fields(text, fields)


def check_opening(contract: Contract, stated: Stated, ref: str) -> None:
    """Refuse a new record that claims to be further than its contract's first state."""
    if stated.state != contract.initial:
        remedy = f"Write `state: {contract.initial}`"
        line = stated.head.lines.get(("state",), 1)
        raise InvalidInput(
            f"A new {contract.name} starts as {contract.initial}, not {stated.state}.",
            do=f"{remedy}, then move it.",
            findings=[
                Finding(
                    "state-initial", "A new record is not in its first state.",
                    f"{remedy}.", ref, line,
                )
            ],
        )  # fmt: skip


def revision_of(script: Script, record: Record, text: str) -> str:
    """``text`` as the next revision of a record: what its head leaves out comes from the record.

    Raises :class:`InvalidInput` when it says something else than the record about what only a
    move may change, or when the record's state keeps its text as it is.
    """
    state = script.contract.states.get(record.state)
    if state is not None and state.frozen:
        raise InvalidInput(
            f"{record.ref} is {record.state}; its text is frozen.",
            kept="Your text was not saved; the record is unchanged.",
            do="Open a record that amends or supersedes it.",
        )
    return _with_standing(record, text) if isinstance(script, Native) else text


def _with_standing(record: Record, text: str) -> str:
    fields = split(text, path=record.ref).fields
    standing = {"contract": record.contract, "id": record.ref, "state": record.state}
    for name, value in standing.items():
        said = fields.get(name)
        if said is not None and str(said) != value:
            raise InvalidInput(
                f"The text says `{name}: {said}`, the record `{value}`.",
                kept="Your text was not saved; the record is unchanged.",
                do=f"Leave `{name}: {value}` as it is, or leave the line out."
                + (" A move changes the state." if name == "state" else ""),
            )
    absent = [name for name in RESERVED if fields.get(name) is None]
    if not absent:
        return text
    held = split(text_of(record), path=record.ref).fields
    before = ""
    for name in RESERVED:
        value = standing.get(name) or str(held.get(name) or "")
        if name in absent and value:
            text = set_field(text, name, value, after=before)
        before = name if name not in absent or value else before
    return text
