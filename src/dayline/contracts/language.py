"""The contract language: from YAML text to a :class:`Contract`, or to everything wrong with it.

The grammar is written down in ``docs/reference/contracts.md``. Reading never executes anything;
the limits on size, depth and nodes are those of :mod:`dayline.base.strict_yaml`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from dayline.base.errors import InvalidInput
from dayline.base.strict_yaml import load
from dayline.contracts.discarding import with_discard
from dayline.contracts.language_clocks import read_clocks
from dayline.contracts.language_fields import read_fields, read_links
from dayline.contracts.language_moves import Known, read_moves, read_states
from dayline.contracts.language_sections import read_items, read_sections
from dayline.contracts.lint import lint_contract
from dayline.contracts.reading import NAME, Reader, options, shown
from dayline.contracts.terms import (
    MODES,
    Clock,
    Contract,
    Field,
    GateUse,
    ItemRule,
    LinkType,
    Move,
    Required,
    Section,
    Span,
    State,
)

__all__ = [
    "Clock", "Contract", "Field", "GateUse", "ItemRule", "LinkType", "Move", "Required", "Section",
    "Span", "State", "lint_contract", "parse_contract",
]  # fmt: skip

TOP_KEYS: Mapping[str, str] = {
    "contract": "The name of the kind: small letters, digits and underscores.",
    "version": "A whole number from 1. A released version never changes.",
    "title": "How a page names the kind.",
    "prefix": "1 to 8 capitals and digits, unique in a workspace; records are `D-1`, `D-2`.",
    "purpose": "One sentence in the reader's words: what it is for.",
    "who": "Who writes it and who reads it.",
    "supersedes_note": "What changed since the version before, for those who use it.",
    "initial": "The state of a new record; by default the first one.",
    "fields": "The keys of the front matter.",
    "links": "Typed links to other records, stated in the front matter under their name.",
    "sections": "The level-two headings, in the order that the document keeps.",
    "items": "Rules for typed list items.",
    "states": "The states of a record.",
    "moves": "The named transitions between states.",
    "clocks": "Service levels on states.",
    "compatibility": "What the next version must keep: one of the seven modes.",
}
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,7}")


def parse_contract(text: str, *, path: str = "") -> Contract:
    """The contract that ``text`` (YAML) describes.

    Raises :class:`InvalidInput` with one finding per problem, each with line and remedy, and
    :class:`HostileInput` for text past the limits.
    """
    marked = load(text, path=path)
    reader = Reader(marked, path)
    top = reader.mapping(marked.value, (), TOP_KEYS, "A contract")
    contract = _contract(reader, top, text, path)
    if reader.findings:
        count = len(reader.findings)
        findings = sorted(reader.findings, key=lambda finding: finding.line)
        raise InvalidInput(
            f"The contract{f' {path}' if path else ''} has {count} problem{'s' * (count > 1)}.",
            kept="Nothing was changed.",
            do=f"Line {findings[0].line}: {findings[0].message} {findings[0].remedy}",
            findings=findings,
        )
    return contract


def _contract(reader: Reader, top: Mapping[str, object], text: str, path: str) -> Contract:
    move_names = [name for name in options(top.get("moves")) if isinstance(name, str)]
    fields = read_fields(reader, top.get("fields"), move_names)
    links = read_links(reader, top.get("links"), fields, move_names)
    items = read_items(reader, top.get("items"))
    sections = read_sections(reader, top.get("sections"), move_names, items)
    states = read_states(reader, top.get("states"), fields)
    known = Known(states, fields, links, [section.name for section in sections], items)
    moves = read_moves(reader, top.get("moves"), known)
    clocks = read_clocks(reader, top.get("clocks"), states, fields, moves)
    initial = reader.texts(top.get("initial"), ("initial",), "`initial`")
    mode = reader.texts(top.get("compatibility"), ("compatibility",), "`compatibility`")
    first = "".join(reader.among(initial[:1], ("initial",), states, "state")) or next(
        iter(states), ""
    )
    states, moves = with_discard(states, moves, clocks, first)
    return Contract(
        name=_pattern(reader, top, "contract", NAME, "`contract: decision`"),
        version=_version(reader, top),
        title=reader.demanded(top.get("title"), ("title",), "`title`", "`title: Decision`"),
        prefix=_pattern(reader, top, "prefix", _PREFIX, "`prefix: D` (1 to 8 capitals)"),
        purpose=reader.demanded(
            top.get("purpose"), ("purpose",), "`purpose`", "one sentence: what the kind is for"
        ),
        initial=first,
        fields=fields, links=links, sections=sections, states=states, moves=moves, clocks=clocks,
        items=items,
        compatibility="".join(reader.among(mode[:1], ("compatibility",), MODES, "mode"))
        or "BACKWARD",
        who=reader.text(top.get("who"), ("who",), "`who`"),
        supersedes_note=reader.text(
            top.get("supersedes_note"), ("supersedes_note",), "`supersedes_note`", longest=2000
        ),
        text=text,
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        path=path,
    )  # fmt: skip


def _pattern(
    reader: Reader, top: Mapping[str, object], key: str, pattern: re.Pattern[str], example: str
) -> str:
    text = reader.demanded(top.get(key), (key,), f"`{key}`", example)
    if text and not pattern.fullmatch(text):
        reader.problem(
            "contract-name", (key,), f"{shown(text)} cannot be a `{key}`.", f"Write {example}."
        )
    return text


def _version(reader: Reader, top: Mapping[str, object]) -> int:
    number = reader.whole(top.get("version"), ("version",), "`version`", least=1)
    if number is None and top.get("version") is None:
        reader.problem(
            "contract-missing", ("version",), "`version` is missing.", "Add `version: 1`."
        )
    return number or 1
