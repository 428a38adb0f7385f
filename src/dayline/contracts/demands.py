"""What a contract demands of a record in its present state, or before a move."""

from __future__ import annotations

from functools import lru_cache

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts
from dayline.contracts.prose import Passage, own_words, shapes
from dayline.contracts.terms import Contract, Required, Section

_SHAPES = {
    "list": "a list (`- first`)",
    "steps": "numbered steps (`1. first`)",
    "table": "a table",
    "prose": "a paragraph of text",
}


@lru_cache(maxsize=4096)
def passed_moves(contract: Contract, state: str) -> frozenset[str]:
    """The moves that every record in ``state`` must have made: those on every path to it.

    What they demanded still holds, because each edit is checked again.
    """
    if state == contract.initial or state not in contract.states:
        return frozenset()
    if not _reaches(contract, state, without=""):
        return frozenset()
    return frozenset(name for name in contract.moves if not _reaches(contract, state, without=name))


def _reaches(contract: Contract, goal: str, *, without: str) -> bool:
    seen, waiting = {contract.initial}, [contract.initial]
    while waiting:
        state = waiting.pop()
        for move in contract.moves.values():
            if move.name != without and state in move.sources and move.to not in seen:
                seen.add(move.to)
                waiting.append(move.to)
    return goal in seen


def is_demanded(facts: Facts, required: Required, move: str) -> bool:
    """Whether something must be there now, or before ``move`` when one is named."""
    return required.holds_for(move or None) or any(
        name in required.before for name in passed_moves(facts.contract, facts.state)
    )


def section_demanded(facts: Facts, section: Section, move: str) -> bool:
    """Like :func:`is_demanded`; for a section ``always`` means before every move."""
    if section.required.always:
        return bool(move) or bool(passed_moves(facts.contract, facts.state))
    return is_demanded(facts, section.required, move)


def section_findings(facts: Facts, move: str, *, ordered: bool) -> list[Finding]:
    """Sections that are missing, empty, of the wrong shape, doubled or (if ``ordered``) misplaced."""
    found = []
    for section in facts.contract.sections:
        passage = facts.passage(section)
        demanded = section_demanded(facts, section, move)
        if passage is None:
            if demanded:
                found.append(facts.finding(
                    "section-missing", facts.place_for(section),
                    f"The section `{section.name}` is missing.", _wish(section, f"Add `## {section.name}` here."),
                ))  # fmt: skip
        elif demanded:
            found += _content(facts, section, passage)
    return [*found, *_doubled(facts), *_misplaced(facts, strict=ordered)]


def _wish(section: Section, remedy: str) -> str:
    return f"{remedy} {section.help}" if section.help else remedy


def _content(facts: Facts, section: Section, passage: Passage) -> list[Finding]:
    count = own_words(passage, section.help)
    if count < section.min_words:
        return [facts.finding(
            "section-empty", passage.line,
            f"The section `{section.name}` says nothing yet." if not count
            else f"The section `{section.name}` has {count} of at least {section.min_words} words.",
            _wish(section, "Write it below the heading."),
        )]  # fmt: skip
    if section.accepts and not shapes(passage) & set(section.accepts):
        wanted = " or ".join(_SHAPES[shape] for shape in section.accepts)
        return [facts.finding(
            "section-shape", passage.line, f"The section `{section.name}` holds no {_plain(section.accepts)}.",
            f"Write {wanted}.",
        )]  # fmt: skip
    return []


def _plain(names: tuple[str, ...]) -> str:
    return " or ".join(names)


def _doubled(facts: Facts) -> list[Finding]:
    first: dict[str, Passage] = {}
    found = []
    for passage in facts.passages:
        section = facts.contract.section(passage.heading.text.strip())
        if section is None:
            continue
        if section.name in first:
            found.append(facts.finding(
                "section-double", passage.line,
                f"The section `{section.name}` stands here again; it began in line {first[section.name].line}.",
                "Join the two, or rename one.",
            ))  # fmt: skip
        first.setdefault(section.name, passage)
    return found


def _misplaced(facts: Facts, *, strict: bool) -> list[Finding]:
    """Declared sections that stand before one that the contract puts earlier."""
    found = []
    highest: tuple[int, str] = (-1, "")
    placed = [
        (facts.passage(section), index, section.name)
        for index, section in enumerate(facts.contract.sections)
    ]
    in_text = sorted((p.line, index, name) for p, index, name in placed if p is not None)
    for line, index, name in in_text:
        if index < highest[0]:
            found.append(facts.finding(
                "section-order", line, f"The section `{name}` belongs before `{highest[1]}`.",
                f"Move it above `## {highest[1]}`.", warning=not strict,
            ))  # fmt: skip
        highest = max(highest, (index, name))
    return found
