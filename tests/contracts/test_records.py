"""What a record must hold: loose for a draft, strict for a move, and strict still afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dayline.base.findings import Severity
from dayline.contracts.fields import one_slip
from dayline.contracts.language import parse_contract
from dayline.contracts.rules import Facts, Planned, Refusal, check_move, check_record
from tests.contracts.shelf import facts_about

CONTRACT = parse_contract("""\
contract: decision
version: 1
title: Decision
prefix: D
purpose: Decide once.
fields:
  deciders: {type: person, many: true, required: [accept], max: 2, aliases: [approvers]}
  risk: {type: choice, of: [low, high]}
  score: {type: decimal, min: 0, max: 1}
  build: {type: version}
  due: {type: date}
  seen_at: {type: instant}
  effort: {type: duration}
  public: {type: boolean}
  file: {type: path}
  page: {type: url}
  mail: {type: email}
  team: {type: team}
  area: {type: area}
  about: {type: record, of: spec}
  count: {type: number}
  reason: {type: text, max: 20}
links:
  supersedes: {to: decision, inverse: superseded_by}
sections:
  - {name: Context, required: [accept], min_words: 3, aliases: [Background]}
  - {name: Steps, accepts: steps, required: [accept]}
  - {name: Why, required: [accept], help: "The reason that would have to change."}
states:
  draft: {}
  accepted: {}
  rejected: {final: true}
  superseded: {final: true}
moves:
  accept: {from: draft, to: accepted, by: deciders, on_link: {supersedes: superseded}}
  reject: {from: draft, to: rejected, by: [deciders, lead], asks: [reason]}
  supersede: {from: accepted, to: superseded, by: system}
""", path="decision.yaml")  # fmt: skip

WHOLE = """\
---
contract: decision/1
id: D-7
state: draft
author: "@ben"
deciders: ["@ana"]
---

# Retry with a key

## Context

Acquirers time out after 30 s.

## Steps

1. Add the key.
2. Send it.

## Why

Only the client knows that it is a retry.
"""

REFS = frozenset({"D-1", "D-7", "S-1"})


def facts(text: str, **known: object) -> Facts:
    return facts_about(CONTRACT, text, **{"refs": REFS, "path": "D-7.md", **known})


def told(text: str, *, before: str | None = None, warnings: bool = False) -> list[str]:
    return [
        f"{one.line}: {one.rule}: {one.message}"
        for one in check_record(CONTRACT, facts(text), before=before)
        if warnings or one.severity is Severity.ERROR
    ]


def with_field(line: str) -> str:
    return WHOLE.replace('deciders: ["@ana"]\n', f'deciders: ["@ana"]\n{line}\n')


def test_a_whole_record_is_in_order_in_every_state():
    assert told(WHOLE, before="accept", warnings=True) == []
    assert told(WHOLE.replace("state: draft", "state: accepted"), warnings=True) == []


def test_a_draft_may_be_empty_and_the_move_lists_what_is_missing():
    draft = '---\nid: D-7\nstate: draft\nauthor: "@ben"\n---\n\n# Retry\n\n## Why\n\nTODO\n'
    assert told(draft, warnings=True) == []
    assert told(draft, before="accept") == [
        "4: field-missing: `deciders` is not filled in.",
        "9: section-missing: The section `Context` is missing.",
        "9: section-missing: The section `Steps` is missing.",
        "9: section-empty: The section `Why` says nothing yet.",
    ]
    (_, _, _, why) = check_record(CONTRACT, facts(draft), before="accept")
    assert why.remedy == "Write it below the heading. The reason that would have to change."
    assert why.place == "D-7.md:9"


def test_what_a_move_demanded_stays_demanded_after_it():
    accepted = WHOLE.replace("state: draft", "state: accepted")
    emptied = accepted.replace("Only the client knows that it is a retry.", "...")
    assert told(emptied) == ["20: section-empty: The section `Why` says nothing yet."]
    superseded = emptied.replace("state: accepted", "state: superseded")
    assert told(superseded) == told(emptied)
    rejected = emptied.replace("state: accepted", "state: rejected")
    assert told(rejected) == []  # `reject` never demanded it


def test_an_unknown_state_is_told_with_the_likely_one():
    (found,) = check_record(CONTRACT, facts(WHOLE.replace("draft", "acepted")))
    assert (found.rule, found.line, found.remedy) == (
        "state-unknown",
        4,
        "Did you mean `accepted`?",
    )


@pytest.mark.parametrize(
    "line",
    [
        "risk: low", "score: 0.5", "score: 1", "score: '0.25'", "build: 1.4.0", "build: 2",
        "build: v1.2-rc.1", "due: 2026-11-21", "seen_at: 2026-11-21T09:00:00Z",
        "seen_at: '2026-11-21T09:00:00+08:00'", "effort: 2 awake-hours", "effort: 90m",
        "public: true", "file: src/**/*.py", "page: https://example.org/a?b=c", "reason:",
        "mail: ana@example.org", 'team: "@london"', "team: T-3", "area: ledger/postings",
        "about: S-1", "about: S-1@3", "count: 12", "reason: short", "reason: 42", "risk:",
        "reason: ''", "supersedes: D-1", "supersedes: [D-1]", "supersedes: []", "colour: blue",
        "superseded_by: [D-1]", "approvers: [x]",
    ],
)  # fmt: skip
def test_values_that_fit(line: str):
    assert told(with_field(line), warnings=True) == []


@pytest.mark.parametrize(
    ("line", "rule", "message"),
    [
        ("risk: middling", "field-choice", "`risk` cannot be `middling`."),
        ("risk: [low]", "field-type", "`risk` takes one value, not a list."),
        ("score: 1.5", "field-range", "`score` is 1.5."),
        ("score: much", "field-type", "`score` must be a number, not `much`."),
        ("score: .nan", "field-type", "`score` must be a number"),
        ("build: new", "field-type", "`build` must be a version"),
        ("due: 2026-02-30", "field-type", "`due` must be a date, not `2026-02-30`."),
        ("due: tomorrow", "field-type", "`due` must be a date"),
        ("due: 20261121", "field-type", "`due` must be a date"),
        ("seen_at: 2026-11-21T09:00:00", "field-type", "`seen_at` must be an instant"),
        ("seen_at: 2026-11-21", "field-type", "`seen_at` must be an instant"),
        ("effort: long", "field-type", "`effort` must be a duration"),
        ("effort: 0h", "field-type", "`effort` must be a duration"),
        ("public: yes", "field-type", "`public` must be true or false, not `yes`."),
        ("file: ../../etc/passwd", "field-type", "`file` must be a path"),
        ("file: /etc/passwd", "field-type", "`file` must be a path"),
        ("file: 'a\\b'", "field-type", "`file` must be a path"),
        ("page: javascript:alert(1)", "field-type", "`page` must be a web address"),
        ("mail: ana", "field-type", "`mail` must be an email address"),
        ("team: Team London", "field-type", "`team` must be a team"),
        ("area: the ledger", "field-type", "`area` must be an area"),
        ("about: 7", "field-type", "`about` must be a record"),
        ("about: S-99", "link-dead", "`about` names S-99, which does not exist."),
        ("about: D-1", "link-kind", "`about` names D-1, which is a decision."),
        ("count: 1.5", "field-type", "`count` must be a whole number"),
        ("count: true", "field-type", "`count` must be a whole number"),
        ("reason: far too long for a reason", "field-range", "`reason` has 25 characters."),
        ("reason: {a: b}", "field-type", "`reason` must be text"),
        ("supersedes: D-99", "link-dead", "`supersedes` names D-99"),
        ("supersedes: S-1", "link-kind", "`supersedes` names S-1, which is a spec."),
        ("supersedes: D-7", "link-self", "`supersedes` names the record itself."),
        ("supersedes: the old one", "link-form", "`supersedes` holds `the old one`"),
        ("superseded_by: D-98", "link-dead", "`superseded_by` names D-98"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit_are_told_at_their_line(line: str, rule: str, message: str):
    (found,) = check_record(CONTRACT, facts(with_field(line)))
    assert (found.rule, found.line) == (rule, 7)
    assert found.message.startswith(message)
    assert found.remedy


@pytest.mark.parametrize("value", ["ana", '"@an a"', "Ana Ruiz", "[1]"])
def test_a_person_is_a_handle(value: str):
    (found,) = check_record(CONTRACT, facts(WHOLE.replace('["@ana"]', value)))
    assert found.remedy == 'Write it as "@ana".'


def test_each_wrong_entry_of_a_list_is_told_at_its_own_line():
    text = WHOLE.replace('["@ana"]', '\n  - "@ana"\n  - Ben\n  - "@ines"')
    assert told(text) == [
        "6: field-range: `deciders` has 3 entries.",
        "8: field-type: `deciders` must be a person, not `Ben`.",
    ]


def test_former_names_of_fields_and_sections_are_read():
    text = WHOLE.replace("deciders:", "approvers:").replace("## Context", "## Background")
    assert told(text, before="accept", warnings=True) == []
    assert told(text.replace('"@ana"', "Ana")) == [
        "6: field-type: `deciders` must be a person, not `Ana`."
    ]


@pytest.mark.parametrize("slip", ["riks", "rsk", "Risk", "risk_", "suppersedes", "revewers"])
def test_a_key_that_is_a_slip_of_the_finger_is_pointed_out(slip: str):
    found = check_record(CONTRACT, facts(with_field(f"{slip}: low")))
    pointed = [one for one in found if one.rule == "field-unknown"]
    assert bool(pointed) == (slip != "revewers")
    assert all(one.severity is Severity.WARNING and one.line == 7 for one in pointed)


def test_sections_out_of_order_twice_or_of_the_wrong_shape():
    steps = "## Steps\n\n1. Add the key.\n2. Send it.\n\n"
    moved = WHOLE.replace(steps, "") + "\n" + steps
    assert told(moved) == []
    assert told(moved, warnings=True) == [
        "19: section-order: The section `Steps` belongs before `Why`."
    ]
    assert told(moved, before="accept") == told(moved, warnings=True)

    doubled = WHOLE + "\n## why\n\nBecause.\n"
    assert told(doubled) == ["24: section-double: `Why` stands here again; it began in line 20."]

    flat = WHOLE.replace("1. Add the key.\n2. Send it.", "Add the key and send it.")
    assert told(flat, before="accept") == ["15: section-shape: The section `Steps` holds no steps."]


def test_words_are_counted_without_comments_placeholders_and_headings():
    for filler in (
        "<!-- Acquirers time out after 30 s. -->",
        "TODO: say what hurts and how much of it",
        "{describe the context here}",
        "<what is the problem?>",
        "Tbd.\n\n...\n\n- [ ] TODO",
        "### Why this heading has many words",
        "```\n```",
    ):
        text = WHOLE.replace("Acquirers time out after 30 s.", filler)
        assert [one.split(": ")[1] for one in told(text, before="accept")] == ["section-empty"], (
            filler
        )
    for own in ("It hurts much.", "- a b c", "```sql\nselect a, b from c\n```", "| a | b | c |"):
        text = WHOLE.replace("Acquirers time out after 30 s.", own)
        assert told(text, before="accept") == [], own


def test_the_help_of_the_template_is_no_answer():
    text = WHOLE.replace(
        "Only the client knows that it is a retry.", "The reason that would have to change."
    )
    assert told(text, before="accept") == ["20: section-empty: The section `Why` says nothing yet."]


def test_headings_in_code_and_in_comments_are_no_sections():
    text = WHOLE.replace("## Why", "```\n## Why\n```\n\n<!--\n## Why\n-->\n\n")
    assert told(text, before="accept") == ["30: section-missing: The section `Why` is missing."]


def test_a_title_is_needed():
    assert told(WHOLE.replace("# Retry with a key\n", "")) == [
        "1: title-missing: The text has no title."
    ]
    assert told(with_field("title: Retry").replace("# Retry with a key\n", "")) == []


def test_text_with_windows_line_ends_has_the_same_findings():
    emptied = WHOLE.replace("Only the client knows that it is a retry.", "TODO")
    assert told(emptied.replace("\n", "\r\n"), before="accept") == told(emptied, before="accept")


# Moves


def try_move(text: str, move: str, actor: str = "@ana", **known: object) -> Planned | Refusal:
    roles = known.pop("roles", frozenset({"member", "deciders"}))
    seen = facts(text, actor=actor, roles_of_actor=roles, **known)
    return check_move(CONTRACT, seen, move)


def test_a_move_plans_the_state_the_partners_and_the_receipt():
    outcome = try_move(with_field("supersedes: [D-1]"), "accept")
    assert isinstance(outcome, Planned)
    assert (outcome.move, outcome.to, outcome.warnings) == ("accept", "accepted", ())
    assert [(one.link, one.ref, one.to) for one in outcome.partners] == [
        ("supersedes", "D-1", "superseded")
    ]
    assert [(one.person, one.kind, one.revision) for one in outcome.receipts] == [
        ("@ana", "accepted", 1)
    ]


def test_a_refusal_says_who_may():
    outcome = try_move(WHOLE, "reject", "@mei", roles=frozenset({"member"}))
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.findings) == ("wrong-role", ())
    assert outcome.reason == "Only `deciders` (@ana) or a lead may make the move `reject`."
    assert outcome.may == ("deciders", "lead")


def test_a_refusal_says_from_where_and_what_is_possible_here():
    outcome = try_move(WHOLE, "supersede", roles=frozenset({"system"}))
    assert isinstance(outcome, Refusal)
    assert outcome.code == "wrong-state"
    assert outcome.reason == "`supersede` is made from accepted; this decision is draft."
    assert outcome.do == "From here you can: `accept`, `reject`, `discard`."


def test_an_unknown_move_is_told_with_the_likely_one():
    outcome = try_move(WHOLE, "acept")
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.do) == ("unknown-move", "Did you mean `accept`?")


def test_a_refusal_lists_what_is_to_do_once_and_in_order():
    empty = WHOLE.replace("Only the client knows that it is a retry.", "").replace("30 s.", "")
    outcome = try_move(empty.replace("Acquirers time out after", "TBD"), "accept")
    assert isinstance(outcome, Refusal)
    assert outcome.code == "gates-closed"
    assert outcome.reason == "2 things are still to do before `accept`."
    assert [(one.rule, one.line) for one in outcome.findings] == [
        ("section-empty", 11),
        ("section-empty", 20),
    ]


def test_a_move_asks_for_its_fields():
    outcome = try_move(WHOLE, "reject")
    assert isinstance(outcome, Refusal)
    assert [one.message for one in outcome.findings] == ["`reason` is not filled in."]
    assert isinstance(try_move(with_field("reason: too dear"), "reject"), Planned)


def test_warnings_do_not_stand_in_the_way():
    outcome = try_move(with_field("riks: low"), "accept")
    assert isinstance(outcome, Planned)
    assert [one.rule for one in outcome.warnings] == ["field-unknown"]


def test_the_author_holds_the_role_and_the_owner_too_where_no_field_names_one():
    owned = parse_contract(CONTRACT.text.replace("by: deciders,", "by: owner,"))
    seen = replace(facts(WHOLE), contract=owned, actor="@ben", roles_of_actor=frozenset())
    assert isinstance(check_move(owned, seen, "accept"), Planned)
    assert isinstance(check_move(owned, replace(seen, actor="@mei"), "accept"), Refusal)


@pytest.mark.parametrize(
    ("first", "second", "slip"),
    [
        ("risk", "risk", True), ("risk", "riks", True), ("risk", "rsk", True),
        ("risk", "riskk", True), ("risk", "ritk", True), ("risk", "rikt", False),
        ("risk", "irks", False), ("risk", "rs", False), ("risk", "kisr", False),
        ("ab", "ba", True), ("abcd", "bacd", True), ("abcd", "badc", False), ("", "a", True),
    ],
)  # fmt: skip
def test_one_slip_is_one_letter_or_two_exchanged(first: str, second: str, slip: bool):
    assert one_slip(first, second) is slip
    assert one_slip(second, first) is slip
