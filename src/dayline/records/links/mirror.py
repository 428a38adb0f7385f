"""The other end of a link: which texts must change along, and into what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dayline.contracts.terms import Contract
from dayline.records import queries
from dayline.records.facts import text_of
from dayline.records.links.rules import LinkPair, changed, inverse_of, with_link
from dayline.records.queries import Record


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """A record whose text must say the inverse of a link, and the text that says it."""

    record: Record
    text: str
    because: str


def other_ends(
    workspace: int,
    contract: Contract,
    ref: str,
    before: Iterable[LinkPair],
    after: Iterable[LinkPair],
) -> Iterator[OtherEnd]:
    """The texts at the other ends of the links of ``ref`` that came or went.

    Records of imported dialects keep their own words: only the link table knows the inverse.
    """
    came, went = changed(before, after)
    wanted: dict[str, list[tuple[str, bool]]] = {}
    for pairs, present in ((came, True), (went, False)):
        for type_, target in sorted(pairs):
            inverse = inverse_of(contract, type_)
            if inverse:
                wanted.setdefault(target, []).append((inverse, present))
    for record in queries.by_refs(workspace, sorted(wanted)):
        if record.dialect != "native":
            continue
        text = standing = text_of(record)
        for inverse, present in wanted[record.ref]:
            text = with_link(text, inverse, ref, present=present)
        if text != standing:
            yield OtherEnd(record, text, f"{ref} links here")
