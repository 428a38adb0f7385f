"""The links that a document states: in its fields, in its status, in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dayline.base.findings import Finding, Severity
from dayline.records.dialect import header
from dayline.records.dialect.references import refs_in

if TYPE_CHECKING:
    from dayline.records.dialect.document import Read


@dataclass(frozen=True, slots=True)
class StatedLink:
    """A link as stated.

    ``type`` keeps the text's own words (``replaces``, ``mostly_superseded_by``), ``means`` is the
    canonical meaning, ``target`` the reference of the other record, ``origin`` where it stands:
    ``field``, ``status``, ``prose`` or ``list``.
    """

    type: str
    means: str
    target: str
    line: int
    origin: str = "field"


def stated_links(read: Read) -> Iterator[StatedLink]:
    """The links of ``read``, each (type, target) once, in the order of the document's parts."""
    seen: set[tuple[str, str]] = set()
    for link in _all(read):
        if (link.type, link.target) not in seen and link.target != read.ref:
            seen.add((link.type, link.target))
            yield link


def _all(read: Read) -> Iterator[StatedLink]:
    yield from _in_fields(read)
    rule = read.dialect.prose
    if not rule.verbs:
        return
    # The grammar of sentences takes a tenth of a command's start; few files are asked for any.
    from dayline.records.dialect.prose import read_prose, read_status

    refs = read.dialect.reading
    if read.status.stated:
        for claim in read_status(
            read.status.text, read.status.line, refs=refs, own=read.ref, verbs=rule.verbs
        ):
            yield StatedLink(claim.type, claim.means, claim.target, claim.line, "status")
    if not read.ref:
        return
    claims, unclear = read_prose(
        read.text, read.body, refs=refs, own=read.ref, selves=rule.selves, verbs=rule.verbs
    )
    for claim in claims:
        yield StatedLink(claim.type, claim.means, claim.target, claim.line, "prose")
    for item in unclear:
        read.findings.append(
            Finding(
                "lineage-unclear", f"This may say which record follows which: {item.text}",
                "State it in the status or as `Supersedes <record>`.",
                read.path, item.line, 0, Severity.NOTE,
            )
        )  # fmt: skip
    named = {claim.line for claim in claims}
    yield from (link for link in _in_lists(read) if link.line not in named)


def _in_fields(read: Read) -> Iterator[StatedLink]:
    by_key = read.dialect.by_key
    for key, stated in read.fields.items():
        rule = by_key.get(key)
        if rule is None or not rule.means or not isinstance(stated.value, tuple):
            continue
        for ref in stated.value:
            yield StatedLink(key, rule.means, str(ref), stated.line)


_ITEM = re.compile(r"[ \t]{0,3}[-*+][ \t]+(?P<item>\S.*)")
_TYPE = re.compile(r"(?P<type>[A-Za-z][A-Za-z -]{0,40}?)[ \t]{0,4}:?[ \t]{0,4}\[")
_MEANS = {
    "supersedes": "supersedes", "supercedes": "supersedes", "replaces": "supersedes",
    "superseded by": "superseded_by", "superceded by": "superseded_by",
    "replaced by": "superseded_by", "amends": "amends", "amended by": "amended_by",
    "requires": "requires", "depends on": "requires", "required by": "required_by",
    "implements": "implements", "implemented by": "implemented_by", "blocks": "blocks",
    "blocked by": "blocked_by",
}  # fmt: skip
_RELATED = frozenset(
    (
        "clarifies", "clarified by", "refines", "refined by", "extends", "extended by",
        "relates to", "related to", "enables", "enabled by", "complements", "complemented by",
        "conflicts with", "builds on", "influences", "influenced by", "linked to", "links to",
        "see also", "deprecates", "deprecated by",
    )
)  # fmt: skip
"""Types of links that adr-tools and MADR users write and that change nobody's standing."""


def _in_lists(read: Read) -> Iterator[StatedLink]:
    """Typed links, one on a line: ``Clarifies [3. Name](0003-name.md)`` in a status, and
    ``* Refined by [ADR-5](0005-x.md)`` under a heading such as Links."""
    if read.dialect.status.section:
        for offset, line in enumerate(read.status.text.split("\n")):
            yield from _typed(read, line.lstrip("-*+ \t"), read.status.line + offset, known=True)
    for name in read.dialect.prose.sections:
        found = header.section(read.text, read.body, name)
        for offset, line in enumerate(found.value.split("\n") if found else ()):
            item = _ITEM.fullmatch(line.rstrip("\r"))
            if item and found:
                yield from _typed(read, item["item"], found.line + offset, known=False)


def _typed(read: Read, text: str, line: int, *, known: bool) -> Iterator[StatedLink]:
    """The links of one line that begins with their type; any words will do unless ``known``."""
    typed = _TYPE.match(text)
    if not typed:
        return
    words = " ".join(typed["type"].split()).casefold()
    if known and words not in _MEANS and words not in _RELATED:
        return
    for ref in refs_in(text, read.dialect.reading):
        means = _MEANS.get(words, "relates_to")
        yield StatedLink(words.replace(" ", "_"), means, ref, line, "list")
