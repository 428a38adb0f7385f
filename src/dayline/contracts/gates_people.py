"""Gates that look at what people did: concerns, receipts, a second pair of eyes."""

from __future__ import annotations

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts, ReceiptFact
from dayline.contracts.gate import Arg, Args, Gate, number, table, to_do
from dayline.contracts.gates_items import item_rule, typed_items
from dayline.contracts.prose import Item, words


def _two_people(facts: Facts, args: Args) -> list[Finding]:
    name = str(args.get("field") or "")
    excluded = facts.entries(name) if name else (facts.author,)
    if not facts.actor or facts.actor not in excluded:
        return []
    message = f"This needs a second person, and you are the {name or 'author'}."
    remedy = "Ask somebody else who may make the move."
    return [to_do(facts, "not_the_author", 1, message, remedy)]


def _concerns(facts: Facts, _args: Args) -> list[Finding]:
    return [
        to_do(
            facts, "no_open_concern", 1,
            f"A concern of {comment.author} is open{_quoted(comment.text)}.",
            f"Answer it. {comment.author} resolves it, or whoever hears the appeal.",
        )
        for comment in facts.comments
        if comment.concern and comment.open
    ]  # fmt: skip


def _quoted(text: str) -> str:
    first = " ".join(text[:400].split())
    return f": \u201c{first[:80]}{'...' if len(first) > 80 else ''}\u201d" if first else ""


def _receipt(facts: Facts, args: Args) -> list[Finding]:
    kind = str(args.get("kind") or "read_back")
    word = kind.replace("_", "-")
    given = [one for one in facts.receipts if one.kind == kind and _in_role(facts, one, args)]
    current = [one for one in given if one.revision == facts.revision]
    if not current:
        older = max((one.revision for one in given), default=0)
        message = f"The latest {word} is of revision {older}; this is revision {facts.revision}."
        if not older:
            role = f" of `{args['by']}`" if args.get("by") else ""
            message = f"Nobody{role} has given a {word} yet."
        remedy = "Close the text and write what you understood, in your own words."
        return [to_do(facts, "receipt_covers", 1, message, remedy)]
    wanted, missing = uncovered(facts, args, current)
    if 100 * (len(wanted) - len(missing)) >= number(args, "share", 100) * len(wanted):
        return []
    remedy = "Say in your own words what it means for you, with its numbers and names."
    return [
        to_do(
            facts, "receipt_covers", item.line,
            f"The {word} does not take up this: ({item.type}) {item.text[:120]}", remedy,
        )
        for item in missing
    ]  # fmt: skip


def uncovered(
    facts: Facts, args: Args, receipts: list[ReceiptFact]
) -> tuple[list[Item], list[Item]]:
    """The items that must be taken up, and those that no receipt takes up."""
    rule = item_rule(facts, args)
    wanted = [item for item in typed_items(facts, rule) if words(item.text)] if rule else []
    said = "\n".join(receipt.text for receipt in receipts)
    return wanted, [item for item in wanted if not facts.covers(item.text, said)]


def _in_role(facts: Facts, receipt: ReceiptFact, args: Args) -> bool:
    """Whether the giver holds the role that counts: `by`, else a role that may make the move."""
    own = facts.roles_of_actor if receipt.person == facts.actor else frozenset()
    move = facts.contract.moves.get(str(args.get("move") or ""))
    role = args.get("by")
    allowed = {str(role)} if role else set(move.by) if move else set()
    return not allowed or bool(allowed & (receipt.roles | own))


PEOPLE_GATES = table(
    Gate(
        "no_open_concern",
        "Settle the concerns",
        "No comment that was raised as a concern is open.",
        _concerns,
        "How is each open concern on {ref} settled?",
    ),
    Gate(
        "receipt_covers",
        "Read it back",
        "A receiver wrote what they understood, and nothing that must survive is missing from it.",
        _receipt,
        "Who reads {ref} back, and what did they understand?",
        {
            "kind": Arg("text", "The kind of receipt.", default="read_back"),
            "by": Arg("role", "Whose receipt counts; by default those who may make the move."),
            "items": Arg("items", "The items that must be taken up.", ("must_survive",)),
            "share": Arg(
                "number", "The percentage that must be taken up.", stricter=1, default=100
            ),
        },
    ),
    Gate(
        "not_the_author",
        "Ask a second person",
        "Whoever makes the move did not write the text.",
        _two_people,
        "Who other than its author takes {ref} further?",
        {"field": Arg("field", "Exclude whoever this field names, in place of the author.")},
    ),
)
