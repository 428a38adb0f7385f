"""Intervals hold what they say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.student import student
from dayline.simulation.draws import count, exponential, lognormal, stream, tries
from dayline.simulation.estimates import difference, estimate, quantile

# Two-sided, from the tables of any textbook.
TABLE = {
    (1, 0.95): 12.706, (2, 0.95): 4.303, (4, 0.95): 2.776, (9, 0.95): 2.262, (19, 0.95): 2.093,
    (30, 0.95): 2.042, (120, 0.95): 1.980, (5, 0.99): 4.032, (10, 0.999): 4.587,
}  # fmt: skip


@pytest.mark.parametrize(("of", "t"), TABLE.items(), ids=str)
def test_student_s_t_is_that_of_the_tables(of: tuple[int, float], t: float) -> None:
    assert student(*of) == pytest.approx(t, abs=6e-4)


def test_an_interval_of_95_per_cent_holds_the_truth_95_times_in_100() -> None:
    chance = Random(1)  # noqa: S311 -- no secret is made of it
    held = 0
    for _ in range(4_000):
        found = estimate([chance.gauss(10, 3) for _ in range(6)])
        assert found is not None
        held += found.low <= 10 <= found.high
    # 95 % of 4,000, give or take 3.3 standard errors.
    assert 3_755 <= held <= 3_845


def test_one_play_has_no_interval_and_none_has_no_mean() -> None:
    one = estimate([3.0])
    assert one is not None
    assert (one.mean, one.half, one.differs_from_nothing) == (3.0, None, False)
    assert estimate([]) is None


def test_a_seed_that_lacks_one_of_two_values_counts_for_neither() -> None:
    found = difference([1.0, None, 3.0, 5.0], [2.0, 9.0, None, 7.0])
    assert found is not None
    assert (found.mean, found.n) == (1.5, 2)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0, 1))
def test_a_quantile_has_its_share_below_it(values: list[float], share: float) -> None:
    ordered = sorted(values)
    found = quantile(ordered, share)
    below = sum(value < found for value in ordered)
    assert found in ordered
    assert below <= share * len(ordered)


# Chance has the means that it is asked for.


def _average(draw: object, number: int = 20_000) -> float:
    return sum(draw() for _ in range(number)) / number  # type: ignore[operator]


def test_draws_have_the_means_that_they_are_asked_for() -> None:
    uniform = stream(1, "test")
    assert _average(lambda: exponential(uniform, 7)) == pytest.approx(7, rel=0.03)
    assert _average(lambda: lognormal(uniform, 20, 0.8)) == pytest.approx(20, rel=0.03)
    assert _average(lambda: count(uniform, 1.7)) == pytest.approx(1.7, rel=0.03)
    # Each try fails with one half: the number of failures has mean 1.
    assert _average(lambda: tries(uniform(), 0.5)) == pytest.approx(1, rel=0.04)


def test_streams_of_other_purposes_know_nothing_of_each_other() -> None:
    one, same, other = stream(1, "a"), stream(1, "a"), stream(1, "b")
    first = [one() for _ in range(5)]
    assert first == [same() for _ in range(5)]
    assert first != [other() for _ in range(5)]
