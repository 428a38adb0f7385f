"""The terms of a contract: what ``parse_contract`` makes of a YAML file. Plain, frozen values.

Every term carries the ``line`` of the file where it stands, counted from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

BUILT_IN_ROLES: Mapping[str, str] = {
    "author": "The person or agent who opened the record.",
    "owner": "Whoever the field `owner` names; where there is no such field, the author.",
    "member": "Anybody who belongs to the workspace.",
    "lead": "A lead of the workspace or of the author's team.",
    "system": "Dayline itself, when a clock runs out or another record moves.",
}

RESERVED_FIELDS: Mapping[str, str] = {
    "contract": "it names the record's kind and version",
    "id": "it is the record's number",
    "state": "only a move changes it",
    "author": "every record has one already",
    "title": "the title is the first heading of the text",
}

RECEIPTS: Mapping[str, str] = {
    "delivered": "It reached the person.",
    "read": "The person read this revision.",
    "read_back": "The person wrote what they understood.",
    "accepted": "The person takes this revision on, with a scope where one is stated.",
    "contested": "The person says that something is wrong or missing.",
}
RECEIPT_OF_MOVE: Mapping[str, str] = {
    "read": "read",
    "read_back": "accepted",
    "accept": "accepted",
    "contest": "contested",
}

MODES = (
    "NONE",
    "BACKWARD",
    "FORWARD",
    "FULL",
    "BACKWARD_TRANSITIVE",
    "FORWARD_TRANSITIVE",
    "FULL_TRANSITIVE",
)


@dataclass(frozen=True, slots=True)
class Required:
    """When something must be there: always, or before the named moves; else it is optional."""

    always: bool = False
    before: tuple[str, ...] = ()

    def holds_for(self, move: str | None) -> bool:
        """Whether it must be there now (``move`` None) or when ``move`` is made."""
        return self.always or (move is not None and move in self.before)

    def __bool__(self) -> bool:
        return self.always or bool(self.before)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record's front matter. ``of`` holds the choices, or the kinds of a record."""

    name: str
    type: str
    title: str = ""
    help: str = ""
    required: Required = Required()
    many: bool = False
    of: tuple[str, ...] = ()
    default: object = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    aliases: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class LinkType:
    """A typed link to other records; an empty ``to`` means a record of any kind."""

    name: str
    to: tuple[str, ...] = ()
    inverse: str = ""
    title: str = ""
    help: str = ""
    required: Required = Required()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A level-two heading of the text. ``required.always`` means before every move."""

    name: str
    help: str = ""
    required: Required = Required()
    min_words: int = 1
    links: tuple[str, ...] = ()
    items: str = ""
    accepts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class ItemRule:
    """Typed list items, ``- (blocker) text``; ``minimum`` and ``maximum`` count over the text."""

    name: str
    types: tuple[str, ...]
    minimum: int = 0
    maximum: int | None = None
    title: str = ""
    help: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """A state; ``waits_on`` is a role or a person or team field, "" when nobody must act."""

    name: str
    title: str = ""
    waits_on: str = ""
    final: bool = False
    frozen: bool = False
    help: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GateUse:
    """A gate as a move uses it; ``args`` are checked against the gate's own table."""

    name: str
    args: Mapping[str, object]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """A named transition from one of ``sources`` to ``to``, open to the roles ``by``.

    ``gives`` is the kind of receipt that whoever makes the move leaves on this revision, or "".
    An ``implied`` move stands in no file (:mod:`dayline.contracts.discarding`) and asks nothing of
    the text.
    """

    name: str
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    title: str = ""
    gates: tuple[GateUse, ...] = ()
    asks: tuple[str, ...] = ()
    on_link: Mapping[str, str] = field(default_factory=dict)
    gives: str = ""
    help: str = ""
    line: int = 0
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of time in a unit of :data:`dayline.contracts.values.UNITS`."""

    amount: Decimal
    unit: str

    def __str__(self) -> str:
        amount = f"{self.amount.normalize():f}"
        return f"{amount} {self.unit[:-1] if amount == '1' else self.unit}"


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount of time that each record states in a field: a number of ``unit``, or a duration.

    ``unit`` is empty where the field is a duration, which has a unit of its own.
    """

    field: str
    unit: str = ""

    def __str__(self) -> str:
        return f"`{self.field}` {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Clock:
    """A service level on states.

    One of ``within`` (a fixed amount), ``stated`` (an amount that the record names) and ``until``
    (a date or instant field) is set. It never runs out before ``at_least`` has passed on the wall,
    and runs only while each field of ``when`` holds one of its values. ``objective`` is a
    percentage from 0 to 100, ``window`` the rolling span it is measured over, ``policy`` what is
    done when more was missed than the objective allows.
    """

    name: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: tuple[str, ...] = ()
    within: Span | None = None
    stated: Stated | None = None
    until: str = ""
    at_least: Span | None = None
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of: str = ""
    objective: Decimal | None = None
    window: Span | None = None
    policy: str = ""
    on_miss: str = "notify"
    title: str = ""
    help: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """One released or proposed version of a kind. ``digest`` is the SHA-256 of ``text``, hex.

    Compared by identity, because rules keep what they worked out for a contract; compare the
    ``digest`` of two to know whether they say the same.
    """

    name: str
    version: int
    title: str
    prefix: str
    purpose: str
    initial: str
    fields: Mapping[str, Field]
    links: Mapping[str, LinkType]
    sections: tuple[Section, ...]
    states: Mapping[str, State]
    moves: Mapping[str, Move]
    clocks: Mapping[str, Clock]
    items: Mapping[str, ItemRule]
    compatibility: str = "BACKWARD"
    who: str = ""
    supersedes_note: str = ""
    text: str = ""
    digest: str = ""
    path: str = ""

    @property
    def ref(self) -> str:
        """``decision/1``, as records name it."""
        return f"{self.name}/{self.version}"

    def section(self, name: str) -> Section | None:
        """The section of that name or former name, compared without case."""
        return _sections(self).get(name.casefold())

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that leave ``state``, in the order of the file."""
        return tuple(move for move in self.moves.values() if state in move.sources)


@lru_cache(maxsize=1024)
def _sections(contract: Contract) -> Mapping[str, Section]:
    """The sections by each of their names, folded."""
    return {
        name.casefold(): section
        for section in reversed(contract.sections)
        for name in (*section.aliases, section.name)
    }
