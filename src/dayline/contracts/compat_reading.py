"""How records written under one version fare under another: the one-way half of compatibility."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from dayline.contracts.demands import demanded_text, demanded_value
from dayline.contracts.terms import Contract, Field, LinkType, Required, Section

Place: TypeAlias = tuple[str, str]  # a state, and a move from it or ""

_NOWHERE: frozenset[Place] = frozenset()
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """Records of ``writer`` met by somebody who knows ``reader``."""

    writer: Contract
    reader: Contract

    def field(self, name: str) -> Field | None:
        """The reader's field that takes the values of the writer's field ``name``."""
        if name in self.reader.fields:
            return self.reader.fields[name]
        return next((one for one in self.reader.fields.values() if name in one.aliases), None)

    def section(self, name: str) -> Section | None:
        """The reader's section that takes the text of the writer's section ``name``."""
        return self.reader.section(name)

    def _gap(self, wanted: frozenset[Place], granted: frozenset[Place]) -> str:
        """The first place that both versions have where more is wanted than is granted."""
        missing = (wanted & _places(self.writer) & _places(self.reader)) - granted
        if not missing:
            return ""
        state, move = min(missing)
        if move:
            return f"before `{move}`"
        return "in every draft" if state == self.reader.initial else f"in the state `{state}`"

    def field_gap(self, field: Field) -> str:
        """Where the reader demands ``field`` and the writer does not grant it, in words, or ""."""
        own = self._written(field)
        granted = _field_places(self.writer, own) if own else _NOWHERE
        return self._gap(_field_places(self.reader, field), granted)

    def _written(self, field: Field) -> Field | None:
        """The writer's field that ``field`` reads, when it reads it under each of its names."""
        for own in self.writer.fields.values():
            if self.field(own.name) == field:
                names = {field.name, *field.aliases}
                return own if {own.name, *own.aliases} <= names else None
        return None

    def link_gap(self, link: LinkType) -> str:
        """Like :meth:`field_gap`, for a link."""
        own = self.writer.links.get(link.name)
        granted = _link_places(self.writer, own) if own else _NOWHERE
        return self._gap(_link_places(self.reader, link), granted)

    def section_gap(self, section: Section) -> str:
        """Like :meth:`field_gap`, for a section with its words and shape."""
        own = self._written_section(section)
        strong = own is not None and _as_strong(own, section)
        granted = _section_places(self.writer, own) if own and strong else _NOWHERE
        return self._gap(_section_places(self.reader, section), granted)

    def _written_section(self, section: Section) -> Section | None:
        names = {name.casefold() for name in (section.name, *section.aliases)}
        for own in self.writer.sections:
            if self.section(own.name) == section:
                return own if {n.casefold() for n in (own.name, *own.aliases)} <= names else None
        return None

    def disordered(self) -> tuple[str, str] | None:
        """Two sections that the writer puts in one order and the reader in the other."""
        rank = {section.name: index for index, section in enumerate(self.reader.sections)}
        last: Section | None = None
        for own in self.writer.sections:
            other = self.section(own.name)
            if other is None:
                continue
            if last is not None and rank[other.name] < rank[last.name]:
                return last.name, other.name
            last = other
        return None

    def roles(self, roles: tuple[str, ...]) -> frozenset[str]:
        """The writer's roles in the reader's words."""
        return frozenset(self._role(role) for role in roles)

    def _role(self, role: str) -> str:
        plain = _plain_role(self.writer, role)
        if plain in self.writer.fields and (other := self.field(plain)):
            return other.name
        return plain

    def own_roles(self, roles: tuple[str, ...]) -> frozenset[str]:
        """The reader's roles, with ``owner`` as the author where no field says otherwise."""
        return frozenset(_plain_role(self.reader, role) for role in roles)


def _plain_role(contract: Contract, role: str) -> str:
    """``owner`` is the author where no field of that name says who."""
    return "author" if role == "owner" and "owner" not in contract.fields else role


@lru_cache(maxsize=64)
def _places(contract: Contract) -> frozenset[Place]:
    """Where something can be demanded: in each state, and there before each of its moves."""
    moves = {(state, move.name) for move in contract.moves.values() for state in move.sources}
    return frozenset(moves | {(state, "") for state in contract.states})


def _field_places(contract: Contract, field: Field) -> frozenset[Place]:
    return _demanded(contract, field.required, _asking(contract).get(field.name, _NOTHING))


def _link_places(contract: Contract, link: LinkType) -> frozenset[Place]:
    return _demanded(contract, link.required, _asking(contract).get(link.name, _NOTHING))


def _section_places(contract: Contract, section: Section) -> frozenset[Place]:
    return _demanded(contract, section.required, _NOTHING, text=True)


@lru_cache(maxsize=64)
def _asking(contract: Contract) -> Mapping[str, frozenset[str]]:
    """The moves that ask for a field or link, by themselves or by a gate."""
    found: dict[str, set[str]] = {}
    for move in contract.moves.values():
        names = set(move.asks)
        for use in move.gates:
            fields = use.args.get("fields")
            names |= set(fields) if isinstance(fields, tuple) else set()
            if use.name == "owner_named":
                names.add(str(use.args.get("field") or "owner"))
        for name in names:
            found.setdefault(name, set()).add(move.name)
    return {name: frozenset(moves) for name, moves in found.items()}


@lru_cache(maxsize=4096)
def _demanded(
    contract: Contract, required: Required, asking: frozenset[str], *, text: bool = False
) -> frozenset[Place]:
    """The places where something is demanded. Of a ``text``, always means before every move."""
    if not required and not asking:
        return _NOWHERE
    holds = demanded_text if text else demanded_value
    return frozenset(
        (state, move)
        for state, move in _places(contract)
        if (move and move in asking) or holds(contract, required, state, move)
    )


def _as_strong(own: Section, demanded: Section) -> bool:
    """Whether a section that satisfies ``own`` satisfies ``demanded``."""
    shapes = set(demanded.accepts) | ({"steps"} if "list" in demanded.accepts else set())
    shaped = not demanded.accepts or (bool(own.accepts) and set(own.accepts) <= shapes)
    return own.min_words >= demanded.min_words and shaped
