"""What is allowed against a ban, left aside against an order, owed; times said loosely; names."""

from __future__ import annotations

import pytest

from dayline.practices.handoff.reading import duty
from dayline.practices.handoff.reading.figures import figures
from dayline.practices.handoff.reading.match import Likeness, Match, Rarity, match
from dayline.practices.handoff.reading.names import names_swapped
from dayline.practices.handoff.reading.order import order_conflict, steps
from dayline.practices.handoff.reading.polarity import ends
from dayline.practices.handoff.reading.sense import Sense, sense
from dayline.practices.handoff.reading.swaps import figures_swapped, kinds_swapped


def held(item: str, told: str) -> tuple[Sense, Sense, Match]:
    one, other = sense(item), sense(told)
    return one, other, match(one, other, Rarity([one]), Likeness())


def names_told(item: str, told: str) -> list[str]:
    one = sense(item)
    return [swap.said for swap in names_swapped(one, sense(told), [one], Likeness())]


@pytest.mark.parametrize(
    ("item", "told", "expected"),
    [
        ("Do not paint the north railing.", "The north railing is fine to paint.", True),
        ("Never rinse filter 3 with water.", "Rinse filter 3 with water.", True),
        ("Do not paint the railing.", "Nobody should paint the railing.", False),
        ("Do not paint the railing before noon.", "The railing should be painted.", False),
        ("Do not paint the railing.", "The railing can be painted after all, unless it rains.", False),  # noqa: E501
        ("The crates must never be left alone.", "Somebody should watch the crates.", False),
        ("Paint the railing.", "The railing is fine to paint.", False),
    ],
)  # fmt: skip
def test_a_statement_allows_what_the_item_forbids(item: str, told: str, expected: bool) -> None:
    assert duty.allowed(*held(item, told)) is expected


@pytest.mark.parametrize(
    ("item", "told", "expected"),
    [
        ("The floor is wet, wear the helmet.", "On that floor no helmet is needed.", True),
        ("Use the spare ladder.", "We take the new one, not the spare ladder.", True),
        ("Use the spare ladder.", "The spare ladder it is, not the new one.", False),
        ("Use the spare ladder.", "No ladder but only the spare one.", False),
        ("The ladder is wet.", "There is no ladder.", False),
    ],
)
def test_a_statement_does_without_what_the_item_says_to_use(
    item: str,
    told: str,
    expected: bool,
) -> None:
    assert duty.refused(*held(item, told)) is expected


def test_what_must_come_is_what_is_not_there_yet() -> None:
    must, lacks = sense("The dean must sign the form."), sense("The form lacks the dean's name.")
    assert duty.owed(must, lacks)
    assert duty.owed(lacks, must)
    assert not duty.owed(must, sense("The dean signed the form."))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("at 04:12", "shortly after four in the morning", True),
        ("at 02:41", "around twenty to three at night", True),
        ("at 23:55", "about midnight", True),
        ("at 04:12", "at four in the morning", False),
        ("at 06:40", "around twenty to three at night", False),
    ],
)
def test_a_time_that_is_said_to_be_near_may_be_off_by_minutes(
    one: str,
    other: str,
    expected: bool,
) -> None:
    assert figures(one)[0].same(figures(other)[0]) is expected


def test_what_remains_is_no_other_number() -> None:
    item, near = sense("We have read 9 of the 14 meters, each by 2 people."), Likeness()
    rest = sense("Nine meters are read by a pair, so five to go.")
    assert not figures_swapped(item, rest, [item], near)
    assert figures_swapped(item, sense("Nine meters are read, so six to go."), [item], near)


def test_an_initial_is_the_name_and_the_last_word_of_another_name_is_not() -> None:
    assert not names_told("The wort has 11 Plato.", "The wort has 11 °P.")
    assert names_told("It must reach Sparbank.", "It must reach Norrland Bank.") == [
        "Norrland Bank"
    ]
    assert not names_told("It must reach Sparbank.", "It must reach the Bank.")


def test_a_rare_word_that_is_spelt_like_a_name_stands_in_its_place() -> None:
    item = "Carboplatin is in fridge 2."
    assert names_told(item, "In fridge 2 there is cisxyplatin and carbalatin.") == ["carbalatin"]
    assert not names_told(item, "In fridge 2 there is carboplatine.")


def test_nobody_may_is_must_not() -> None:
    assert ends(sense("Nothing from the old lot may leave.").units)[0].keys() == {-1}
    assert ends(sense("The old lot may leave.").units)[0].keys() == {1}


def test_what_is_not_to_blame_is_denied() -> None:
    units = sense("The router isn't the culprit, the cable is.").units
    assert {unit.text: unit.denied for unit in units if unit.text in ("router", "cable")} == {
        "router": True,
        "cable": False,
    }


def test_until_then_puts_what_stands_before_it_first() -> None:
    item = steps(sense("We cannot refund anybody until finance restores the role."))
    told = steps(sense("Finance has to restore the role, until then no refund for anybody."))
    assert order_conflict(item, told, Likeness()) == 0.0


def test_falling_and_climbing_go_opposite_ways_without_a_verb_of_being() -> None:
    falls, climbs = ends(sense("Water level falling.").units), ends(sense("It climbs.").units)
    assert any(falls[axis].keys() == {-1} for axis in falls.keys() & climbs.keys())


def test_on_the_other_hand_is_no_part_of_the_body() -> None:
    told = sense("The pump on the other hand is in service.")
    assert not kinds_swapped(sense("Pump back in service."), told, Likeness())
