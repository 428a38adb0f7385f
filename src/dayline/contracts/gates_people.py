"""Gates that look at the head and at what people did: fields, links, owners, receipts, concerns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts, ReceiptFact
from dayline.contracts.fields import field_findings, link_findings
from dayline.contracts.gate import Arg, Gate
from dayline.contracts.gates_text import item_rule, number, texts, typed_items
from dayline.contracts.terms import RECEIPTS

Args = Mapping[str, object]

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_REF = re.compile(r"(?<![\w@/.#-])(?P<prefix>[A-Z][A-Z0-9]{0,15})-[0-9]{1,9}(?![\w-])")


def check_fields(facts: Facts, args: Args) -> list[Finding]:
    """Each field that the move requires (and each that `fields` names) is filled in and valid."""
    return field_findings(
        facts,
        str(args.get("move") or ""),
        also=texts(args, "fields", ()),
        rule="gate-fields-complete",
    )


def check_links(facts: Facts, args: Args) -> list[Finding]:
    """Each typed link, each link of the text and each id in it leads to something that exists."""
    return [*link_findings(facts, str(args.get("move") or "")), *dead_links(facts)]


def dead_links(facts: Facts) -> list[Finding]:
    """Links of the text to anchors, files and records that do not exist; web addresses are not asked."""
    found = []
    for link in facts.outline.links:
        target = link.target.strip()
        if not target or _OUTSIDE.match(target):
            continue
        if target.startswith("#"):
            if target[1:] in facts.outline.anchors or target == "#":
                continue
            message = f"There is no heading `{target[:80]}` in this text."
        elif facts.resolved(target):
            continue
        else:
            message = f"`{target[:80]}` leads nowhere."
        found.append(facts.finding(
            "link-dead", link.line, message, "Correct the link, or write the words without one."
        ))  # fmt: skip
    return [*found, *_unknown_ids(facts)]


def _unknown_ids(facts: Facts) -> Iterator[Finding]:
    if not facts.prefixes:
        return
    seen = set()
    for passage in facts.passages:
        for line in passage.lines:
            for match in () if line.code else _REF.finditer(line.text):
                ref = match.group()
                if (
                    match["prefix"] in facts.prefixes
                    and ref not in seen
                    and not facts.resolved(ref)
                ):
                    seen.add(ref)
                    yield facts.finding(
                        "link-dead", line.number, f"There is no record `{ref}`.",
                        "Correct the id, or write it in backticks when it is not a record.",
                    )  # fmt: skip


def check_owner(facts: Facts, args: Args) -> list[Finding]:
    """Exactly somebody is named as the one who does it."""
    name = str(args.get("field") or "owner")
    if facts.entries(name):
        return []
    return [facts.finding(
        "gate-owner-named", facts.field_line(name), "Nobody is named as the owner.",
        f'Write `{name}: "@ana"` at the top, with the person who will do it.',
    )]  # fmt: skip


def check_review_by(facts: Facts, args: Args) -> list[Finding]:
    """A day is set by which somebody looks again, and it is still to come."""
    name = str(args.get("field") or "review_by")
    day = next(iter(facts.entries(name)), "")[:10]
    if day and (not facts.today or day >= facts.today):
        return []
    message = f"`{name}` is {day}, which has passed." if day else f"`{name}` is not set."
    return [facts.finding(
        "gate-review-by-set", facts.field_line(name), message, f"Write `{name}: 2026-12-01` with a day to come."
    )]  # fmt: skip


def check_two_people(facts: Facts, args: Args) -> list[Finding]:
    """Who makes the move is not the author (or not whoever `field` names)."""
    name = str(args.get("field") or "")
    excluded = facts.entries(name) if name else (facts.author,)
    if not facts.actor or facts.actor not in excluded:
        return []
    return [facts.finding(
        "gate-not-the-author", 1, f"This needs a second person, and you are the {name or 'author'}.",
        "Ask somebody else who may make the move.",
    )]  # fmt: skip


def check_concerns(facts: Facts, _args: Args) -> list[Finding]:
    """No comment that was raised as a concern is open."""
    return [
        facts.finding(
            "gate-no-open-concern", 1,
            f"A concern of {comment.author} is open{_quoted(comment.text)}.",
            f"Answer it; {comment.author} resolves it, or somebody who hears the appeal.",
        )
        for comment in facts.comments
        if comment.concern and comment.open
    ]  # fmt: skip


def _quoted(text: str) -> str:
    first = " ".join(text.split())
    return f": \u201c{first[:80]}{'...' if len(first) > 80 else ''}\u201d" if first else ""


def check_receipt(facts: Facts, args: Args) -> list[Finding]:
    """Somebody in the right role gave a receipt on this revision that takes up each marked item."""
    kind = str(args.get("kind") or "read_back")
    given = [
        receipt
        for receipt in facts.receipts
        if receipt.kind == kind and _in_role(facts, receipt, args)
    ]
    current = [receipt for receipt in given if receipt.revision == facts.revision]
    word = RECEIPTS.get(kind, "") and kind.replace("_", "-")
    if not current:
        older = max((receipt.revision for receipt in given), default=0)
        message = (
            f"The latest {word} is of revision {older}; this is revision {facts.revision}."
            if older
            else f"Nobody {_of_role(args)}has given a {word} yet."
        )
        return [facts.finding(
            "gate-receipt-covers", 1, message, "Close the text and write what you understood, in your own words."
        )]  # fmt: skip
    rule = item_rule(facts, args)
    wanted = typed_items(facts, rule) if rule else []
    said = "\n".join(receipt.text for receipt in current)
    missing = [item for item in wanted if not facts.covers(item.text, said)]
    share = number(args, "share", 100)
    if 100 * (len(wanted) - len(missing)) >= share * len(wanted):
        return []
    return [
        facts.finding(
            "gate-receipt-covers", item.line, f"The {word} does not take up this: ({item.type}) {item.text[:120]}",
            "Say in your own words what it means for you, with its numbers and names.",
        )
        for item in missing
    ]  # fmt: skip


def _in_role(facts: Facts, receipt: ReceiptFact, args: Args) -> bool:
    role = str(args.get("by") or "")
    roles = receipt.roles | (facts.roles_of_actor if receipt.person == facts.actor else frozenset())
    if role:
        return role in roles
    allowed = set(
        next((m.by for m in facts.contract.moves.values() if m.name == args.get("move")), ())
    )
    return (
        not allowed
        or bool(allowed & roles)
        or receipt.person != facts.author
        and "member" in allowed
    )


def _of_role(args: Args) -> str:
    return f"of `{args['by']}` " if args.get("by") else ""


def check_value(facts: Facts, args: Args) -> list[Finding]:
    """A field holds one of the values that the move is meant for."""
    name, wanted = str(args.get("field") or ""), texts(args, "is", ())
    have = facts.entries(name)
    if not name or any(value in wanted for value in have):
        return []
    listed = " or ".join(f"`{value}`" for value in wanted)
    return [facts.finding(
        "gate-field-is", facts.field_line(name), f"`{name}` is {f'`{have[0]}`' if have else 'empty'}.",
        f"This move is for records whose `{name}` is {listed}.",
    )]  # fmt: skip


PEOPLE_GATES: dict[str, Gate] = {
    gate.name: gate
    for gate in (
        Gate(
            "fields_complete", "Fill in the fields", "Every field that the move requires is filled in.",
            check_fields, {"fields": Arg("texts", "Further fields that must be filled in.")},
        ),
        Gate(
            "field_is", "Check that the move fits", "A field has one of the values that the move is meant for.",
            check_value,
            {"field": Arg("field", "The field."), "is": Arg("texts", "The values that allow the move.")},
        ),
        Gate(
            "links_resolve", "Mend the links", "Every link and record id leads to something that exists.",
            check_links,
        ),
        Gate(
            "owner_named", "Name an owner", "One person or team is named as the one who does it.", check_owner,
            {"field": Arg("field", "The field that names the owner.", ("owner",))},
        ),
        Gate(
            "review_by_set", "Set a day to look again", "A day is set, and it is still to come.", check_review_by,
            {"field": Arg("field", "The date field.", ("review_by",))},
        ),
        Gate(
            "no_open_concern", "Settle the concerns", "No concern is open.", check_concerns,
        ),
        Gate(
            "receipt_covers", "Read it back",
            "Somebody who receives it wrote what they understood, and nothing that must survive is missing.",
            check_receipt,
            {
                "kind": Arg("text", "The kind of receipt (read_back)."),
                "by": Arg("role", "Whose receipt counts; by default those who may make the move."),
                "items": Arg("items", "The rule of items that must be taken up.", ("must_survive",)),
                "share": Arg("number", "The percentage of items that must be taken up (100)."),
            },
        ),
        Gate(
            "not_the_author", "Ask a second person", "Whoever makes the move did not write the text.",
            check_two_people, {"field": Arg("field", "Whoever this field names, in place of the author.")},
        ),
    )
}  # fmt: skip
