"""The items of a handoff's text that must survive. Pure."""

from __future__ import annotations

from dayline.contracts.prose import passages
from dayline.contracts.terms import Contract
from dayline.practices.handoff.rules import Marked
from dayline.records.rules import read_native

RULE = "must_survive"


def marked(contract: Contract, text: str) -> tuple[Marked, ...]:
    """The marked list items in their order, over the sections that hold them."""
    rule = contract.items.get(RULE)
    if rule is None:
        return ()
    names = {
        name.casefold()
        for section in contract.sections
        if section.items == RULE
        for name in (section.name, *section.aliases)
    }
    return tuple(
        Marked(item.type, item.text, item.line)
        for passage in passages(text, read_native(contract, text, path="").outline)
        if passage.heading.text.strip().casefold() in names
        for item in passage.items
        if item.type in rule.types
    )
