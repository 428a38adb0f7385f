"""What a gate is: a pure check with a title and a help that a page shows as something to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts

ArgKind = Literal["number", "flag", "text", "texts", "section", "items", "field", "role"]


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument of a gate. ``names`` are the sections or fields tried when it is not given."""

    kind: ArgKind
    help: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A rule that must hold before a move. ``check`` lists what is still to be done.

    ``check(facts, args)`` is pure; an empty list means that the gate is open. ``args`` holds
    what the contract gave, and under ``"move"`` the name of the move.
    """

    name: str
    title: str
    help: str
    check: Callable[[Facts, Mapping[str, object]], list[Finding]]
    args: Mapping[str, Arg] = field(default_factory=dict)
