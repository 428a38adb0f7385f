"""Random records under random contracts, and what each version of a contract makes of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import yaml

from dayline.base.document import split
from dayline.base.findings import Severity
from dayline.base.markdown import scan
from dayline.contracts.language import Contract
from dayline.contracts.rules import (
    CommentFact,
    Facts,
    Planned,
    ReceiptFact,
    check_move,
    check_record,
)
from dayline.contracts.terms import Field, Section

KINDS = {"D-1": "decision", "D-2": "decision", "S-1": "spec", "Q-1": "question"}
PEOPLE = ["@ana", "@ben", "@ines"]


def value(rnd: Random, field: Field) -> Any:
    """A value that the field may hold, often at the edge of what it allows."""
    low = int(field.minimum) if field.minimum is not None else 1
    high = int(field.maximum) if field.maximum is not None else low + 6
    if not field.many:
        return single(rnd, field, low, max(low, high))
    count = rnd.choice([low, high, rnd.randint(low, max(low, high))])
    many = [single(rnd, field, 1, 4) for _ in range(count)]
    return many[0] if many and rnd.random() < 0.2 else many


def single(rnd: Random, field: Field, low: int, high: int) -> Any:
    amount = rnd.choice([low, high])
    refs = [ref for ref, kind in KINDS.items() if kind in (field.of or (kind,))] or ["D-1"]
    return {
        "text": "x" * amount,
        "number": amount,
        "decimal": amount + rnd.choice([0, 0.5]) if amount < high else amount,
        "choice": rnd.choice(field.of or ("",)),
        "person": rnd.choice(PEOPLE),
        "boolean": rnd.random() < 0.5,
        "date": rnd.choice(["2026-11-21", "2026-01-02"]),
        "record": rnd.choice(refs),
        "version": rnd.choice(["1.4.0", "2"]),
    }[field.type]


BODIES = [
    "Because.",
    "Two words here, and some more of them.",
    "- one thing to do\n- another thing",
    "1. first step of it\n2. second step",
    "- Kafka: nobody on call knows it\n- Redis: loses data when it restarts",
    "- @ana adds the index by 2026-12-01",
    "- @ana adds the index some day",
    "| a | b |\n|---|---|\n| Kafka | too much work for us |",
    "- (agreed) The key expired too early",
    "- (contested) The key expired too early",
    "See [the plan](gone.md) and the rest of it.",
    "TODO",
    "",
]


def record(rnd: Random, contract: Contract) -> Facts:
    """A record under the contract, in some state and often ready for some move."""
    state = rnd.choice(sorted(contract.states))
    share = rnd.choice([1.0, 1.0, 1.0, 0.6])  # of what is demanded anywhere, how much is there
    head = {
        "contract": contract.ref, "id": "TH-1", "state": state, "author": rnd.choice(PEOPLE),
        **_head(rnd, contract, share),
    }  # fmt: skip
    body = ["# A thing"]
    for section in contract.sections:
        if rnd.random() < (share if section.required else 0.5):
            body.append(f"## {rnd.choice((section.name, *section.aliases))}")
            body.append(section_body(rnd, section, contract))
    front = yaml.safe_dump(head, sort_keys=False)
    return facts(rnd, contract, f"---\n{front}---\n\n" + "\n\n".join(body) + "\n")


def _head(rnd: Random, contract: Contract, share: float) -> dict[str, Any]:
    asked = {name for move in contract.moves.values() for name in move.asks}
    head: dict[str, Any] = {}
    for field in contract.fields.values():
        if rnd.random() < (share if field.required or field.name in asked else 0.4):
            head[rnd.choice((field.name, *field.aliases))] = value(rnd, field)
    for link in contract.links.values():
        refs = [ref for ref, kind in KINDS.items() if not link.to or kind in link.to]
        if rnd.random() < (share if link.required else 0.4):
            head[link.name] = [rnd.choice(refs)]
    return head


def section_body(rnd: Random, section: Section, contract: Contract) -> str:
    if section.items and rnd.random() < 0.7:
        types = contract.items[section.items].types
        marks = [f"- ({rnd.choice(types)}) payouts stay paused" for _ in range(rnd.randint(1, 3))]
        return "\n".join(marks)
    if section.accepts and rnd.random() < 0.5:
        shape = rnd.choice(section.accepts)
        place = {"prose": rnd.choice([0, 1]), "list": 2, "steps": 3, "table": 7}[shape]
        return BODIES[place]
    if rnd.random() < 0.5:
        return " ".join(["word"] * rnd.choice([section.min_words, section.min_words + 1]))
    return rnd.choice(BODIES)


def facts(rnd: Random, contract: Contract, text: str) -> Facts:
    head = split(text)
    actor = rnd.choice(PEOPLE)
    receipts = []
    if rnd.random() < 0.5:
        receipts.append(
            ReceiptFact(rnd.choice(PEOPLE), "read_back", 1, text="Payouts stay paused.")
        )
    return Facts(
        contract=contract,
        text=text,
        outline=scan(text, start=head.end, first_line=text.count("\n", 0, head.end) + 1),
        fields=dict(head.fields),
        field_lines=head.lines,
        state=str(head.fields["state"]),
        author=str(head.fields["author"]),
        resolved=lambda ref: ref in KINDS,
        kind_of=lambda ref: KINDS.get(ref, ""),
        comments=(CommentFact("@ben", concern=True),) if rnd.random() < 0.2 else (),
        receipts=tuple(receipts),
        actor=actor,
        today="2026-11-21",
        ref="TH-1",
    )


def under(contract: Contract, known: Facts) -> Facts:
    """The same record, met by somebody who knows ``contract``; roles are those of that contract."""
    met = replace(known, contract=contract)
    return replace(
        met,
        roles_of_actor=roles(met, known.actor),
        receipts=tuple(replace(one, roles=roles(met, one.person)) for one in known.receipts),
    )


def roles(known: Facts, person: str) -> frozenset[str]:
    """As the workspace grants them; a role whose field is empty falls to every member."""
    held = {"member"} | ({"lead"} if person == "@ines" else set())
    if person == known.author:
        held |= {"author"} | (set() if "owner" in known.contract.fields else {"owner"})
    for name, field in known.contract.fields.items():
        if field.type == "person" and person in (known.entries(name) or PEOPLE):
            held.add(name)
    return frozenset(held)


def errors(contract: Contract, known: Facts) -> list[str]:
    found = check_record(contract, under(contract, known))
    return [f"{one.line}: {one.message}" for one in found if one.severity is Severity.ERROR]


def outcomes(contract: Contract, known: Facts) -> dict[str, str]:
    """The moves that can be made now, with the state that each leads to."""
    met = under(contract, known)
    found = {}
    for move in contract.moves_from(known.state):
        outcome = check_move(contract, met, move.name)
        if isinstance(outcome, Planned):
            found[move.name] = outcome.to
    return found
