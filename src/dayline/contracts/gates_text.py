"""Gates that look at the text: are the sections there, and do they say what they must."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dayline.base.findings import Finding
from dayline.contracts.demands import section_findings
from dayline.contracts.facts import Facts
from dayline.contracts.gate import Arg, Gate
from dayline.contracts.prose import (
    Entry,
    Item,
    Passage,
    entries,
    is_placeholder,
    items,
    own_words,
    paragraphs,
    words,
)
from dayline.contracts.reading import did_you_mean
from dayline.contracts.terms import ItemRule, Section

Args = Mapping[str, object]

_CHOSEN = re.compile(
    r"\((?:chosen|selected|accepted|our choice|picked)\)|^\W*(?:chosen|selected|we chose|chosen option)\b"
    r"|\b(?:was|is) chosen\b",
    re.IGNORECASE,
)
_TURNED_DOWN = re.compile(
    r"\b(?:reject\w*|not chosen|ruled out|instead of|rather than|discard\w*|decided against|turned down|"
    r"considered|dismiss\w*|dropped|lost|alternative)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|as it|due to|would|too|cannot|can't|does not|doesn't|needs?|costs?|but)\b|[:;–—]",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:none|no actions?|nothing(?: to do)?|n/a)\b[^\n]{0,200}", re.IGNORECASE)
_OWNER = re.compile(r"(?<![\w@])(?:@[A-Za-z0-9][\w.-]*|[PT]-[0-9]+\b)")
_DAY = re.compile(r"(?<![\d-])[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![\d-])")


def number(args: Args, name: str, default: int) -> int:
    """A whole-number argument."""
    value = args.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def texts(args: Args, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """An argument that is a list of words."""
    value = args.get(name)
    return tuple(str(one) for one in value) if isinstance(value, tuple | list) else default


def target(facts: Facts, args: Args, gate: Gate) -> tuple[Section | None, Passage | None]:
    """The section that a gate looks at: the one named, else the first of its usual names."""
    given = args.get("section")
    names = (str(given),) if given else gate.args["section"].names
    first = None
    for name in names:
        section = facts.contract.section(name)
        if section and (found := facts.passage(section)):
            return section, found
        first = first or section
    return first, None


def _missing(facts: Facts, gate: Gate, section: Section | None, wish: str) -> list[Finding]:
    line = facts.place_for(section) if section else 0
    name = section.name if section else gate.args["section"].names[0]
    return [facts.finding(
        f"gate-{gate.name.replace('_', '-')}", line, f"There is no section `{name}`.",
        f"Add `## {name}` here and {wish}.",
    )]  # fmt: skip


def _to_do(facts: Facts, gate: str, line: int, message: str, remedy: str) -> Finding:
    return facts.finding(f"gate-{gate.replace('_', '-')}", line, message, remedy)


def check_sections(facts: Facts, args: Args) -> list[Finding]:
    """Each section that the move requires is there, in order, and says something."""
    return section_findings(facts, str(args.get("move") or ""), ordered=True)


def enough_words(gate_name: str, least: int, wish: str):  # type: ignore[no-untyped-def]
    """A check that the gate's section has so many words of its own (or as `min_words` says)."""

    def check(facts: Facts, args: Args) -> list[Finding]:
        gate = TEXT_GATES[gate_name]
        section, passage = target(facts, args, gate)
        if section is None or passage is None:
            return _missing(facts, gate, section, wish)
        needed, count = number(args, "min_words", least), own_words(passage, section.help)
        most = number(args, "max_words", 10**9)
        if count < needed:
            return [_to_do(
                facts, gate_name, passage.line,
                f"`{section.name}` has {count} of at least {needed} words.", f"{wish[:1].upper()}{wish[1:]}.",
            )]  # fmt: skip
        if count > most:
            return [_to_do(
                facts, gate_name, passage.line, f"`{section.name}` has {count} of at most {most} words.",
                "Keep what the reader needs and move the rest to another section.",
            )]  # fmt: skip
        return []

    return check


def check_alternatives(facts: Facts, args: Args) -> list[Finding]:
    """At least `min` options that were not chosen, each with its reason."""
    gate = TEXT_GATES["rejected_alternatives"]
    section, passage = target(facts, args, gate)
    wish = "name what you did not choose, with the reason: `- Kafka: nobody on call knows it`"
    if section is None or passage is None:
        return _missing(facts, gate, section, wish)
    needed = number(args, "min", 1)
    options = entries(passage)
    turned_down = [entry for entry in options if is_turned_down(entry)]
    if len(turned_down) >= needed:
        return []
    bare = [
        entry
        for entry in options
        if entry.name and not entry.text and not is_placeholder(entry.name)
    ]
    if bare:
        return [
            _to_do(
                facts, gate.name, entry.line, f"`{entry.name[:60]}` has no reason.",
                "Say after a colon what spoke against it.",
            )
            for entry in bare[: needed - len(turned_down)]
        ]  # fmt: skip
    said = f"names {len(turned_down)} of at least {needed}" if needed > 1 else "names no"
    return [_to_do(
        facts, gate.name, passage.line, f"`{section.name}` {said} rejected alternative{'s' * (needed > 1)} with a reason.",
        f"{wish[:1].upper()}{wish[1:]}.",
    )]  # fmt: skip


def is_turned_down(entry: Entry) -> bool:
    """Whether an entry is an option with a reason against it, and not the one that was chosen."""
    whole = f"{entry.name} {entry.text}"
    if _CHOSEN.search(whole) or is_placeholder(entry.text or entry.name):
        return False
    if entry.name:
        return words(entry.text) >= 3 or (words(whole) >= 6 and bool(_REASON.search(whole)))
    return bool(_TURNED_DOWN.search(whole)) and bool(_REASON.search(whole)) and words(whole) >= 6


def check_acceptance(facts: Facts, args: Args) -> list[Finding]:
    """At least `min` statements that are true or false once the work is done."""
    gate = TEXT_GATES["acceptance_stated"]
    section, passage = target(facts, args, gate)
    wish = "list what is true when the work is done, one statement to an item"
    if section is None or passage is None:
        return _missing(facts, gate, section, wish)
    stated = [entry for entry in entries(passage) if not is_placeholder(entry.name or entry.text)]
    stated = [entry for entry in stated if entry.name and words(f"{entry.name} {entry.text}") >= 3]
    if len(stated) >= number(args, "min", 1):
        return []
    return [_to_do(
        facts, gate.name, passage.line,
        f"`{section.name}` states {len(stated)} of at least {number(args, 'min', 1)} conditions.",
        f"{wish[:1].upper()}{wish[1:]}.",
    )]  # fmt: skip


def check_actions(facts: Facts, args: Args) -> list[Finding]:
    """Each action item names who does it and, unless `dated: false`, by which day."""
    gate = TEXT_GATES["actions_owned"]
    section, passage = target(facts, args, gate)
    wish = "list the actions: `- @omar adds the unique index by 2026-12-01`, or write None"
    if section is None or passage is None:
        return _missing(facts, gate, section, wish)
    found = action_items(passage)
    if not found:
        least = number(args, "min", 0)
        if not least and any(_NOTHING.match(text) for _, text in paragraphs(passage)):
            return []
        return [_to_do(
            facts, gate.name, passage.line, f"`{section.name}` lists no actions.",
            f"{wish[:1].upper()}{wish[1:]}.",
        )]  # fmt: skip
    problems = []
    for line, text in found:
        lacks = [] if _OWNER.search(text) else ["an @owner"]
        if args.get("dated", True) and not _DAY.search(text):
            lacks.append("a date such as 2026-12-01")
        if lacks:
            problems.append(_to_do(
                facts, gate.name, line, f"The action `{text[:60]}` lacks {' and '.join(lacks)}.",
                f"Add {' and '.join(lacks)} to this line.",
            ))  # fmt: skip
    return problems


def action_items(passage: Passage) -> list[tuple[int, str]]:
    """The actions of a section: table rows or list items, as (line, text)."""
    found = [
        (entry.line, f"{entry.name} {entry.text}".strip())
        for entry in entries(passage)
        if entry.name
    ]
    return [
        (line, text)
        for line, text in found
        if not is_placeholder(text) and not _NOTHING.fullmatch(text)
    ]


def check_claims(facts: Facts, args: Args) -> list[Finding]:
    """No claim is still marked as open; each carries one of the marks."""
    gate = TEXT_GATES["claims_settled"]
    section, passage = target(facts, args, gate)
    wish = "list each claim with its mark: `- (agreed) The retry key expired`"
    if section is None or passage is None:
        return _missing(facts, gate, section, wish)
    still_open = texts(args, "open", ("open", "contested", "unsettled", "disputed"))
    claims = items(passage)
    problems = [
        _to_do(
            facts, gate.name, claim.line, f"The claim `{claim.text[:60]}` is still {claim.type or 'unmarked'}.",
            "Settle it with those who dissent and mark it `(agreed)`, or mark it `(dissent)` and keep both views.",
        )
        for claim in claims
        if claim.done is False or claim.type in still_open or (not claim.type and claim.done is None)
    ]  # fmt: skip
    if not claims:
        return [_to_do(
            facts, gate.name, passage.line, f"`{section.name}` lists no claims.", f"{wish[:1].upper()}{wish[1:]}."
        )]  # fmt: skip
    return problems


def typed_items(facts: Facts, rule: ItemRule) -> list[Item]:
    """The items of a rule that carry a type, over all sections that use the rule."""
    return [item for _, item in _candidates(facts, rule) if item.type and item.text]


def _candidates(facts: Facts, rule: ItemRule) -> list[tuple[Section, Item]]:
    return [
        (section, item)
        for section in facts.contract.sections
        if section.items == rule.name and (passage := facts.passage(section))
        for item in items(passage)
    ]


def item_rule(facts: Facts, args: Args) -> ItemRule | None:
    """The rule that a gate names, else the only one of the contract, else ``must_survive``."""
    rules = facts.contract.items
    name = str(args.get("items") or "must_survive")
    return rules.get(name) or (next(iter(rules.values())) if len(rules) == 1 else None)


def check_items(facts: Facts, args: Args) -> list[Finding]:
    """Between `min` and `max` typed items, each of a known type and with a text."""
    rule = item_rule(facts, args)
    if rule is None:
        return []
    problems = []
    count = 0
    for _, item in _candidates(facts, rule):
        if not item.type:
            continue
        if item.type not in rule.types:
            problems.append(_to_do(
                facts, "must_survive_items", item.line, f"There is no type `({item.type})` here.",
                did_you_mean(item.type, rule.types, what="types"),
            ))  # fmt: skip
        elif is_placeholder(item.text) or not words(item.text):
            problems.append(_to_do(
                facts, "must_survive_items", item.line, f"The item `({item.type})` says nothing.",
                "Write what must not be lost, in one sentence.",
            ))  # fmt: skip
        else:
            count += 1
    least = number(args, "min", rule.minimum)
    most = number(args, "max", rule.maximum if rule.maximum is not None else 10**9)
    if least <= count <= most:
        return problems
    first = next((one for one in facts.contract.sections if one.items == rule.name), None)
    line = facts.place_for(first) if first else 0
    types = ", ".join(rule.types)
    if count < least:
        remedy = f"Mark what must not be lost: `- ({rule.types[0]}) ...`. The types are {types}."
        bounds = f"at least {least}"
    else:
        remedy, bounds = (
            "Keep the marks on what matters most; the rest stays plain text.",
            f"at most {most}",
        )
    message = f"There are {count} marked items; {bounds} are needed."
    return [_to_do(facts, "must_survive_items", line, message, remedy), *problems]


_SECTION_HELP = "The section to look at."
_WORDS_HELP = "How many words are needed."

TEXT_GATES: dict[str, Gate] = {
    gate.name: gate
    for gate in (
        Gate(
            "sections_complete", "Write the sections",
            "Every section that the move requires is there, in order, and says something of its own.",
            check_sections,
        ),
        Gate(
            "why_stated", "Say why", "The reason is written down, so that nobody has to ask later.",
            enough_words("why_stated", 8, "write the reason in a sentence or two"),
            {
                "section": Arg("section", _SECTION_HELP, (
                    "Why", "Rationale", "Reasons", "Decisions and rationale", "Motivation", "Decision", "Context",
                )),
                "min_words": Arg("number", _WORDS_HELP + " (8)"),
            },
        ),
        Gate(
            "rejected_alternatives", "Name what you did not choose",
            "At least one alternative is named with the reason against it.", check_alternatives,
            {
                "section": Arg("section", _SECTION_HELP, (
                    "Rejected alternatives", "Alternatives", "Alternatives considered", "Considered options",
                    "Options", "Rationale and alternatives",
                )),
                "min": Arg("number", "How many alternatives are needed (1)."),
            },
        ),
        Gate(
            "acceptance_stated", "Say when it is done",
            "What must be true at the end is listed, so that somebody else can check it.", check_acceptance,
            {
                "section": Arg("section", _SECTION_HELP, (
                    "Acceptance", "Acceptance criteria", "Definition of done", "How we will know",
                )),
                "min": Arg("number", "How many conditions are needed (1)."),
            },
        ),
        Gate(
            "actions_owned", "Give each action an owner and a day",
            "Every action names a person or team and a date.", check_actions,
            {
                "section": Arg("section", _SECTION_HELP, (
                    "Actions", "Action items", "Follow-ups", "Follow-up", "Next steps", "Corrective actions",
                )),
                "dated": Arg("flag", "`false` when no date is needed."),
                "min": Arg("number", "How many actions are needed (0: `None` is enough)."),
            },
        ),
        Gate(
            "summary_written", "Write the summary",
            "A reader who has only the summary knows the point.",
            enough_words("summary_written", 10, "say the point in two or three sentences"),
            {
                "section": Arg("section", _SECTION_HELP, ("Summary", "Written summary", "In short", "TL;DR")),
                "min_words": Arg("number", _WORDS_HELP + " (10)"),
                "max_words": Arg("number", "How many words are allowed."),
            },
        ),
        Gate(
            "outcome_written", "Write the outcome",
            "What came of it is written down before it is closed.",
            enough_words("outcome_written", 5, "write what came of it"),
            {
                "section": Arg("section", _SECTION_HELP, (
                    "Outcome", "Outcomes", "Result", "Results", "Decision", "Conclusion", "Answer",
                )),
                "min_words": Arg("number", _WORDS_HELP + " (5)"),
            },
        ),
        Gate(
            "claims_settled", "Settle the claims",
            "No claim is still open or contested.", check_claims,
            {
                "section": Arg("section", _SECTION_HELP, ("Claims", "Analysis", "Findings", "Causes")),
                "open": Arg("texts", "The marks that mean unsettled (open, contested, unsettled, disputed)."),
            },
        ),
        Gate(
            "must_survive_items", "Mark what must survive",
            "The few things that must not be lost are marked, each with a known type.", check_items,
            {
                "items": Arg("items", "The rule of items to count.", ("must_survive",)),
                "min": Arg("number", "How many are needed; by default as the rule says."),
                "max": Arg("number", "How many are allowed; by default as the rule says."),
            },
        ),
    )
}  # fmt: skip
