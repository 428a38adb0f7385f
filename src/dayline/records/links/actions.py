"""Linking two records: one act, both texts."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.contracts.queries import registry
from dayline.journal.append import writing
from dayline.people.queries import authorise, directory
from dayline.records import queries
from dayline.records.actions import WRITERS, Written, write_text
from dayline.records.facts import text_of
from dayline.records.links.rules import link_names, with_link


def link(acting: Acting, source: str, type_: str, target: str, *, note: str = "") -> Written:
    """State a typed link in ``source`` and its inverse in ``target``, in one act."""
    return _change(acting, source, type_, target, note=note, present=True)


def unlink(acting: Acting, source: str, type_: str, target: str, *, note: str = "") -> Written:
    """Take a typed link out of both texts, in one act."""
    return _change(acting, source, type_, target, note=note, present=False)


def _change(
    acting: Acting, source: str, type_: str, target: str, *, note: str, present: bool
) -> Written:
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, *WRITERS)
        contracts = registry(acting.workspace)
        record = queries.find(acting.workspace, source, person=acting.actor)
        other = queries.find(acting.workspace, target, person=acting.actor)
        contract = contracts.named(record.contract)
        known = link_names(contract)
        if type_ not in known:
            raise InvalidInput(
                f"A {contract.name} has no link {type_!r}.",
                do=f"Choose one of: {', '.join(known)}.",
            )
        text = text_of(record)
        changed = with_link(text, type_, other.ref, present=present)
        if changed == text:
            raise InvalidInput(
                f"{record.ref} {type_} {other.ref}: "
                + ("it says so already." if present else "it does not say so."),
                do=f"See: dayline show {record.ref}.",
            )
        return write_text(pen, contracts, contract, record, changed, note=note)
