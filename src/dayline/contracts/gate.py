"""What a gate is: a pure check with a title and a help that a page shows as something to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts
from dayline.contracts.prose import Passage
from dayline.contracts.terms import Section

ArgKind = Literal["number", "flag", "text", "texts", "section", "items", "field", "role"]
Args: TypeAlias = Mapping[str, object]
Check: TypeAlias = Callable[[Facts, Args], list[Finding]]


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument of a gate.

    ``names`` are the sections, fields or item rules tried, in order, when it is not given.
    ``stricter`` tells whether a larger number, or a longer list, demands more (1), less (-1), or
    neither (0). ``default`` is what holds when it is not given; None is no limit.
    """

    kind: ArgKind
    help: str
    names: tuple[str, ...] = ()
    stricter: int = 0
    default: int | bool | str | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A rule that must hold before a move. ``check`` lists what is still to be done.

    ``check(facts, args)`` is pure; an empty list means that the gate is open. ``args`` holds
    what the contract gave, and under ``"move"`` the name of the move. ``question`` is what has to
    be asked about a record that was written before the gate was there; ``{ref}`` is its id.
    """

    name: str
    title: str
    help: str
    check: Check
    question: str = ""
    args: Mapping[str, Arg] = field(default_factory=dict)


def table(*gates: Gate) -> dict[str, Gate]:
    """Gates by name."""
    return {gate.name: gate for gate in gates}


def number(args: Args, name: str, default: int) -> int:
    """A whole-number argument."""
    value = args.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def texts(args: Args, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """An argument that is a list of words."""
    value = args.get(name)
    return tuple(str(one) for one in value) if isinstance(value, tuple | list) else default


@dataclass(frozen=True, slots=True)
class Target:
    """The section that a gate looks at, and where it stands in the text."""

    section: Section
    passage: Passage

    @property
    def line(self) -> int:
        """The line of the heading."""
        return self.passage.line


def target(facts: Facts, args: Args, names: tuple[str, ...]) -> Target | None:
    """The section named in ``args``, else the first of ``names`` that the text holds."""
    for section in _candidates(facts, args, names):
        if found := facts.passage(section):
            return Target(section, found)
    return None


def _candidates(facts: Facts, args: Args, names: tuple[str, ...]) -> list[Section]:
    given = args.get("section")
    wanted = (str(given),) if given else names
    return [section for name in wanted if (section := facts.contract.section(name))]


def section_to_write(
    facts: Facts, args: Args, gate: str, names: tuple[str, ...], wish: str
) -> list[Finding]:
    """The finding for a gate whose section does not stand in the text."""
    candidates = _candidates(facts, args, names)
    section = candidates[0] if candidates else Section(str(args.get("section") or names[0]))
    return [to_do(
        facts, gate, facts.place_for(section), f"There is no section `{section.name}`.",
        f"Add `## {section.name}` here and {wish}.",
    )]  # fmt: skip


def to_do(facts: Facts, gate: str, line: int, message: str, remedy: str) -> Finding:
    """A finding of a gate; its rule id is ``gate-`` and the gate's name with hyphens."""
    return facts.finding(f"gate-{gate.replace('_', '-')}", line, message, remedy)


def sentence(wish: str) -> str:
    """``list the actions`` as ``List the actions.``"""
    return f"{wish[:1].upper()}{wish[1:]}."
