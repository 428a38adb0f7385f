"""How records written under one version fare under another: the one-way half of compatibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dayline.contracts.demands import is_demanded, section_demanded
from dayline.contracts.terms import Contract, Field, LinkType, Section


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

    def places(self) -> Iterator[tuple[str, str]]:
        """Where something may be demanded on both sides: (state, "") and (state, move)."""
        for state in self.writer.states.keys() & self.reader.states.keys():
            yield state, ""
            for move in self.writer.moves_from(state):
                other = self.reader.moves.get(move.name)
                if other and state in other.sources:
                    yield state, move.name

    def field_gap(self, field: Field) -> str:
        """Where the reader demands ``field`` and the writer does not grant it, in words, or ""."""
        own = self._written(field)
        for state, move in sorted(self.places()):
            if _field_demanded(self.reader, field, state, move) and not (
                own and _field_demanded(self.writer, own, state, move)
            ):
                return _place(self.reader, state, move)
        return ""

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
        for state, move in sorted(self.places()):
            if _link_demanded(self.reader, link, state, move) and not (
                own and _link_demanded(self.writer, own, state, move)
            ):
                return _place(self.reader, state, move)
        return ""

    def section_gap(self, section: Section) -> str:
        """Like :meth:`field_gap`, for a section with its words and shape."""
        own = self._written_section(section)
        for state, move in sorted(self.places()):
            if section_demanded(self.reader, section, state, move) and not (
                own and section_demanded(self.writer, own, state, move) and _as_strong(own, section)
            ):
                return _place(self.reader, state, move)
        return ""

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


def _field_demanded(contract: Contract, field: Field, state: str, move: str) -> bool:
    asked = bool(move) and field.name in contract.moves[move].asks
    named = bool(move) and any(
        field.name in _texts(use.args.get("fields"))
        or (use.name == "owner_named" and use.args.get("field", "owner") == field.name)
        for use in contract.moves[move].gates
    )
    return asked or named or is_demanded(contract, field.required, state, move)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple) else ()


def _link_demanded(contract: Contract, link: LinkType, state: str, move: str) -> bool:
    asked = bool(move) and link.name in contract.moves[move].asks
    return asked or is_demanded(contract, link.required, state, move)


def _as_strong(own: Section, demanded: Section) -> bool:
    """Whether a section that satisfies ``own`` satisfies ``demanded``."""
    shapes = set(demanded.accepts) | ({"steps"} if "list" in demanded.accepts else set())
    shaped = not demanded.accepts or (bool(own.accepts) and set(own.accepts) <= shapes)
    return own.min_words >= demanded.min_words and shaped


def _place(contract: Contract, state: str, move: str) -> str:
    if move:
        return f"before `{move}`"
    return f"in the state `{state}`" if contract.initial != state else "in every draft"
