"""What a native record's text says, under its contract. Pure: texts and facts in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dayline.base.canonical import Json
from dayline.base.heads import Head, split
from dayline.base.ids import parse_ref, slug
from dayline.base.markdown import Outline, scan
from dayline.contracts.terms import Contract
from dayline.records.packing import StatedLink, jsonable

RESERVED = ("contract", "id", "state", "author")


@dataclass(frozen=True, slots=True)
class Stated:
    """What one text says of its record: title, state, author, fields by name, links."""

    head: Head
    outline: Outline
    title: str
    state: str
    author: str
    fields: dict[str, Any]
    links: tuple[StatedLink, ...]


def read_native(contract: Contract, text: str, *, path: str = "") -> Stated:
    """Read a text written under ``contract``. Raises ``InvalidInput`` for a broken head."""
    head = split(text, path=path)
    outline = scan(text, start=head.end, first_line=text.count("\n", 0, head.end) + 1)
    fields = {
        str(name): value
        for name, value in head.fields.items()
        if name not in RESERVED and name not in contract.links
    }
    return Stated(
        head=head,
        outline=outline,
        title=title_of(head.fields, outline),
        state=str(head.fields.get("state") or contract.initial),
        author=str(head.fields.get("author") or ""),
        fields=fields,
        links=tuple(StatedLink(type_, type_, to) for type_, to in _links(contract, head.fields)),
    )


def title_of(fields: Mapping[str, Any], outline: Outline) -> str:
    """The ``title`` field, else the first top heading, else nothing."""
    if fields.get("title"):
        return str(fields["title"]).strip()
    return next((heading.text for heading in outline.headings if heading.level == 1), "")


def _links(contract: Contract, fields: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    inverses = {link.inverse for link in contract.links.values() if link.inverse}
    for name in (*contract.links, *sorted(inverses - set(contract.links))):
        for target in _as_list(fields.get(name)):
            yield name, _normal_target(target)


def _as_list(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    items = value if isinstance(value, list) else [value]
    return [str(item).strip() for item in items if str(item).strip()]


def _normal_target(target: str) -> str:
    ref = parse_ref(target)
    return str(ref) if ref else target


def link_rows(stated: Stated) -> list[Json]:
    """The links of a text as the fold writes them; a contract's own names are canonical."""
    return [link._asdict() for link in stated.links]


def head_of(
    contract: Contract, stated: Stated, *, author: str, waits_on: list[str]
) -> dict[str, Json]:
    """The part of a payload from which a record's row is folded."""
    state = contract.states.get(stated.state)
    return {
        "kind": contract.name,
        "contract": f"{contract.name}/{contract.version}",
        "dialect": "native",
        "title": stated.title,
        "slug": slug(stated.title),
        "status": stated.state,
        "final": bool(state and state.final),
        "author": author,
        "waits_on": list(waits_on),
        "fields": jsonable(stated.fields),
    }
