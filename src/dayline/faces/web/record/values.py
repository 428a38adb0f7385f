"""The front matter as facts that people read: titles from the contract, names, links, times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dayline.base.instants import from_text
from dayline.base.mail import without_mail
from dayline.contracts.terms import Contract, Field
from dayline.faces.web.record.references import Neighbours
from dayline.records.queries import Edge, Record

_PARTIES = ("person", "team")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RESERVED = ("contract", "id", "state", "author", "title")


@dataclass(frozen=True)
class Value:
    """One value: ``html`` with links; or an instant, or a day."""

    html: str
    instant: datetime | None = None
    day: date | None = None


@dataclass(frozen=True)
class Fact:
    """One row of the quiet list."""

    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Link:
    """A link as this record sees it; ``record`` is None for a target that is elsewhere."""

    word: str
    target: str
    record: Record | None
    state: str


def facts(
    contract: Contract | None, fields: Mapping[str, Any], near: Neighbours, edges: Sequence[Edge]
) -> list[Fact]:
    """What the head of a record states, in the contract's order, then whatever else is there.

    Links have their own list.
    """
    known = contract.fields if contract else {}
    order = [*known, *(name for name in fields if name not in known)]
    links = {*(contract.links if contract else ()), *(edge.type for edge in edges)}
    found = []
    for name in order:
        if name in _RESERVED or name in links or fields.get(name) in (None, "", []):
            continue
        held = fields[name]
        values = held if isinstance(held, list) else [held]
        term = known.get(name)
        title = (term.title if term else "") or name.replace("_", " ").capitalize()
        found.append(Fact(title, tuple(_value(term, value, near) for value in values)))
    return found


def _value(term: Field | None, value: Any, near: Neighbours) -> Value:
    text = _words(value)
    if term and term.type == "instant":
        try:
            return Value(text, from_text(text))
        except ValueError:
            return Value("".join(near.linked(text)))
    if _DAY.fullmatch(text):
        try:
            return Value(text, day=date.fromisoformat(text))
        except ValueError:
            return Value(text)
    if term and term.type in _PARTIES and not text.startswith("@"):
        text = near.desk.people.handle(text)
    elif term is None:
        text = without_mail(text)
    return Value("".join(near.linked(text)))


def _words(value: Any) -> str:
    """A value as people read it: of a map its name, or else what it holds."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, Mapping):
        return str(value)
    return str(value.get("name") or ", ".join(f"{key}: {held}" for key, held in value.items()))


def links(
    record: Record, edges: Sequence[Edge], contract: Contract | None, near: Neighbours
) -> list[Link]:
    """The links of a record, its own first; one that both ends state stands once."""
    own = [edge for edge in edges if edge.source == record.ref]
    stated = {edge.target for edge in own}
    incoming = [edge for edge in edges if edge.target == record.ref and edge.source not in stated]
    return [
        *(_link(_word(edge, contract), edge.target, near) for edge in own),
        *(_link(f"{_plain(edge.type)} this", edge.source, near) for edge in incoming),
    ]


def _link(word: str, target: str, near: Neighbours) -> Link:
    record = near.records.get(target)
    return Link(word, target, record, near.state(record) if record else "")


def _word(edge: Edge, contract: Contract | None) -> str:
    term = contract.links.get(edge.type) if contract else None
    return (term.title if term else "") or _plain(edge.type)


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()


def successors(record: Record, edges: Sequence[Edge], near: Neighbours) -> Iterator[Link]:
    """Records that say that they replace this one, or of which this one says so."""
    seen = set()
    for edge in edges:
        forward = edge.source == record.ref and "superseded_by" in (edge.type, edge.means)
        back = edge.target == record.ref and "supersedes" in (edge.type, edge.means)
        ref = edge.target if forward else edge.source
        if (forward or back) and ref not in seen:
            seen.add(ref)
            yield _link("", ref, near)
