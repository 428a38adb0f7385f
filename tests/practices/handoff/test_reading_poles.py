"""Poles of everyday states, bounds and those who pay no heed to them, and what changed places."""

from __future__ import annotations

import pytest

from dayline.practices.handoff.reading import bounds, moved, poles
from dayline.practices.handoff.reading.match import Likeness, Match, Rarity, match
from dayline.practices.handoff.reading.score import Verdict, score
from dayline.practices.handoff.reading.sense import Sense, sense
from dayline.practices.handoff.reading.swaps import says_the_rest


def held(item: str, told: str) -> tuple[Sense, Sense, Match]:
    one, other = sense(item), sense(told)
    return one, other, match(one, other, Rarity([one]), Likeness())


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("The pump on deck 4 is still running.", "The pump on deck 4 has been shut down."),
        ("Staff may enter the vault.", "It is forbidden for staff to enter the vault."),
        ("The vendor admitted the fault.", "The vendor denies the fault."),
        ("The boiler keeps its pressure.", "The boiler keeps losing pressure."),
    ],
)
def test_texts_at_other_ends_of_an_axis_are_opposed_where_they_speak_of_the_same(
    item: str, told: str
) -> None:
    found = poles.compare(*held(item, told))
    assert found.opposed > found.agreed
    assert found.first is not None
    assert found.first[0].text in item
    assert found.first[1].text in told
    assert poles.compare(*held(item, item)).opposed == 0


def test_a_pole_counts_only_beside_something_that_both_speak_of() -> None:
    apart = held("The pump is running.", "The pump hums, and the lorry has been shut down.")
    assert poles.compare(*apart).opposed == 0


def test_a_denial_turns_a_pole_round_before_and_after_it() -> None:
    assert poles.compare(*held("The gate is open.", "The gate is not closed.")).opposed == 0
    assert poles.compare(*held("Staff may use lift 2.", "Staff may not use lift 2.")).opposed > 0


def test_a_longer_phrase_overrules_the_words_within_it() -> None:
    found = poles.poles("The lift is out of use.")
    axes = {pole.axis for pole in found if pole.text == "out of use"}
    assert axes
    assert not any(pole.axis in axes and pole.text == "use" for pole in found)


def test_one_waits_and_the_other_pays_no_heed() -> None:
    wait = sense("Hold the invoice until the new number is here.")
    assert bounds.heedless(wait, sense("Send the invoice right away."))
    assert not bounds.heedless(wait, sense("Send the invoice once the number is here."))
    assert not bounds.heedless(wait, sense("Hold it until then, and ring them right away."))


def test_what_was_the_reason_is_no_hindrance() -> None:
    item = "The dose was skipped because of the low pressure."
    assert bounds.despite(*held(item, "She had the dose despite the low pressure."))
    assert not bounds.despite(*held(item, "No dose, due to the low pressure."))


def test_until_and_only_when_differ_and_a_bound_of_its_own_bounds_nothing() -> None:
    item = "Do not open the crate until the courier is there."
    assert bounds.same_limit(*held(item, "Open the crate until the courier is there."))
    assert not bounds.same_limit(*held(item, "Open the crate only when the courier is there."))
    assert bounds.limits_nothing(*held("Do not oil it.", "It gets oiled before the sun sets."))
    assert not bounds.limits_nothing(*held("The crate is shut.", "Open it before the crate rots."))


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("We moved the bucket from eu-west to eu-central.", "It went from eu-central to eu-west."),
        ("Backup time fell from 5 hours to 2.", "Backups take longer, two before and five now."),
        ("It was a van, and is now a bus.", "It is now a van, it was a bus."),
    ],
)
def test_what_went_the_other_way_is_moved_back(item: str, told: str) -> None:
    assert moved.moved_back(sense(item), sense(told))
    assert not moved.moved_back(sense(item), sense(item))


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("can wiktor drive the reach truck alone?", "can stefan drive the reach truck alone?"),
        ("Will Councillor Brook observe gate 4?", "Will Councillor Aldous observe gate 4?"),
    ],
)
def test_another_name_in_a_question_contradicts_whatever_its_case_or_title(
    item: str, told: str
) -> None:
    assert score([item], told).items[0].verdict is Verdict.CONTRADICTED
    assert score([item], item).items[0].verdict is Verdict.KEPT


def test_what_one_leaves_of_a_whole_is_the_rest() -> None:
    assert says_the_rest(sense("Two of five lifts are in order."), sense("3 of 5 lifts are out."))
    assert not says_the_rest(sense("Two of five lifts are in order."), sense("2 of 5 run."))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("dont open it befor noon", "don't open it before noon"),
        ("Keep the platelets out of the fridge.", "not put the platelets into the fridge."),
        ("a 40-page draft", "a 40 page draft"),
        ("Keep the goats apart from the dog.", "Keep the goats away from the dog."),
    ],
)
def test_slips_and_roundabout_denials_are_led_back(text: str, read: str) -> None:
    assert sense(text).text == read
