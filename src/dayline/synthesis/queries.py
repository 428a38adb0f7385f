"""Where a record stands, from its text and from what was said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dayline.base.errors import DaylineError
from dayline.contracts.queries import registry
from dayline.journal import queries as journal
from dayline.people.queries import Directory, directory
from dayline.records import queries
from dayline.records.facts import text_of
from dayline.records.queries import Record
from dayline.records.remarks.queries import Remark, remarks
from dayline.records.rules import Stated
from dayline.records.script import script_for
from dayline.synthesis.material import Written, of_text
from dayline.synthesis.messages import Message, Names, Side, Standing, names_of
from dayline.synthesis.rules import where_it_stands

SIGNED, CORRECTED = "position.signed", "position.corrected"
_SETTLED = frozenset(
    """accepted final superseded deprecated closed answered written_down done written_up
    resolved""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody said of their own position: that it is told rightly, or how it really is.

    ``text`` is their own wording, "" where they signed what was told; ``since`` says that they
    spoke again after that.
    """

    who: str
    at: datetime
    text: str
    since: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A record with where it stands, and what each side said of its own position."""

    record: Record
    standing: Standing
    own: dict[str, Own]
    people: Directory

    def name(self, who: str) -> str:
        """The handle of somebody."""
        return self.people.handle(who)


def standing_of(workspace: int, ref: str, *, person: str) -> Told:
    """Where the record stands. Raises :class:`NotFound` for what the person may not see."""
    record = queries.find(workspace, ref, person=person)
    try:
        text = text_of(record)
    except DaylineError:
        text = ""
    return told_of(record, text, _stated(record, text), remarks(workspace, record.ref))


def told_of(record: Record, text: str, stated: Stated | None, said: Sequence[Remark]) -> Told:
    """Where a record stands, for those who have read it already."""
    people = directory(record.workspace)
    standing = gathered(record, text, stated, said, people)
    return Told(record, standing, _own(record, standing), people)


def gathered(
    record: Record, text: str, stated: Stated | None, said: Sequence[Remark], people: Directory
) -> Standing:
    """Where it stands, with nothing looked up."""
    names = names_in(people)
    messages = [*_written(record, text, stated, names), *_said(said)]
    return where_it_stands(messages, names)


def names_in(people: Directory) -> Names:
    """What people of a workspace are called."""
    return names_of([(one.id, one.handle, one.name) for one in people.people.values()])


def _stated(record: Record, text: str) -> Stated | None:
    try:
        contract = registry(record.workspace).named(record.contract or record.kind)
        script = script_for(contract, dialect=record.dialect, path=record.path, ref=record.ref)
        return script.read(text, path=record.ref) if text else None
    except DaylineError:
        return None


def _written(record: Record, text: str, stated: Stated | None, names: Names) -> Iterator[Message]:
    settled = record.state in _SETTLED
    if stated is not None:
        yield from of_text(
            text,
            stated.outline,
            Written(record.ref, record.kind, record.author, record.opened_at, settled),
            names,
        )


def _said(said: Sequence[Remark]) -> Iterator[Message]:
    for one in said:
        if one.text is not None and one.status != "withdrawn":
            closed = one.status != "open"
            yield Message(
                one.id, one.author, one.at, one.text, one.parent, one.concern, closed, one.id
            )


def _own(record: Record, standing: Standing) -> dict[str, Own]:
    """The last word of each on their own position."""
    found: dict[str, Own] = {}
    for entry in journal.entries(record.workspace, subject=record.ref, kinds=("position.",)):
        words: dict[str, Any] | None = entry.payload
        if words is not None:
            found[entry.actor] = Own(entry.actor, entry.at, str(words.get("text", "")))
    return {who: replace(one, since=_spoke_since(one, standing)) for who, one in found.items()}


def _spoke_since(own: Own, standing: Standing) -> bool:
    side = side_of(standing, own.who)
    return side is not None and any(one.at > own.at for one in side.sentences)


def side_of(standing: Standing, who: str) -> Side | None:
    """What somebody stands for, if they said so."""
    return next((one for one in standing.sides if one.who == who), None)
