"""What a contract demands of a record in its present state, or before a move."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts
from dayline.contracts.prose import Passage, own_words, shapes
from dayline.contracts.terms import Contract, Move, Required, Section

_SHAPES = {
    "list": "a list (`- first`)",
    "steps": "numbered steps (`1. first`)",
    "table": "a table",
    "prose": "a paragraph of text",
}


def passed_moves(contract: Contract, state: str) -> frozenset[str]:
    """The moves that every record in ``state`` must have made: those on every path to it.

    What they demanded still holds, because each edit is checked again.
    """
    return _passed(contract).get(state, frozenset())


@lru_cache(maxsize=1024)
def _passed(contract: Contract) -> Mapping[str, frozenset[str]]:
    """The passed moves of each state that can be reached."""
    leaving = {name: contract.moves_from(name) for name in contract.states}
    avoiding = {name: _reached(contract.initial, leaving, without=name) for name in contract.moves}
    return {
        state: frozenset(name for name, reached in avoiding.items() if state not in reached)
        for state in _reached(contract.initial, leaving, without="")
    }


def _reached(start: str, leaving: Mapping[str, tuple[Move, ...]], *, without: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for move in leaving[waiting.pop()]:
            if move.name != without and move.to not in seen:
                seen.add(move.to)
                waiting.append(move.to)
    return seen


def demanded_value(contract: Contract, required: Required, state: str, move: str) -> bool:
    """Whether a field or link must be there in ``state``, or before ``move`` when one is named."""
    if required.holds_for(move or None):
        return True
    return bool(required.before) and not passed_moves(contract, state).isdisjoint(required.before)


def demanded_text(contract: Contract, required: Required, state: str, move: str) -> bool:
    """Like :func:`demanded_value` for a section, of which ``always`` means before every move."""
    if required.always:
        return bool(move) or bool(passed_moves(contract, state))
    return demanded_value(contract, required, state, move)


def section_findings(facts: Facts, move: str, *, ordered: bool) -> list[Finding]:
    """Sections that are missing, empty, of the wrong shape, doubled or misplaced.

    A misplaced section is an error if ``ordered``, else a warning.
    """
    found = []
    for section in facts.contract.sections:
        if not demanded_text(facts.contract, section.required, facts.state, move):
            continue
        passage = facts.passage(section)
        if passage is not None:
            found += _content(facts, section, passage)
            continue
        message = f"The section `{section.name}` is missing."
        remedy = _with_help(section, f"Add `## {section.name}` here.")
        found.append(facts.finding("section-missing", facts.place_for(section), message, remedy))
    return [*found, *_doubled(facts), *_misplaced(facts, strict=ordered)]


def _with_help(section: Section, remedy: str) -> str:
    return f"{remedy} {section.help}" if section.help else remedy


def _content(facts: Facts, section: Section, passage: Passage) -> list[Finding]:
    count = own_words(passage, section.help, enough=section.min_words)
    if count < section.min_words:
        said = f"has {count} of at least {section.min_words} words" if count else "says nothing yet"
        remedy = _with_help(section, "Write it below the heading.")
        message = f"The section `{section.name}` {said}."
        return [facts.finding("section-empty", passage.line, message, remedy)]
    if section.accepts and not shapes(passage) & set(section.accepts):
        message = f"The section `{section.name}` holds no {' or '.join(section.accepts)}."
        remedy = f"Write {' or '.join(_SHAPES[shape] for shape in section.accepts)}."
        return [facts.finding("section-shape", passage.line, message, remedy)]
    return []


def _doubled(facts: Facts) -> list[Finding]:
    first: dict[str, int] = {}
    found = []
    for passage in facts.passages:
        section = facts.section_of(passage)
        if section is None:
            continue
        if section.name in first:
            message = f"`{section.name}` stands here again; it began in line {first[section.name]}."
            remedy = "Join the two, or rename one."
            found.append(facts.finding("section-double", passage.line, message, remedy))
        first.setdefault(section.name, passage.line)
    return found


def _misplaced(facts: Facts, *, strict: bool) -> list[Finding]:
    """Declared sections that stand below one that the contract puts later."""
    places = [(facts.passage(section), section) for section in facts.contract.sections]
    rank = {section.name: index for index, section in enumerate(facts.contract.sections)}
    highest = (-1, "")
    found = []
    in_text = sorted((place.line, section.name) for place, section in places if place is not None)
    for line, name in in_text:
        if rank[name] < highest[0]:
            message = f"The section `{name}` belongs before `{highest[1]}`."
            remedy = f"Move it above `## {highest[1]}`."
            found.append(facts.finding("section-order", line, message, remedy, warning=not strict))
        highest = max(highest, (rank[name], name))
    return found
