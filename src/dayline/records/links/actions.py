"""Linking two records: one act, both texts."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.journal.append import writing
from dayline.records.actions import Act, Written
from dayline.records.facts import text_of
from dayline.records.links.mirror import target_of
from dayline.records.links.rules import link_names


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
        act = Act(pen)
        act.authorise()
        record, other = act.find(source), act.find(target)
        script = act.script_of(record)
        contract = script.contract
        known = link_names(contract)
        if type_ not in known:
            raise InvalidInput(
                f"A {contract.name} has no link {type_!r}.",
                do=f"Choose one of: {', '.join(known)}.",
            )
        text = text_of(record)
        changed = script.with_link(text, type_, target_of(other), present=present)
        if changed == text:
            raise InvalidInput(
                f"{record.ref} {type_} {other.ref}: "
                + ("it says so already." if present else "it does not say so."),
                do=f"See: dayline show {record.ref}.",
            )
        return act.write(record, changed, note=note)
