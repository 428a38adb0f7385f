"""Gates that look at list items: actions with owners, settled claims, what must survive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts
from dayline.contracts.gate import (
    Arg,
    Args,
    Gate,
    number,
    section_to_write,
    sentence,
    table,
    target,
    texts,
    to_do,
)
from dayline.contracts.prose import (
    Item,
    Passage,
    entries,
    is_placeholder,
    paragraphs,
    words,
)
from dayline.contracts.reading import did_you_mean
from dayline.contracts.terms import ItemRule

ACTIONS = (
    "Actions", "Action items", "Follow-ups", "Follow-up", "Next steps", "Corrective actions",
)  # fmt: skip
CLAIMS = ("Claims", "Analysis", "Findings", "Causes")
_MOST = 50  # findings of one sort; more of them help nobody
OPEN_MARKS = ("open", "contested", "unsettled", "disputed")

_NOTHING = re.compile(r"(?:none|no actions?|nothing(?: to do)?|n/a)\b[^\n]{0,200}", re.IGNORECASE)
_OWNER = re.compile(r"(?<![\w@])(?:@[A-Za-z0-9][\w.-]*|[PT]-[0-9]+\b)")
_DAY = re.compile(r"(?<![\d-])[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![\d-])")


def _actions(facts: Facts, args: Args) -> list[Finding]:
    gate = "actions_owned"
    wish = "list the actions: `- @omar adds the unique index by 2026-12-01`, or write None"
    found = target(facts, args, ACTIONS)
    if found is None:
        return section_to_write(facts, args, gate, ACTIONS, wish)
    listed, least = action_items(found.passage), number(args, "min", 0)
    if len(listed) < max(least, 1):
        if not least and any(_NOTHING.match(text) for _, text in paragraphs(found.passage)):
            return []
        message = f"`{found.section.name}` lists {len(listed) or 'no'} actions."
        return [to_do(facts, gate, found.line, message, sentence(wish))]
    problems = []
    for line, text in listed:
        lacks = [] if _OWNER.search(text) else ["an @owner"]
        if args.get("dated", True) and not _DAY.search(text):
            lacks.append("a date such as 2026-12-01")
        if lacks:
            message = f"The action `{text[:60]}` lacks {' and '.join(lacks)}."
            remedy = f"Add {' and '.join(lacks)} to this line."
            problems.append(to_do(facts, gate, line, message, remedy))
    return problems


def action_items(passage: Passage) -> list[tuple[int, str]]:
    """The actions of a section, list items or table rows, as (line, text)."""
    named = [one for one in entries(passage) if one.name]
    found = [(entry.line, f"{entry.name} {entry.text}".strip()) for entry in named]
    return [
        (line, text)
        for line, text in found
        if not is_placeholder(text) and not _NOTHING.fullmatch(text)
    ]


def _claims(facts: Facts, args: Args) -> list[Finding]:
    gate = "claims_settled"
    wish = "list each claim with its mark: `- (agreed) The retry key expired`"
    found = target(facts, args, CLAIMS)
    if found is None:
        return section_to_write(facts, args, gate, CLAIMS, wish)
    claims = found.passage.items
    if not claims:
        message = f"`{found.section.name}` lists no claims."
        return [to_do(facts, gate, found.line, message, sentence(wish))]
    unsettled = texts(args, "open", OPEN_MARKS)
    return [
        to_do(
            facts, gate, claim.line, f"The claim `{claim.text[:60]}` is {_standing(claim)}.",
            "Settle it and mark it `(agreed)`, or keep both views and mark it `(dissent)`.",
        )
        for claim in claims
        if claim.done is False or claim.type in unsettled or not (claim.type or claim.done)
    ]  # fmt: skip


def _standing(claim: Item) -> str:
    if claim.type:
        return f"still {claim.type}"
    return "not marked" if claim.done is None else "not ticked"


def typed_items(facts: Facts, rule: ItemRule) -> list[Item]:
    """The well-formed items of a rule over all sections that use it."""
    return [item for item in marked_items(facts, rule) if item.type in rule.types]


def marked_items(facts: Facts, rule: ItemRule) -> list[Item]:
    """The list items that carry a mark, known or not, over all sections that use the rule."""
    return [
        item
        for section in facts.contract.sections
        if section.items == rule.name and (passage := facts.passage(section))
        for item in passage.items
        if item.type
    ]


def item_rule(facts: Facts, args: Args) -> ItemRule | None:
    """The rule that a gate names, else ``must_survive``, else the only one of the contract."""
    rules = facts.contract.items
    name = str(args.get("items") or "must_survive")
    return rules.get(name) or (next(iter(rules.values())) if len(rules) == 1 else None)


def item_type_findings(facts: Facts) -> list[Finding]:
    """Marks that the rule of their section does not know: warnings, in any state."""
    return [
        facts.finding("item-type", finding.line, finding.message, finding.remedy, warning=True)
        for rule in facts.contract.items.values()
        for finding in _unknown_types(facts, rule)
    ]


def _unknown_types(facts: Facts, rule: ItemRule) -> list[Finding]:
    unknown = [item for item in marked_items(facts, rule) if item.type not in rule.types]
    return [
        to_do(
            facts, "must_survive_items", item.line, f"There is no type `({item.type})` here.",
            did_you_mean(item.type, rule.types, what="types"),
        )
        for item in unknown[:_MOST]
    ]  # fmt: skip


def _must_survive(facts: Facts, args: Args) -> list[Finding]:
    rule = item_rule(facts, args)
    if rule is None:
        return []
    problems = list(_malformed(facts, rule))
    count = sum(bool(words(item.text)) for item in typed_items(facts, rule))
    least = number(args, "min", rule.minimum)
    most = number(args, "max", 10**9 if rule.maximum is None else rule.maximum)
    if count < least:
        marks = ", ".join(rule.types)
        remedy = f"Mark what must not be lost: `- ({rule.types[0]}) ...`. The types are {marks}."
        bounds = f"at least {least} are needed"
    elif count > most:
        remedy = "Keep the marks on what matters most; the rest stays plain text."
        bounds = f"at most {most} are allowed"
    else:
        return problems
    first = next((one for one in facts.contract.sections if one.items == rule.name), None)
    line = facts.place_for(first) if first else 0
    are = "is 1 marked item" if count == 1 else f"are {count} marked items"
    return [to_do(facts, "must_survive_items", line, f"There {are}; {bounds}.", remedy), *problems]


def _malformed(facts: Facts, rule: ItemRule) -> Iterator[Finding]:
    gate = "must_survive_items"
    yield from _unknown_types(facts, rule)
    for item in typed_items(facts, rule):
        if is_placeholder(item.text) or not words(item.text):
            message = f"The item `({item.type})` says nothing."
            yield to_do(
                facts, gate, item.line, message, "Write what must not be lost, in one sentence."
            )


_SECTION = "The section to look at."

ITEM_GATES = table(
    Gate(
        "actions_owned",
        "Give each action an owner and a day",
        "Every action names a person or team and a date.",
        _actions,
        "Who does each action of {ref}, and by which day?",
        {
            "section": Arg("section", _SECTION, ACTIONS),
            "dated": Arg("flag", "`false` when no date is needed.", stricter=1, default=True),
            "min": Arg(
                "number",
                "How many actions are needed; with 0, `None` is enough.",
                stricter=1,
                default=0,
            ),
        },
    ),
    Gate(
        "claims_settled",
        "Settle the claims",
        "No claim is still open or contested.",
        _claims,
        "Which claims of {ref} are settled, and which stay in dissent?",
        {
            "section": Arg("section", _SECTION, CLAIMS),
            "open": Arg("texts", "The marks that mean unsettled.", stricter=1, default=OPEN_MARKS),
        },
    ),
    Gate(
        "must_survive_items",
        "Mark what must survive",
        "The few things that must not be lost are marked, each with a known type.",
        _must_survive,
        "What in {ref} must not be lost?",
        {
            "items": Arg("items", "The rule of items to count.", ("must_survive",)),
            "min": Arg("number", "How many are needed; by default as the rule says.", stricter=1),
            "max": Arg("number", "How many are allowed; by default as the rule says.", stricter=-1),
        },
    ),
)
