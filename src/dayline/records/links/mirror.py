"""The other end of a link: which texts must change along, and into what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dayline.base.errors import InvalidInput
from dayline.records import queries
from dayline.records.dialect.writing import Target
from dayline.records.facts import text_of
from dayline.records.packing import StatedLink
from dayline.records.queries import Record
from dayline.records.script import Script
from dayline.records.sharing.queries import audience


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """A record whose text must say the inverse of a link, and the text that says it."""

    record: Record
    script: Script
    text: str
    because: str


def target_of(record: Record) -> Target:
    """How a text names a record that it links to."""
    return Target(record.ref, record.path, record.title, record.number)


def other_ends(
    workspace: int,
    own: Target,
    script: Script,
    *,
    before: Iterable[StatedLink],
    after: Iterable[StatedLink],
    script_of: Callable[[Record], Script],
    person: str,
) -> Iterator[OtherEnd]:
    """The texts at the other ends of the links of ``own`` that came or went, by an act of a person.

    A dialect that has no place for the inverse keeps its text: the link table knows the link. So do
    records that the person may not see, and those that more people see than ``own``: their text
    would tell that it exists.
    """
    old, new = set(before), set(after)
    wanted: dict[str, list[tuple[str, bool]]] = {}
    for links, present in ((new - old, True), (old - new, False)):
        for link in sorted(links):
            inverse = script.inverse(link.type, link.means)
            if inverse:
                wanted.setdefault(link.target, []).append((inverse, present))
    for other in queries.by_refs(workspace, sorted(wanted), person=person):
        theirs = script_of(other)
        standing = text = text_of(other)
        for inverse, present in wanted[other.ref]:
            if present and not _may_name(workspace, other, own):
                continue
            text = _with_inverse(theirs, text, inverse, own, present=present)
        if text != standing:
            yield OtherEnd(other, theirs, text, f"{own.ref} links here")


def _may_name(workspace: int, other: Record, own: Target) -> bool:
    """Whether all who see ``other`` see ``own`` too."""
    (named,) = queries.by_refs(workspace, [own.ref])
    if named.visibility == "workspace" or other.visibility == "workspace":
        return named.visibility == "workspace"
    seeing = {one.party for one in audience(workspace, own.ref)}
    return {one.party for one in audience(workspace, other.ref)} <= seeing


def _with_inverse(script: Script, text: str, inverse: str, target: Target, *, present: bool) -> str:
    try:
        return script.with_link(text, inverse, target, present=present)
    except InvalidInput:
        return text
