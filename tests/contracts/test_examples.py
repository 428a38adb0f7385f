"""The worked examples: each passes the gates of its own moves, and together they are one story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dayline.base.document import split
from dayline.contracts import library
from dayline.contracts.language import Move
from dayline.contracts.rules import Facts, Planned, ReceiptFact, Refusal, check_move, check_record
from dayline.faces.cli.demo_story import READ_BACK
from tests.contracts.shelf import (
    DESIGN,
    PEOPLE,
    TEAMS,
    Example,
    acting,
    examples,
    facts_about,
    facts_of,
    kinds,
    problems,
    roles_of,
)

# How each example came to where it is: the moves, each with whoever made it.
PATHS = {
    "D-1": [("accept", "@ana")],
    "D-2": [("accept", "@ana"), ("supersede", "system")],
    "R-1": [("open", "@omar"), ("close", "@omar"), ("accept", "@ines")],
    "S-1": [("ready", "@ines"), ("start", "@omar"), ("finish", "@ines")],
    "H-1": [("deliver", "@omar"), ("read", "@ben"), ("read_back", "@ben"), ("close", "@omar")],
    "U-1": [("post", "@omar")],
    "Q-1": [("answer", "@omar"), ("write_down", "@omar")],
    "I-1": [
        ("mitigate", "@ines"), ("analyse", "@ines"), ("review", "@ines"), ("close", "@ines"),
    ],
    "W-1": [("publish", "@omar")],
    "C-1": [("comment", "@ken"), ("resolve", "@mei")],
    "T-1": [("publish", "@ines")],
    "M-1": [("schedule", "@ines"), ("write_up", "@ines")],
    "O-1": [("discuss", "@ana"), ("finish", "@ana")],
    "G-1": [("publish", "@omar")],
    "X-1": [("register", "@ana"), ("start", "@ana"), ("analyse", "@ana")],
    "K-1": [],
}  # fmt: skip


def with_read_back(facts: Facts, text: str = READ_BACK) -> Facts:
    receipt = ReceiptFact("@ben", "read_back", facts.revision, text=text, roles=frozenset({"to"}))
    return replace(facts, receipts=(receipt,))


STEPS = [(ref, number) for ref, path in PATHS.items() for number in range(len(path))]


def step(ref: str, number: int) -> tuple[str, str, str]:
    """One step of a path: the state before it, the move, and whoever makes it."""
    contract = examples()[ref].contract
    state = contract.initial
    for earlier, _ in PATHS[ref][:number]:
        state = contract.moves[earlier].to
    return state, *PATHS[ref][number]


def test_every_kind_has_an_example_with_the_first_id_of_its_kind():
    for kind, (prefix, _) in DESIGN.items():
        assert split(library.example(kind)).fields["id"] == f"{prefix}-1"
    assert examples().keys() == PATHS.keys()


@pytest.mark.parametrize("ref", PATHS)
def test_an_example_has_nothing_to_mend(ref):
    example = examples()[ref]

    findings = check_record(example.contract, facts_of(example))

    assert [f"{one.line}: {one.rule} {one.message}" for one in findings] == []


@pytest.mark.parametrize("ref", PATHS)
def test_the_path_of_an_example_ends_in_its_state(ref):
    example = examples()[ref]
    contract = example.contract
    state = contract.initial
    for move, _ in PATHS[ref]:
        assert state in contract.moves[move].sources, move
        state = contract.moves[move].to

    assert example.fields["state"] == state


@pytest.mark.parametrize(("ref", "number"), STEPS)
def test_an_example_passes_the_gates_of_each_move_on_its_way(ref, number):
    example = examples()[ref]
    state, move, actor = step(ref, number)
    facts = with_read_back(acting(facts_of(example), actor, state))

    outcome = check_move(example.contract, facts, move)

    assert isinstance(outcome, Planned), problems(outcome)
    assert outcome.to == example.contract.moves[move].to
    assert problems(outcome) == []


@pytest.mark.parametrize(("ref", "number"), STEPS)
def test_without_what_a_move_demands_it_is_refused(ref, number):
    """Each section, field and link that the move asks for is taken away in turn."""
    example = examples()[ref]
    state, move, actor = step(ref, number)
    for name, text in mutilated(example, example.contract.moves[move]):
        facts = facts_about(example.contract, text, refs=frozenset(examples()))
        facts = with_read_back(acting(facts, actor, state))
        roles = roles_of(facts_of(example), actor)
        outcome = check_move(example.contract, replace(facts, roles_of_actor=roles), move)

        assert isinstance(outcome, Refusal), name
        assert outcome.code == "gates-closed", name
        assert any(name.casefold() in one.message.casefold() for one in outcome.findings), name


def mutilated(example: Example, move: Move) -> Iterator[tuple[str, str]]:
    """The example without one thing that ``move`` demands: (what is gone, text)."""
    contract = example.contract
    for section in contract.sections:
        if move.name in section.required.before:
            pattern = rf"(?ms)^## {re.escape(section.name)}\n.*?(?=^## |\Z)"
            yield section.name, _changed(example.text, pattern)
    for name, one in (*contract.fields.items(), *contract.links.items()):
        demanded = move.name in one.required.before or name in move.asks
        if demanded and getattr(one, "default", None) is None:
            yield name, _changed(example.text, rf"(?m)^{name}:.*\n(?:  - .*\n)*")


def _changed(text: str, pattern: str) -> str:
    less = re.sub(pattern, "", text, count=1)
    assert less != text, pattern
    return less


@pytest.mark.parametrize("kind", DESIGN)
def test_no_move_is_beyond_reach(kind):
    """With the example's text and what a move asks for, every role can make every move it has."""
    contract = kinds()[kind]
    facts = with_read_back(facts_of(examples()[f"{contract.prefix}-1"]))
    for move in contract.moves.values():
        asked = {"reason": "the partner left the market"}
        if (kind, move.name) == ("handoff", "accept"):
            asked["severity"] = "routine"
        ready = replace(facts, fields={**facts.fields, **asked})
        for state in move.sources:
            for role in move.by:
                able = replace(ready, state=state, roles_of_actor=frozenset({role}))
                outcome = check_move(contract, able, move.name)
                assert isinstance(outcome, Planned), (move.name, state, role, problems(outcome))


def test_only_a_routine_handoff_may_be_accepted_without_a_read_back():
    example = examples()["H-1"]
    urgent = acting(facts_of(example), "@ben", "delivered")

    assert isinstance(check_move(example.contract, urgent, "accept"), Refusal)

    routine = replace(urgent, fields={**urgent.fields, "severity": "routine"})
    assert isinstance(check_move(example.contract, routine, "accept"), Planned)


def test_a_read_back_that_misses_the_approver_is_shown_exactly_that():
    example = examples()["H-1"]
    first_try = re.sub(r"More than 1,000 postings.*", "", READ_BACK)
    facts = with_read_back(acting(facts_of(example), "@ben", "read"), first_try)

    first, second = library.history("handoff")[:2]
    outcome = check_move(first, replace(facts, contract=first), "read_back")

    assert isinstance(outcome, Refusal)
    assert len(outcome.findings) == 1
    assert "second approver" in outcome.findings[0].message
    # The second version leaves it to the receiver, who has been shown what seems lost.
    assert isinstance(check_move(second, replace(facts, contract=second), "read_back"), Planned)


def test_accepting_a_decision_supersedes_the_old_one_in_the_same_act():
    example = examples()["D-1"]

    outcome = check_move(example.contract, acting(facts_of(example), "@ana", "proposed"), "accept")

    assert isinstance(outcome, Planned)
    assert [(one.ref, one.to) for one in outcome.partners] == [("D-2", "superseded")]


# The story.


@pytest.mark.parametrize("ref", PATHS)
def test_every_id_in_an_example_is_another_example(ref):
    prefixes = "".join(prefix for prefix, _ in DESIGN.values())
    named = set(re.findall(rf"\b[{prefixes}]-[0-9]+\b", examples()[ref].text))

    assert named <= examples().keys()


def test_both_ends_of_a_link_state_it():
    stated = {
        (example.ref, name, target)
        for example in examples().values()
        for name in _ends(example)
        for target in facts_of(example).linked(name)
    }
    assert ("D-1", "supersedes", "D-2") in stated
    for source, name, target in stated:
        link = examples()[source].contract.links.get(name)
        if link and link.inverse:
            assert (target, link.inverse, source) in stated


def _ends(example: Example) -> set[str]:
    links = example.contract.links
    return {*links, *(link.inverse for link in links.values() if link.inverse)}


def test_nobody_acts_who_is_not_in_the_cast():
    for ref, example in examples().items():
        named = set(re.findall(r"(?<![\w.])@[a-z]+", example.text))
        assert named <= PEOPLE | TEAMS.keys(), ref


def test_the_examples_are_calm_and_name_no_empty_place():
    for ref, example in examples().items():
        assert "!" not in example.text, ref
        assert not re.search(r"\b(?:TODO|TBD|lorem)\b", example.text), ref


def test_the_figures_of_the_night_agree():
    """One night, told by several records: the same counts, sums and moments in each."""
    duplicates = 49_522 - 48_210
    assert f"{duplicates:,}" == "1,312"
    for ref in ("I-1", "H-1", "R-1", "S-1"):
        assert "1,312" in examples()[ref].text, ref
    for ref in ("I-1", "H-1"):
        assert "EUR 86,340.18" in examples()[ref].text, ref
    for ref in ("I-1", "H-1", "W-1", "S-1"):
        assert "18:52" in examples()[ref].text, ref
    for ref in ("I-1", "H-1", "C-1"):
        assert "214 merchants" in examples()[ref].text.replace("\n", " "), ref
