"""The guide beside a text: its sections, and what is still to do before the next move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.contracts.demands import demanded_text, section_findings
from dayline.contracts.facts import Facts
from dayline.contracts.fields import missing_field, missing_link
from dayline.contracts.prose import own_words
from dayline.contracts.queries import registry
from dayline.contracts.rules import Planned, check_move, check_record, who_may
from dayline.contracts.terms import Contract, Move
from dayline.faces.web.desk import Desk
from dayline.faces.web.editor.places import Place
from dayline.records.facts import facts_of
from dayline.records.queries import Record


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the guide shows it. ``line`` is where it stands, 0 when it does not."""

    name: str
    help: str
    line: int
    standing: Literal["written", "empty", "missing"]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """A move that may come next: what is still to do before it, and who makes it."""

    name: str
    title: str
    help: str
    mine: bool
    who: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """All that the guide says of a text. ``faults`` keep it from being saved or read."""

    parts: tuple[Part, ...]
    moves: tuple[Ahead, ...]
    faults: tuple[Finding, ...] = ()


def guide(desk: Desk, place: Place, text: str) -> Guide:
    """The guide for ``text`` at this place. A text that cannot be read yet says where and why."""
    try:
        facts = _facts(desk, place, text)
        moves = tuple(_ahead(place.contract, facts))
    except DaylineError as error:
        faults = error.findings or (Finding(error.code, error.what, error.do),)
        return Guide(_unread(place.contract), (), tuple(faults))
    told = {finding for move in moves for finding in move.findings}
    wrong = tuple(one for one in check_record(place.contract, facts) if one not in told)
    return Guide(tuple(_parts(place.contract, facts)), moves, wrong)


def _facts(desk: Desk, place: Place, text: str) -> Facts:
    return facts_of(
        place.record or _to_come(desk, place.contract),
        place.script,
        text,
        desk.acting,
        people=desk.people,
        contracts=registry(desk.workspace),
    )


def _to_come(desk: Desk, contract: Contract) -> Record:
    """What facts are asked of when there is no record yet: one that has no history."""
    return Record(
        workspace=desk.workspace, ref="", prefix=contract.prefix, number=0, kind=contract.name,
        contract=contract.ref, dialect="native", title="", slug="", state=contract.initial,
        status=contract.initial, final=False, author=desk.person, waits_on=(), fields={}, path="",
        visibility="workspace", revision=0, text_index=-1, opened_at=desk.now,
        changed_at=desk.now, state_since=desk.now,
    )  # fmt: skip


def _ahead(contract: Contract, facts: Facts) -> Iterable[Ahead]:
    """The moves from here that people make: mine, or everybody's where none is mine.

    A move that asks nothing of the text, as discarding a draft does, guides nobody who writes it.
    """
    moves = contract.moves_from(facts.state)
    possible = [one for one in moves if set(one.by) != {"system"} and not one.implied]
    mine = [move for move in possible if _is_mine(contract, facts, move)]
    for move in mine or possible:
        yield Ahead(
            name=move.name,
            title=move.title or move.name.replace("_", " ").capitalize(),
            help=move.help,
            mine=bool(mine),
            who=who_may(contract, facts, move),
            findings=_still_to_do(contract, facts, move),
        )


def _is_mine(contract: Contract, facts: Facts, move: Move) -> bool:
    outcome = check_move(contract, facts, move.name)
    return isinstance(outcome, Planned) or outcome.code != "wrong-role"


def _still_to_do(contract: Contract, facts: Facts, move: Move) -> tuple[Finding, ...]:
    """What is to do in the text, whoever makes the move; what it asks when made comes later."""
    anybody = replace(facts, roles_of_actor=facts.roles_of_actor | set(move.by))
    outcome = check_move(contract, anybody, move.name)
    if isinstance(outcome, Planned):
        return ()
    asked = {
        missing_field(facts, contract.fields[name]).message
        if name in contract.fields
        else missing_link(facts, name).message
        for name in move.asks
        if name in contract.fields or name in contract.links
    }
    return tuple(finding for finding in outcome.findings if finding.message not in asked)


def _parts(contract: Contract, facts: Facts) -> Iterable[Part]:
    """Every section of the contract, with what each next move would say of it."""
    moves = [move.name for move in contract.moves_from(facts.state)]
    poor = {
        finding.line
        for name in moves
        for finding in section_findings(facts, name, ordered=False)
        if finding.rule in ("section-empty", "section-shape")
    }
    for section in contract.sections:
        passage = facts.passage(section)
        wanted = any(demanded_text(contract, section.required, facts.state, move) for move in moves)
        if passage is None:
            yield Part(section.name, section.help, 0, "missing", wanted)
        else:
            poorly = passage.line in poor or not own_words(passage, section.help, enough=1)
            standing: Literal["written", "empty"] = "empty" if poorly else "written"
            yield Part(section.name, section.help, passage.line, standing, wanted)


def _unread(contract: Contract) -> tuple[Part, ...]:
    return tuple(
        Part(section.name, section.help, 0, "missing", bool(section.required))
        for section in contract.sections
    )
