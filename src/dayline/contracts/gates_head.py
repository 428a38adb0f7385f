"""Gates that look at the head of a record and at its links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayline.base.findings import Finding, Severity
from dayline.contracts.facts import Facts
from dayline.contracts.fields import field_findings, link_findings
from dayline.contracts.gate import Arg, Args, Gate, table, texts, to_do
from dayline.contracts.prose import Passage

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_REF = re.compile(r"(?<![\w@/.#-])(?P<prefix>[A-Z][A-Z0-9]{0,15})-[0-9]{1,9}(?![\w-])")
_CODE = re.compile(r"`[^`]*`")


def _fields(facts: Facts, args: Args) -> list[Finding]:
    return field_findings(facts, str(args.get("move") or ""), also=texts(args, "fields"))


def _field_is(facts: Facts, args: Args) -> list[Finding]:
    name, wanted = str(args.get("field") or ""), texts(args, "is")
    have = facts.entries(name) if name else ()
    if not name or any(value in wanted for value in have):
        return []
    message = f"`{name}` is {f'`{have[0][:40]}`' if have else 'empty'}."
    listed = " or ".join(f"`{value}`" for value in wanted)
    remedy = f"This move is for records whose `{name}` is {listed}."
    return [to_do(facts, "field_is", facts.field_line(name), message, remedy)]


def _links(facts: Facts, args: Args) -> list[Finding]:
    return [*link_findings(facts, str(args.get("move") or "")), *dead_links(facts)]


def dead_links(facts: Facts) -> list[Finding]:
    """Links of the text to anchors, files and records that do not exist, and ids of no record.

    Web addresses are not asked. Ids are looked for only under prefixes that are in use.
    """
    found = []
    for link in facts.outline.links:
        target = link.target.strip()
        if not target or target == "#" or _OUTSIDE.match(target):
            continue
        if target.startswith("#"):
            exists = facts.outline.has_anchor(target[1:])
            message = f"There is no heading `{target[:80]}` in this text."
        else:
            exists = facts.resolved(target)
            message = f"`{target[:80]}` leads nowhere."
        if not exists:
            remedy = "Correct the link, or write the words without one."
            found.append(facts.finding("link-dead", link.line, message, remedy))
    return [*found, *_unknown_ids(facts)]


def _unknown_ids(facts: Facts) -> Iterator[Finding]:
    seen = set()
    for passage in facts.passages if facts.prefixes else ():
        for line, ref in _ids(facts, passage):
            if ref not in seen and not facts.resolved(ref):
                remedy = "Correct the id, or write it in backticks when it is not a record."
                yield facts.finding("link-dead", line, f"There is no record {ref}.", remedy)
            seen.add(ref)


def _ids(facts: Facts, passage: Passage) -> Iterator[tuple[int, str]]:
    """The record ids in a section, with their lines; only prefixes in use make an id."""
    for line in passage.lines:
        for match in () if line.code else _REF.finditer(_CODE.sub("", line.text)):
            if match["prefix"] in facts.prefixes:
                yield line.number, match.group()


def expected_links(facts: Facts) -> list[Finding]:
    """Sections that should name a record of some kind and name none: notes, never in the way."""
    found = []
    for section in facts.contract.sections:
        passage = facts.passage(section) if section.links else None
        if passage is None:
            continue
        if not any(facts.kind_of(ref) in section.links for _, ref in _ids(facts, passage)):
            kinds = " or ".join(section.links)
            message = f"The section `{section.name}` names no {kinds}."
            remedy = f"Name the {kinds} that it speaks of by its id, if there is one."
            place = (facts.path, passage.line, 0, Severity.NOTE)
            found.append(Finding("section-links", message, remedy, *place))
    return found


def _owner(facts: Facts, args: Args) -> list[Finding]:
    name = str(args.get("field") or "owner")
    if facts.entries(name):
        return []
    remedy = f'Write `{name}: "@ana"` at the top, with the person who will do it.'
    message = "Nobody is named as the owner."
    return [to_do(facts, "owner_named", facts.field_line(name), message, remedy)]


def _review_by(facts: Facts, args: Args) -> list[Finding]:
    name = str(args.get("field") or "review_by")
    day = next(iter(facts.entries(name)), "")[:10]
    if day and (not facts.today or day >= facts.today):
        return []
    message = f"`{name}` is {day}, which has passed." if day else f"`{name}` is not set."
    remedy = f"Write `{name}: 2026-12-01` with a day that is still to come."
    return [to_do(facts, "review_by_set", facts.field_line(name), message, remedy)]


HEAD_GATES = table(
    Gate(
        "fields_complete",
        "Fill in the fields",
        "Every field that the move requires is filled in.",
        _fields,
        args={"fields": Arg("texts", "Further fields that must be filled in.", stricter=1)},
    ),
    Gate(
        "field_is",
        "Check that the move fits",
        "A field has one of the values that the move is meant for.",
        _field_is,
        args={
            "field": Arg("field", "The field."),
            "is": Arg("texts", "The values that allow it.", stricter=-1),
        },
    ),
    Gate(
        "links_resolve",
        "Mend the links",
        "Every link and every record id leads to something that exists.",
        _links,
        "Where do the dead links of {ref} lead?",
    ),
    Gate(
        "owner_named",
        "Name an owner",
        "Somebody is named as the one who does it.",
        _owner,
        "Who owns {ref}?",
        {"field": Arg("field", "The field that names the owner.", ("owner",))},
    ),
    Gate(
        "review_by_set",
        "Set a day to look again",
        "A day is set, and it is still to come.",
        _review_by,
        "On which day should somebody look at {ref} again?",
        {"field": Arg("field", "The date field.", ("review_by",))},
    ),
)
