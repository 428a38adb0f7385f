"""Clocks that run under a condition, take their amount from the record, or have a floor."""

from __future__ import annotations

import pytest

from dayline.base.errors import InvalidInput
from dayline.contracts.compat import changes
from dayline.contracts.language import Contract, parse_contract
from dayline.contracts.template import blank
from dayline.contracts.terms import Span, Stated

CONTRACT = """\
contract: review
version: 1
title: Review
prefix: V
purpose: Ask for a look.
fields:
  reviewers: {type: person, many: true}
  lane: {type: choice, of: [normal, learner], default: normal}
  private: {type: boolean}
  hours: {type: number, default: 8}
  reply: {type: duration}
  note: {type: text}
states: {asked: {}, done: {final: true}}
moves: {finish: {from: asked, to: done, by: [author]}}
clocks:
  answer: {starts: asked, stops: done, of: reviewers, CLOCK}
"""


def contract(clock: str) -> Contract:
    return parse_contract(CONTRACT.replace("CLOCK", clock), path="review.yaml")


def refused(clock: str) -> list[str]:
    with pytest.raises(InvalidInput) as problem:
        contract(clock)
    return [f"{finding.message} {finding.remedy}" for finding in problem.value.findings]


def test_a_clock_may_run_only_for_some_values_of_a_field():
    clock = contract("within: 2 awake-hours, when: {lane: learner, private: false}").clocks[
        "answer"
    ]
    assert clock.when == {"lane": ("learner",), "private": ("false",)}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("{lane: lerner}", "There is no choice `lerner`. Did you mean `learner`?"),
        ("{note: x}", "There is no choice `note`. Use one of the choices: `lane`, `private`."),
        ("[lane]", "`when` must be a mapping"),
    ],
)
def test_a_condition_names_what_can_be_known(condition, said):
    assert said in " ".join(refused(f"within: 2 awake-hours, when: {condition}"))


def test_the_amount_may_stand_in_a_field_with_a_floor_on_the_wall():
    clock = contract("within: {field: hours, unit: awake-hours}, at_least: 72 hours").clocks[
        "answer"
    ]
    assert (clock.within, clock.stated) == (None, Stated("hours", "awake-hours"))
    assert clock.at_least == Span(72, "hours")  # type: ignore[arg-type]
    assert contract("within: {field: reply}").clocks["answer"].stated == Stated("reply")


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("within: {field: hours}", "`hours` has no unit. Add `unit: awake-hours`."),
        ("within: {field: reply, unit: hours}", "`reply` is a duration and has its unit."),
        ("within: {field: note, unit: hours}", "There is no field with an amount `note`."),
        ("within: {unit: hours}", "`within` names no field."),
        ("within: 1 day, at_least: 2 awake-hours", "`at_least` counts time on the wall."),
    ],
)
def test_an_amount_that_cannot_be_known_is_refused_with_its_line(clock, said):
    assert said in " ".join(refused(clock))


def test_whose_time_counts_must_be_said_for_an_amount_from_a_field_too():
    text = CONTRACT.replace("CLOCK", "within: {field: hours, unit: awake-hours}")
    with pytest.raises(InvalidInput, match="does not say whose time counts"):
        parse_contract(text.replace(" of: reviewers,", ""))


@pytest.mark.parametrize(
    "after",
    [
        "within: 2 awake-hours, when: {lane: learner}",
        "within: 2 awake-hours, at_least: 1 day",
        "within: {field: hours, unit: awake-hours}",
    ],
)
def test_a_new_condition_floor_or_source_is_a_change_that_is_told(after):
    old = contract("within: 2 awake-hours")
    new = parse_contract(
        CONTRACT.replace("CLOCK", after).replace("version: 1", "version: 2"), path="review.yaml"
    )
    assert [change.kind for change in changes(old, new)] == ["clock-changed"]


def test_the_template_writes_a_number_as_a_number():
    text = blank(contract("within: 1 day"), ref="V-1", title="Look", author="@ana")
    assert "\nhours: 8\n" in text
    given = {"hours": "12", "note": "12"}
    text = blank(contract("within: 1 day"), ref="V-1", title="Look", author="@ana", fields=given)
    assert '\nhours: 12\nnote: "12"\n' in text
