"""Meet or write? Rules with ids, in a stated order; the first that holds decides. Pure.

Four rules want people to meet, four want them to write, as teams that live by writing have found:
meet for what is complex and urgent, for new relationships, for riffing on ideas, for difficult
conversations; write what can wait for its reader, what crosses zones, what must be found again,
and what would interrupt deep work. The rest settles their conflicts. A rule that is outweighed is
not forgotten: it becomes a term, such as an hour that rotates or an outcome in writing.
"""

from __future__ import annotations

from dayline.practices.meeting.terms import (
    WANTED,
    Advice,
    Level,
    Mode,
    Rule,
    Situation,
    Step,
)

HANDS_ON = ("unblock", "teach")
REPEATED = 3


def _asked_for(one: Situation) -> str:
    return f"somebody asked to {one.asked_for}" if one.asked_for else ""


def _difficult(one: Situation) -> str:
    return "it is a difficult conversation" if one.wanted == "difficult_conversation" else ""


def _complex_and_urgent(one: Situation) -> str:
    both = one.complexity is Level.HIGH and one.urgency is Level.HIGH
    return "complexity is high and urgency is high" if both else ""


def _stuck(one: Situation) -> str:
    thread, limits = one.thread, one.limits
    if thread is None or not thread.contested:
        return ""
    seen = []
    if thread.turns >= limits.turns:
        seen.append(f"{thread.turns} turns between two people (limit {limits.turns})")
    if thread.reopened >= limits.reopened:
        seen.append(f"reopened {thread.reopened} times (limit {limits.reopened})")
    if thread.age >= limits.age and thread.comments >= limits.comments:
        seen.append(
            f"{thread.comments} comments in {thread.age:.0f} awake-hours (limit {limits.age:.0f})"
        )
    return ", ".join(seen)


def _new_relationship(one: Situation) -> str:
    if one.wanted == "get_to_know":
        return "it is for getting to know each other"
    return "some of them have hardly talked before" if one.strangers else ""


def _riffing(one: Situation) -> str:
    return "ideas are to be found together" if one.wanted == "explore" else ""


def _no_shared_hour(one: Situation) -> str:
    return "no working hour is shared by all" if one.together.none_shared else ""


def _contract_first(one: Situation) -> str:
    many = one.repeated >= REPEATED and one.wanted in ("decide", "unblock", "inform")
    return f"the same people met {one.repeated} times over the same thing" if many else ""


def _focus(one: Situation) -> str:
    return "somebody would be taken out of deep work" if one.focus else ""


def _hands_on(one: Situation) -> str:
    if one.wanted not in HANDS_ON or one.complexity is Level.LOW:
        return ""
    return f"it is to {WANTED[one.wanted]}, with hands on the same thing"


def _several_zones(one: Situation) -> str:
    many = one.together.zones
    return f"they live in {many} time zones" if many > 1 else ""


def _documented(one: Situation) -> str:
    return "it must be found again later" if one.documented else ""


def _readers_schedule(one: Situation) -> str:
    return "" if one.urgency is Level.HIGH else "nobody is harmed if it waits for its reader"


RULES = (
    Rule("asked-for", None, "What somebody asks for is honoured; no reason is wanted.", _asked_for),
    Rule("difficult-conversation", Mode.MEET,
         "What is hard to say is said in person, and its content stays private.", _difficult),
    Rule("complex-and-urgent", Mode.MEET,
         "Much to understand at once and no time: people talk.", _complex_and_urgent),
    Rule("stuck-thread", Mode.MEET,
         "Writing was tried and goes round: a short call on what is contested.", _stuck),
    Rule("new-relationship", Mode.MEET,
         "Trust begins face to face; writing lives on it later.", _new_relationship),
    Rule("creative-riffing", Mode.MEET,
         "Early ideas live on quick answers; six hours later the thought is gone.", _riffing),
    Rule("no-shared-hour", Mode.WRITE,
         "Where no hour is shared, somebody's night would pay.", _no_shared_hour),
    Rule("contract-first", Mode.WRITE,
         "What is met about again and again wants a clearer contract.", _contract_first),
    Rule("interrupts-deep-work", Mode.WRITE,
         "An interruption costs more than the talk.", _focus),
    Rule("hands-on-together", Mode.MEET,
         "Troubleshooting and pairing need the same thing before both.", _hands_on),
    Rule("several-zones", Mode.WRITE,
         "Across zones writing reaches everybody in their own day.", _several_zones),
    Rule("must-be-documented", Mode.WRITE,
         "What must be found again is written anyway.", _documented),
    Rule("readers-schedule", Mode.WRITE,
         "What can wait is read when its reader has time.", _readers_schedule),
    Rule("written-first", Mode.WRITE,
         "Write it as if nobody else were awake; call only then.", lambda _: "nothing else holds"),
)  # fmt: skip
"""The rules in the order of their precedence: the first that holds decides."""

BY_ID = {rule.id: rule for rule in RULES}

_NO_DECLINE = ("difficult-conversation", "complex-and-urgent", "stuck-thread")
"""Rules for which people meet even where nobody's hours fit, and not in halves."""


def route(one: Situation) -> Advice:
    """Whether to meet or to write, by which rule, on which terms, with every rule's part."""
    held = [(rule, rule.when(one)) for rule in RULES[:-1]]
    held.append((RULES[-1], "" if any(saw for _, saw in held) else RULES[-1].when(one)))
    decisive = next(rule for rule, saw in held if saw)
    mode = decisive.wants or one.asked_for or Mode.WRITE
    trace = tuple(
        Step(place, rule, saw, _part(rule, saw, decisive, mode))
        for place, (rule, saw) in enumerate(held, 1)
    )
    terms = _meeting_terms(one, decisive.id) if mode is Mode.MEET else _writing_terms(one)
    return Advice(mode, decisive.id, tuple(terms), trace)


def _part(rule: Rule, saw: str, decisive: Rule, mode: Mode) -> str:
    if not saw:
        return "silent"
    if rule is decisive:
        return "decides"
    return "agrees" if rule.wants is mode else "outweighed"


def _meeting_terms(one: Situation, decisive: str) -> list[tuple[str, str]]:
    terms = []
    if decisive == "stuck-thread":
        terms.append(("fifteen-minutes", "15 minutes; the agenda is what is contested and no more"))
    if one.wanted == "difficult_conversation":
        terms.append(("private", "what is said stays private; only what was agreed is written"))
    terms.append(("outcome-written", "it is over when its outcome is written"))
    terms += _terms_of_hour(one, decisive)
    if one.focus:
        now = one.complexity is Level.HIGH and one.urgency is Level.HIGH
        terms.append(
            ("interrupt-now", "interrupt them, and say that it was worth it")
            if now
            else ("after-focus", "it begins when the focus block ends")
        )
    if _contract_first(one):
        terms.append(("contract-first", "propose the change of the contract before the call"))
    return terms


def _terms_of_hour(one: Situation, decisive: str) -> list[tuple[str, str]]:
    if not one.together.none_shared:
        shared = one.together.zones > 1
        return [("shared-hour", "in an hour that all of them work")] if shared else []
    if one.together.pairs and decisive not in _NO_DECLINE:
        who = _linked(one, ": ")
        words = f"no hour is shared: two calls, around those awake with both sides{who}"
        return [("halves", words)]
    who = _linked(one, "; who share one: ")
    return [
        ("fair-hour", f"no hour is shared: the bad hour goes to the site that carried least{who}"),
        ("absent-write-first", "whoever cannot be there writes their view before"),
    ]


def _linked(one: Situation, before: str) -> str:
    """The pairs that do share time, at most six; "" where there are none."""
    said = [f"{first} with {second}" for first, second in one.together.linked[:6]]
    return f"{before}{', '.join(said)}" if said else ""


def _writing_terms(one: Situation) -> list[tuple[str, str]]:
    terms = []
    if one.urgency is Level.HIGH:
        terms.append(("page-if-needed", "say by when it is needed; page if it cannot wait"))
    if _contract_first(one):
        terms.append(("contract-first", "propose the change of the contract"))
    if one.wanted in HANDS_ON and one.complexity is not Level.LOW:
        terms.append(("show-it", "record what you see: steps, output, a short walkthrough"))
    return terms


def told(advice: Advice) -> list[str]:
    """The advice with its trace, as lines for people: one for each rule, in order."""
    verb = {Mode.MEET: "Meet", Mode.WRITE: "Write"}[advice.mode]
    lines = [f"{verb}: {BY_ID[advice.decided_by].says}"]
    lines += [f"  on terms: {identity}: {words}" for identity, words in advice.terms]
    lines.append("")
    for step in advice.trace:
        saw = step.saw or "does not hold"
        wants = str(step.rule.wants or "either")
        lines.append(f"{step.place:>3}  {step.rule.id:<23} {wants:<6} {step.part:<10}  {saw}")
    return lines
