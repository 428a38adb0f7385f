"""The two questions that are asked of a record: is it in order, and may this move be made?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from dayline.base.findings import Finding, Severity
from dayline.contracts.demands import section_findings
from dayline.contracts.facts import CommentFact, Facts, ReceiptFact
from dayline.contracts.fields import (
    field_findings,
    link_findings,
    missing_field,
    missing_link,
    unknown_keys,
)
from dayline.contracts.gates import GATES, Gate
from dayline.contracts.gates_head import expected_links
from dayline.contracts.gates_items import item_type_findings
from dayline.contracts.reading import did_you_mean
from dayline.contracts.terms import Contract, Move

__all__ = [
    "GATES", "CommentFact", "Facts", "Gate", "Partner", "Planned", "ReceiptFact", "ReceiptToGive",
    "Refusal", "check_move", "check_record", "who_may",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Partner:
    """A linked record that moves along: ``ref`` by the link ``link``, to the state ``to``."""

    link: str
    ref: str
    to: str


@dataclass(frozen=True, slots=True)
class ReceiptToGive:
    """The receipt that the mover leaves on this revision."""

    person: str
    kind: str
    revision: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A move that may be made: the state it leads to and what happens in the same act."""

    move: str
    to: str
    partners: tuple[Partner, ...] = ()
    receipts: tuple[ReceiptToGive, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move that may not be made. ``reason`` and ``do`` are sentences.

    ``code`` is unknown-move, wrong-state, wrong-role or gates-closed; only the last has
    ``findings``, which are the things to do. ``may`` names the roles that may make the move.
    """

    code: Literal["unknown-move", "wrong-state", "wrong-role", "gates-closed"]
    reason: str
    do: str = ""
    findings: tuple[Finding, ...] = ()
    may: tuple[str, ...] = ()


def check_record(contract: Contract, facts: Facts, *, before: str | None = None) -> list[Finding]:
    """What is not in order, by line.

    Without ``before`` the strictness is that of the record's state: nothing is demanded of a
    draft, and of a later state what the moves on every way to it demanded. With ``before``, what
    that move demands is added. Values that are there are checked in every state.
    """
    move = before or ""
    found = [
        *_state(contract, facts),
        *_title(facts),
        *field_findings(facts, move),
        *link_findings(facts, move),
        *unknown_keys(facts),
        *section_findings(facts, move, ordered=bool(move)),
        *item_type_findings(facts),
    ]
    return sorted(found, key=lambda finding: finding.line)


def _state(contract: Contract, facts: Facts) -> Iterable[Finding]:
    if facts.state and facts.state not in contract.states:
        yield facts.finding(
            "state-unknown", facts.field_line("state"),
            f"A {contract.title.lower()} has no state `{facts.state[:40]}`.",
            did_you_mean(facts.state, contract.states, what="states"),
        )  # fmt: skip


def _title(facts: Facts) -> Iterable[Finding]:
    has_heading = any(heading.level == 1 and heading.text for heading in facts.outline.headings)
    if not has_heading and not str(facts.fields.get("title") or "").strip():
        yield facts.finding(
            "title-missing",
            1,
            "The text has no title.",
            "Write `# ` and the title as first heading.",
        )


def check_move(contract: Contract, facts: Facts, move_name: str) -> Planned | Refusal:
    """Whether ``facts.actor`` may make the move now, and what then happens."""
    move = contract.moves.get(move_name)
    if move is None:
        return Refusal(
            "unknown-move", f"A {contract.title.lower()} has no move `{move_name[:40]}`.",
            did_you_mean(move_name, _names(contract.moves_from(facts.state)), what="moves")
            if contract.moves_from(facts.state)
            else "No move leaves this state.",
        )  # fmt: skip
    if facts.state not in move.sources:
        return _wrong_state(contract, facts, move)
    if not _roles(contract, facts) & set(move.by):
        who = who_may(contract, facts, move)
        return Refusal(
            "wrong-role", f"Only {who} may make the move `{move.name}`.",
            "Ask one of them.", may=move.by,
        )  # fmt: skip
    if move.implied:
        return Planned(move.name, move.to)
    return _checked(contract, facts, move)


def _checked(contract: Contract, facts: Facts, move: Move) -> Planned | Refusal:
    found = [
        *_asked(contract, facts, move),
        *check_record(contract, facts, before=move.name),
        *expected_links(facts),
    ]
    for use in move.gates:
        found += GATES[use.name].check(facts, {**use.args, "move": move.name})
    errors = _once(finding for finding in found if finding.severity is Severity.ERROR)
    if errors:
        things = "One thing is" if len(errors) == 1 else f"{len(errors)} things are"
        return Refusal(
            "gates-closed", f"{things} still to do before `{move.name}`.",
            "Do what is listed, then try again.", errors, move.by,
        )  # fmt: skip
    partners = tuple(
        Partner(link, ref, state)
        for link, state in move.on_link.items()
        for ref in facts.linked(link)
    )
    receipts = (ReceiptToGive(facts.actor, move.gives, facts.revision),) if move.gives else ()
    warnings = _once(finding for finding in found if finding.severity is not Severity.ERROR)
    return Planned(move.name, move.to, partners, receipts, warnings)


def _names(moves: Iterable[Move]) -> list[str]:
    return [move.name for move in moves]


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each place and message once, by line: a gate may repeat what the record's check said."""
    seen: dict[tuple[int, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.line, finding.message), finding)
    return tuple(sorted(seen.values(), key=lambda finding: finding.line))


def _asked(contract: Contract, facts: Facts, move: Move) -> Iterable[Finding]:
    for name in move.asks:
        if name in contract.fields and not facts.entries(name):
            missing = missing_field(facts, contract.fields[name])
            words = f'Say it with the move: -f {name}="..." in a terminal, a field on the page.'
            yield replace(missing, remedy=f"{words} {contract.fields[name].help}".rstrip())
        elif name in contract.links and not facts.linked(name):
            yield missing_link(facts, name)


def _wrong_state(contract: Contract, facts: Facts, move: Move) -> Refusal:
    state = contract.states.get(facts.state)
    here = state.title.lower() if state else facts.state or "without a state"
    possible = ", ".join(f"`{one.name}`" for one in contract.moves_from(facts.state))
    sources = " or ".join(contract.states[name].title.lower() for name in move.sources)
    return Refusal(
        "wrong-state",
        f"`{move.name}` is made from {sources}; this {contract.title.lower()} is {here}.",
        f"From here you can: {possible}." if possible else "No move leaves this state.",
        may=move.by,
    )


def _roles(contract: Contract, facts: Facts) -> frozenset[str]:
    roles = facts.roles_of_actor
    if facts.actor and facts.actor == facts.author:
        roles |= {"author"}
    if "author" in roles and "owner" not in contract.fields:
        roles |= {"owner"}
    return roles


def who_may(contract: Contract, facts: Facts, move: Move) -> str:
    """The roles of a move in words, with the names that the record's fields hold."""
    parts = []
    for role in move.by:
        names = facts.entries(role) if role in contract.fields else ()
        if role == "author" and facts.author:
            names = (facts.author,)
        noun = {
            "author": "the author",
            "member": "a member of the workspace",
            "lead": "a lead",
        }.get(role, "Dayline itself" if role == "system" else f"`{role}`")
        parts.append(f"{noun} ({', '.join(names[:5])})" if names else noun)
    return " or ".join(parts)
