"""What may happen next to a record: its moves, and what each still needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dayline.base.acting import Acting
from dayline.base.findings import Finding
from dayline.contracts.discarding import DISCARD
from dayline.contracts.queries import registry
from dayline.contracts.rules import Refusal, check_move
from dayline.people.queries import directory
from dayline.records.facts import facts_of, text_of
from dayline.records.queries import Record
from dayline.records.script import script_for


@dataclass(frozen=True, slots=True)
class Prospect:
    """A move that leaves the present state; ``todo`` is empty when it can be made now.

    Each thing to do is a pair: what is missing, and the remedy; ``findings`` are the same with
    their lines, where gates are closed. ``code`` is that of the refusal, "" when it is open.
    """

    name: str
    title: str
    to: str
    todo: tuple[tuple[str, str], ...]
    code: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.todo

    def as_dict(self) -> dict[str, Any]:
        """The prospect for programs."""
        return {
            "move": self.name,
            "title": self.title,
            "to": self.to,
            "todo": [f"{what} {remedy}".strip() for what, remedy in self.todo],
        }


def prospects(acting: Acting, record: Record, text: str | None = None) -> list[Prospect]:
    """The moves from the record's state for the acting person, in the contract's order.

    ``text`` is the record's, where it was read already.
    """
    contracts = registry(acting.workspace)
    contract = contracts.named(record.contract or record.kind)
    script = script_for(contract, dialect=record.dialect, path=record.path, ref=record.ref)
    people = directory(acting.workspace)
    text = text_of(record) if text is None else text
    facts = facts_of(record, script, text, acting, people=people, contracts=contracts)
    found = []
    for move in script.contract.moves_from(record.state):
        outcome = check_move(script.contract, facts, move.name)
        if not isinstance(outcome, Refusal):
            found.append(Prospect(move.name, move.title, move.to, ()))
            continue
        missing = tuple((one.message, one.remedy) for one in outcome.findings)
        todo = missing or ((outcome.reason, outcome.do),)
        found.append(Prospect(move.name, move.title, move.to, todo, outcome.code, outcome.findings))
    return found


def next_of(found: Sequence[Prospect]) -> Prospect | None:
    """The move that comes next for whoever asked; to give a draft up is never put forward."""
    own = (one for one in found if one.code != "wrong-role" and one.name != DISCARD)
    return next(own, None)


def saved_words(ref: str, state: str, step: Prospect | None) -> str:
    """What saving led to: ``H-1 is saved as a draft, 3 things to do before “Deliver”``."""
    saved = f"{ref} is saved as a draft" if state == "draft" else f"{ref} is saved"
    if step is None:
        return saved
    if step.open:
        return f"{saved}, ready for “{step.title}”"
    many = len(step.todo)
    return f"{saved}, {many} thing{'s' * (many > 1)} to do before “{step.title}”"
