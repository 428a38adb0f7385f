"""Links in texts: adding and taking out, and what the other end must say. Pure."""

from __future__ import annotations

from dayline.base.head_edits import set_field
from dayline.base.heads import split
from dayline.contracts.terms import Contract


def inverse_of(contract: Contract, type_: str) -> str:
    """The name that a link has in the text at its other end; empty for one-way links."""
    if type_ in contract.links:
        return contract.links[type_].inverse
    for link in contract.links.values():
        if link.inverse == type_:
            return link.name
    return ""


def link_names(contract: Contract) -> tuple[str, ...]:
    """All link names that may stand in a text of this contract, inverses included."""
    inverses = [link.inverse for link in contract.links.values() if link.inverse]
    return tuple(dict.fromkeys([*contract.links, *inverses]))


def with_link(text: str, type_: str, target: str, *, present: bool) -> str:
    """``text`` with one link put in or taken out; the same text where nothing changes."""
    value = split(text).fields.get(type_)
    held = [str(item) for item in value] if isinstance(value, list) else []
    if value is not None and not isinstance(value, list):
        held = [str(value)]
    known = {item.upper() for item in held}
    if present == (target.upper() in known):
        return text
    wanted = [*held, target] if present else [i for i in held if i.upper() != target.upper()]
    return set_field(text, type_, wanted or None)
