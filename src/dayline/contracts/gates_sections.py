"""Gates that look at sections: are they there, and do they say what they must."""

from __future__ import annotations

import re

from dayline.base.findings import Finding
from dayline.contracts.demands import section_findings
from dayline.contracts.facts import Facts
from dayline.contracts.gate import (
    Arg,
    Args,
    Check,
    Gate,
    number,
    section_to_write,
    sentence,
    table,
    target,
    to_do,
)
from dayline.contracts.prose import Entry, entries, is_placeholder, own_words, words

WHY = (
    "Why", "Rationale", "Reasons", "Decisions and rationale", "Motivation", "Decision", "Context",
)  # fmt: skip
ALTERNATIVES = (
    "Rejected alternatives", "Alternatives", "Alternatives considered", "Considered options",
    "Options", "Rationale and alternatives",
)  # fmt: skip
ACCEPTANCE = ("Acceptance", "Acceptance criteria", "Definition of done", "How we will know")
SUMMARY = ("Summary", "Written summary", "In short", "TL;DR")
OUTCOME = ("Outcome", "Outcomes", "Result", "Results", "Decision", "Conclusion", "Answer")

_CHOSEN = re.compile(
    r"\((?:chosen|selected|accepted|our choice|picked)\)"
    r"|^\W*(?:chosen|selected|we chose|chosen option)\b|\b(?:was|is) chosen\b",
    re.IGNORECASE,
)
_TURNED_DOWN = re.compile(
    r"\b(?:reject\w*|not chosen|ruled out|instead of|rather than|discard\w*|decided against"
    r"|turned down|considered|dismiss\w*|dropped|lost|alternative)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|as it|due to|would|too|cannot|can't|does not|doesn't|needs?|costs?|but)\b"
    "|[:;\N{EN DASH}\N{EM DASH}]",
    re.IGNORECASE,
)


def _sections(facts: Facts, args: Args) -> list[Finding]:
    return section_findings(facts, str(args.get("move") or ""), ordered=True)


def _enough_words(gate: str, names: tuple[str, ...], least: int, wish: str) -> Check:
    """A check that the section has so many words of its own, or as `min_words` says."""

    def check(facts: Facts, args: Args) -> list[Finding]:
        found = target(facts, args, names)
        if found is None:
            return section_to_write(facts, args, gate, names, wish)
        name, count = found.section.name, own_words(found.passage, found.section.help)
        needed, most = number(args, "min_words", least), number(args, "max_words", 10**9)
        if count < needed:
            said = f"`{name}` has {count} of at least {needed} words."
            return [to_do(facts, gate, found.line, said, sentence(wish))]
        if count > most:
            said = f"`{name}` has {count} of at most {most} words."
            remedy = "Keep what the reader needs and move the rest to another section."
            return [to_do(facts, gate, found.line, said, remedy)]
        return []

    return check


def _alternatives(facts: Facts, args: Args) -> list[Finding]:
    gate = "rejected_alternatives"
    wish = "name what you did not choose, with the reason: `- Kafka: nobody on call knows it`"
    found = target(facts, args, ALTERNATIVES)
    if found is None:
        return section_to_write(facts, args, gate, ALTERNATIVES, wish)
    needed = number(args, "min", 1)
    options = entries(found.passage)
    missing = needed - sum(is_turned_down(entry) for entry in options)
    if missing <= 0:
        return []
    bare = [one for one in options if one.name and not one.text and not is_placeholder(one.name)]
    if bare:
        remedy = "Say after a colon what spoke against it."
        return [
            to_do(facts, gate, one.line, f"`{one.name[:60]}` has no reason.", remedy)
            for one in bare[:missing]
        ]
    said = (
        "names no rejected alternative" if needed == 1 else f"lacks {missing} of {needed} options"
    )
    message = f"`{found.section.name}` {said} with a reason."
    return [to_do(facts, gate, found.line, message, sentence(wish))]


def is_turned_down(entry: Entry) -> bool:
    """Whether an entry is an option with a reason against it, and not the one that was chosen."""
    whole = f"{entry.name} {entry.text}"
    if _CHOSEN.search(whole) or is_placeholder(entry.text or entry.name):
        return False
    if entry.name:
        return words(entry.text) >= 3 or (words(whole) >= 6 and bool(_REASON.search(whole)))
    return words(whole) >= 6 and bool(_TURNED_DOWN.search(whole)) and bool(_REASON.search(whole))


def _acceptance(facts: Facts, args: Args) -> list[Finding]:
    gate, least = "acceptance_stated", number(args, "min", 1)
    wish = "list what is true when the work is done, one statement to an item"
    found = target(facts, args, ACCEPTANCE)
    if found is None:
        return section_to_write(facts, args, gate, ACCEPTANCE, wish)
    whole = [f"{entry.name} {entry.text}".strip() for entry in entries(found.passage) if entry.name]
    stated = [text for text in whole if words(text) >= 3 and not is_placeholder(text)]
    if len(stated) >= least:
        return []
    message = f"`{found.section.name}` states {len(stated)} of at least {least} conditions."
    return [to_do(facts, gate, found.line, message, sentence(wish))]


_SECTION = "The section to look at."
_LEAST = "How many words are needed."

SECTION_GATES = table(
    Gate(
        "sections_complete",
        "Write the sections",
        "Every section that the move requires is there, in order, and says something of its own.",
        _sections,
    ),
    Gate(
        "why_stated",
        "Say why",
        "The reason is written down, so that nobody has to ask later.",
        _enough_words("why_stated", WHY, 8, "write the reason in a sentence or two"),
        "Why was {ref} written as it is?",
        {
            "section": Arg("section", _SECTION, WHY),
            "min_words": Arg("number", _LEAST, stricter=1, default=8),
        },
    ),
    Gate(
        "rejected_alternatives",
        "Name what you did not choose",
        "At least one alternative is named, with the reason against it.",
        _alternatives,
        "Which alternatives to {ref} were turned down, and why?",
        {
            "section": Arg("section", _SECTION, ALTERNATIVES),
            "min": Arg("number", "How many alternatives are needed.", stricter=1, default=1),
        },
    ),
    Gate(
        "acceptance_stated",
        "Say when it is done",
        "What must be true at the end is listed, so that somebody else can check it.",
        _acceptance,
        "What must be true when {ref} is done?",
        {
            "section": Arg("section", _SECTION, ACCEPTANCE),
            "min": Arg("number", "How many conditions are needed.", stricter=1, default=1),
        },
    ),
    Gate(
        "summary_written",
        "Write the summary",
        "A reader who has only the summary knows the point.",
        _enough_words("summary_written", SUMMARY, 10, "say the point in two or three sentences"),
        "What is the point of {ref}, in two or three sentences?",
        {
            "section": Arg("section", _SECTION, SUMMARY),
            "min_words": Arg("number", _LEAST, stricter=1, default=10),
            "max_words": Arg("number", "How many words are allowed.", stricter=-1),
        },
    ),
    Gate(
        "outcome_written",
        "Write the outcome",
        "What came of it is written down before it is closed.",
        _enough_words("outcome_written", OUTCOME, 5, "write what came of it"),
        "What came of {ref}?",
        {
            "section": Arg("section", _SECTION, OUTCOME),
            "min_words": Arg("number", _LEAST, stricter=1, default=5),
        },
    ),
)
