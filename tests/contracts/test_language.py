"""Contracts as people write them: what is understood, and what they are told when it is not."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from dayline.base.errors import DaylineError, HostileInput, InvalidInput
from dayline.base.findings import Finding
from dayline.contracts.discarding import DISCARD, DISCARDED
from dayline.contracts.language import lint_contract, parse_contract
from dayline.contracts.reference import EXAMPLE
from dayline.contracts.terms import Required, Span

DESIGN_HANDOFF = """\
contract: handoff
version: 1
title: Handoff
prefix: H
purpose: Work moves to people in another time zone without a meeting.
fields:
  from: {type: team, required: true}
  to: {type: team, required: true}
  severity: {type: choice, of: [routine, watch, urgent], default: routine}
sections:
  - {name: Progress made, required: [deliver], items: must_survive}
  - {name: Decisions and rationale, required: [deliver], links: decision}
items:
  must_survive: {types: [state, blocker], min: 4, max: 8}
states: {draft: {}, delivered: {waits_on: to}, read: {waits_on: to}, accepted: {}, contested: {waits_on: author}, closed: {final: true}}
moves:
  deliver: {from: draft, to: delivered, by: [author], gates: [sections_complete, {must_survive_items: {min: 2}}]}
  read_back: {from: [delivered, read], to: accepted, by: [to], gates: [receipt_covers]}
  contest: {from: [delivered, read, accepted], to: contested, by: [to]}
  close: {from: [accepted, contested], to: closed, by: system}
clocks:
  accept: {starts: delivered, stops: [accepted, contested], within: 2 awake-hours, of: to, objective: 95%, window: 28d}
"""  # noqa: E501  # the shape of DESIGN, section 6, as it stands there


ROLES = "`author`, `owner`, `member`, `lead`, `system`"
AMOUNT = (
    "Write a number and a unit (awake-hours, hours, days, workdays, weeks, minutes),"
    " such as `2 awake-hours` or `28d`."
)


def problems(text: str) -> list[Finding]:
    with pytest.raises(InvalidInput) as refused:
        parse_contract(text, path="kinds/x.yaml")
    assert refused.value.kept
    return list(refused.value.findings)


def told(text: str) -> list[str]:
    return [f"{one.line}: {one.message} {one.remedy}" for one in problems(text)]


def changed(old: str, new: str) -> str:
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new)


def test_the_contract_of_the_design_is_understood():
    handoff = parse_contract(DESIGN_HANDOFF, path="handoff.yaml")
    assert handoff.ref == "handoff/1"
    assert handoff.initial == "draft"
    assert handoff.compatibility == "BACKWARD"
    assert handoff.fields["to"].required == Required(always=True)
    assert handoff.fields["severity"].of == ("routine", "watch", "urgent")
    assert handoff.sections[1].links == ("decision",)
    assert handoff.sections[1].required.holds_for("deliver")
    assert not handoff.sections[1].required.holds_for(None)
    assert handoff.states["delivered"].waits_on == "to"
    deliver = handoff.moves["deliver"]
    assert [(use.name, dict(use.args)) for use in deliver.gates] == [
        ("sections_complete", {}),
        ("must_survive_items", {"min": 2}),
    ]
    assert [move.name for move in handoff.moves_from("accepted")] == ["contest", "close"]
    accept = handoff.clocks["accept"]
    assert accept.within == Span(Decimal(2), "awake-hours")
    assert (accept.objective, str(accept.window)) == (Decimal(95), "28 days")
    assert lint_contract(handoff, {}) != []  # the kind decision is not there


def test_terms_know_their_lines():
    contract = parse_contract(EXAMPLE)
    lines = EXAMPLE.splitlines()
    written = [
        term
        for term in (*contract.fields.values(), *contract.states.values(), *contract.moves.values())
        if term.name not in (DISCARD, DISCARDED)
    ]
    for term in written:
        assert lines[term.line - 1].startswith(f"  {term.name}:")
    for section in contract.sections:
        assert f"name: {section.name}," in lines[section.line - 1]
    use = contract.moves["close"].gates[0]
    assert use.name in lines[use.line - 1]


def test_a_move_leaves_the_receipt_that_its_name_means():
    contract = parse_contract(DESIGN_HANDOFF)
    assert contract.moves["read_back"].gives == "accepted"
    assert contract.moves["contest"].gives == "contested"
    assert contract.moves["deliver"].gives == ""
    silent = DESIGN_HANDOFF.replace("by: [to]}", "by: [to], gives: none}")
    assert parse_contract(silent).moves["contest"].gives == ""


def test_all_problems_of_a_file_are_told_at_once_with_line_and_remedy():
    text = """\
contract: Hand-off
version: one
title: Handoff
prefix: handoff
purpos: Hand work over.
fields:
  severity: {type: chioce, of: [a, b]}
  state: {type: text}
sections:
  - {name: Progress, required: [delivr]}
states:
  draft: {}
  delivered: {waits_on: reciever}
moves:
  deliver: {from: draft, to: delivred, by: [autor], gates: [section_complete]}
clocks:
  accept: {starts: delivered, stops: accepted, within: two hours, of: lead}
"""
    assert told(text) == [
        "1: `Hand-off` cannot be a `contract`. Write `contract: decision`.",
        "1: `purpose` is missing. Add one sentence: what the kind is for.",
        "2: `version` must be a whole number, not `one`. Write a number from 1.",
        "4: `handoff` cannot be a `prefix`. Write `prefix: D` (1 to 8 capitals).",
        "5: A contract has no key `purpos`. Did you mean `purpose`?",
        "7: There is no type `chioce`. Did you mean `choice`?",
        "8: A field cannot be named `state`: only a move changes it. Choose another name.",
        "10: There is no move `delivr`. Did you mean `deliver`?",
        f"13: There is no role `reciever`. Use one of the roles: {ROLES}.",
        "15: There is no state `delivred`. Did you mean `delivered`?",
        "15: There is no role `autor`. Did you mean `author`?",
        "15: There is no gate `section_complete`. Did you mean `sections_complete`?",
        f"17: `two hours` is not an amount of time. {AMOUNT}",
        "17: There is no state `accepted`. Use one of the states: `draft`, `delivered`.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version: 1", "version: 0", "`version` must be a whole number"),
        ("version: 1\n", "", "`version` is missing"),
        ("version: 1", "version: true", "`version` must be a whole number"),
        ("prefix: CR", "prefix: TOOLONGASWORD", "cannot be a `prefix`"),
        ("type: person,", "type: person, many: perhaps,", "`many` must be true or false"),
        ("of: [low, high],", "", "has nothing to choose from"),
        ("of: [low, high]", "of: [low, low]", "names `low` twice"),
        ("default: low", "default: lo", "The default: `risk` cannot be `lo`."),
        ("type: person,", "type: person, of: [a],", "`of` means nothing"),
        ("type: person,", "type: person, min: 2,", "`min` means nothing for a single value"),
        ("type: instant,", "type: text, min: 5, max: 2,", "is above `max`"),
        ("type: instant,", "type: text, max: lots,", "`max` must be a number"),
        ("owner: {type: person,", "owner: {type: text,", "must be a person or a team"),
        ("  owner: {", "  lead: {", "cannot be named `lead`"),
        ("  owner: {", "  Owner: {", "`Owner` is not a name"),
        ("  implements: {", "  risk: {", "already a key of the record's head"),
        ("inverse: implemented_by", "inverse: implemented by", "is not a name"),
        ("to: decision", "to: A decision", "is not the name of a kind"),
        ("accepts: steps", "accepts: picture", "no shape `picture`"),
        ("name: Outcome", "name: Way back", "`Way back` is named twice"),
        ("min_words: 5", "min_words: -5", "`min_words` must be a whole number"),
        ("min_words: 5", "items: keep", "no rule of items `keep`"),
        ("sections:\n", "sections:\n  - {required: [submit]}\n", "`name` is missing"),
        ("closed: {final: true}", "closed: {final: 1}", "`final` must be true or false"),
        ("draft: {waits_on: author}", "draft: {waits_on: [author, lead]}", "waits on several"),
        ("from: draft, to: submitted", "to: submitted", "`from` is missing"),
        ("from: draft, to: submitted", "from: draft", "`to` is missing"),
        ("to: submitted, by: author", "to: [submitted, closed], by: author", "to several states"),
        ("to: submitted, by: author", "to: submitted", "Nobody may make the move `submit`"),
        ("by: author,", "by: author, asks: [size],", "no field `size`"),
        ("by: author,", "by: author, on_link: {blocks: closed},", "no link `blocks`"),
        ("by: author,", "by: author, gives: thanks,", "no receipt `thanks`"),
        ("{min_words: 10}", "{words: 10}", "gate `outcome_written` has no key `words`"),
        ("{min_words: 10}", "{min_words: ten}", "`min_words` must be a whole number"),
        ("{min_words: 10}", "{section: End}", "no section `End`"),
        ("owner_named", "{owner_named: {field: boss}}", "no field `boss`"),
        ("within: 4 awake-hours", "within: 4 fortnights", "is not an amount of time"),
        ("within: 4 awake-hours, ", "", "needs either `within` or `until`"),
        ("within: 4 awake-hours", "within: 4 awake-hours, until: starts_at", "needs either"),
        ("within: 4 awake-hours", "until: owner", "no date field `owner`"),
        (", of: lead,", ",", "does not say whose time counts"),
        ("objective: 90%", "objective: 900%", "is not a percentage"),
        ("objective: 90%", "objective: 90%, on_miss: submit", "no effect `submit`"),
        ("prefix: CR", "prefix: CR\ncompatibility: backwards", "no mode `backwards`"),
        ("prefix: CR", "prefix: CR\ninitial: begun", "no state `begun`"),
        ("fields:\n", "fields: none\nfeilds:\n", "`fields` must be a mapping"),
        ("draft: {waits_on: author}", "draft: waiting", "must be a mapping of keys"),
        ("purpose: Ask for a change to a running system, with a way back.", "purpose: [a]", "text"),
    ],
)  # fmt: skip
def test_each_mistake_is_told(old: str, new: str, message: str):
    found = problems(changed(old, new))
    mentioned = [one for one in found if message in one.message]
    assert mentioned, [one.message for one in found]
    assert all(one.path == "kinds/x.yaml" and one.line >= 1 and one.remedy for one in found)


def test_the_line_is_that_of_the_mistake():
    text = changed("accepts: steps", "accepts: picture")
    (found,) = problems(text)
    assert "Way back" in text.splitlines()[found.line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "[]",
        "- contract: decision",
        "contract: 7",
        "contract: decision\nfields: [a, b]\nsections: {a: b}\nmoves: 3\nstates: [1, [2], {}]",
        "moves: {go: {gates: {a: {b: c}}, on_link: [x], from: {}, by: {}}}",
        "clocks: {x: }\nitems: {y: }\nlinks: {z: }\nfields: {f: }\nsections: [null, 1, []]",
        "fields: {1: {type: text}, true: {}, null: {}}",
    ],
)
def test_nonsense_is_refused_and_never_breaks_the_reader(text: str):
    with pytest.raises(DaylineError):
        parse_contract(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x",
        "contract: !!python/object/apply:os.system [ls]",
        "contract: decision\ncontract: other",
        "[" * 3000,
        "a: {" * 100 + "}" * 100,
        "\n".join(f"key{number}: 1" for number in range(20_000)),
        "purpose: " + "x" * 300_000,
    ],
)
def test_hostile_text_is_refused(text: str):
    with pytest.raises((HostileInput, InvalidInput)):
        parse_contract(text)


def test_a_flood_of_terms_is_refused_in_one_sentence_each():
    fields = "".join(f"  f{number}: {{type: text}}\n" for number in range(500))
    moves = "".join(f"  m{number}: {{from: a, to: b, by: c}}\n" for number in range(500))
    found = told(f"fields:\n{fields}moves:\n{moves}states: {{a: {{}}, b: {{}}}}\n")
    assert sum("holds 500 entries" in one for one in found) == 2
    assert len(found) < 20


def lint(text: str, **others: str) -> list[str]:
    known = {name: parse_contract(other) for name, other in others.items()}
    found = lint_contract(parse_contract(text), known or None)
    return [f"{one.rule} {one.severity}" for one in found]


def test_the_example_of_the_reference_has_nothing_to_mend():
    assert lint_contract(parse_contract(EXAMPLE)) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("closed: {final: true}", "closed: {final: true}\n  lost: {}", "state-unreachable error"),
        ("closed: {final: true}", "closed: {}", "state-dead-end warning"),
        ("{final: true}", "{final: true, waits_on: lead}", "state-final-waits warning"),
        ("from: draft", "from: [draft, closed]", "move-from-final warning"),
        ("starts: submitted", "starts: closed", "clock-on-final warning"),
        ("stops: approved", "stops: draft", "clock-never-met error"),
        ("stops: approved", "stops: [approved, submitted]", "clock-contradiction warning"),
        ("objective: 90%, window: 28d", "objective: 90%", "clock-objective warning"),
        ("fields:\n", "items:\n  keep: {types: [a]}\nfields:\n", "items-unused warning"),
        ("{outcome_written: {min_words: 10}}", "claims_settled", "gate-target error"),
        ("sections_complete", "links_resolve", "gate-double warning"),
        (', help: "What will be different."', "", "help-missing warning"),
        ("starts_at: {type: instant, required: [approve]}",
         "starts_at: {type: instant, required: true}", "move-asks-known warning"),
    ],
)  # fmt: skip
def test_what_is_legal_but_will_annoy_is_told(old: str, new: str, rule: str):
    text = changed(old, new).replace("by: lead,", "by: lead, asks: [starts_at],")
    assert rule in lint(text)


def test_lint_looks_at_the_other_kinds_of_the_workspace():
    other = EXAMPLE.replace("contract: change_request", "contract: decision")
    assert "prefix-taken error" in lint(EXAMPLE, decision=other)
    assert "link-kind warning" in lint(changed("to: decision", "to: decison"), decision=other)
    wrong = changed("by: author,", "by: author, on_link: {implements: don},")
    assert "on-link-state error" in lint(wrong, decision=other)


def test_a_link_whose_inverse_is_one_sided_is_told():
    links = "{to: change_request, inverse: undone_by}\n  undone_by: {to: change_request}"
    text = changed("{to: decision, inverse: implemented_by}", links)
    assert "link-inverse error" in lint(text)
    assert "link-inverse error" not in lint(text.replace("}\n  undone_by: {", "}\n  done_by: {"))


def test_the_digest_is_of_the_text_alone():
    first = parse_contract(EXAMPLE)
    assert first.digest == hashlib.sha256(EXAMPLE.encode()).hexdigest()
    assert first.digest == parse_contract(EXAMPLE, path="elsewhere.yaml").digest
    assert first.digest != parse_contract(EXAMPLE + "\n").digest
