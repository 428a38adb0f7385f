"""How long things wait when some wait still: worked by hand, and against plain counting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.clocks.survival import (
    Estimate,
    answered_within,
    kaplan_meier,
    quantile,
    waiting_after,
    wilson,
)

# Weeks of remission under 6-MP, that ended, or that lasted still when the trial ended.
# Freireich et al., Blood 21 (1963), 699-716; the worked figures are those of Collett, "Modelling
# Survival Data in Medical Research", and of every textbook since.
ENDED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
REMISSION = [(float(week), True) for week in ENDED] + [(float(week), False) for week in STILL]
WORKED = [
    (6, 21, 3, 0.8571, 0.0764),
    (7, 17, 1, 0.8067, 0.0869),
    (10, 15, 1, 0.7529, 0.0963),
    (13, 12, 1, 0.6902, 0.1068),
    (16, 11, 1, 0.6275, 0.1141),
    (22, 7, 1, 0.5378, 0.1282),
    (23, 6, 1, 0.4482, 0.1346),
]


def test_the_trial_of_1963_to_four_decimals():
    steps = kaplan_meier(REMISSION)
    found = [(s.time, s.at_risk, s.events, round(s.survival, 4), round(s.error, 4)) for s in steps]
    assert found == WORKED


def test_the_median_of_the_trial_is_23_weeks_and_has_no_upper_end():
    median = quantile(kaplan_meier(REMISSION), 0.5)
    assert (median.value, median.low, median.high) == (23.0, 13.0, None)


def test_worked_by_hand_in_awake_hours():
    """Five handoffs: answered after 1, 2 and 4 hours; two wait still, since 2 and 3 hours."""
    steps = kaplan_meier([(1, True), (2, True), (2, False), (3, False), (4, True)])
    # 4/5; then 4/5 * 3/4; then, with one left at risk, nothing.
    assert [round(step.survival, 3) for step in steps] == [0.8, 0.6, 0.0]
    # Greenwood at 2 hours: 0.6 * sqrt(1/(5*4) + 1/(4*3)) = 0.219
    assert steps[1].error == pytest.approx(0.2191, abs=1e-4)
    assert answered_within(steps, 2).value == pytest.approx(0.4)
    assert quantile(steps, 0.5).value == 4


def test_who_waits_still_makes_the_estimate_longer_not_shorter():
    fast = [(1.0, True)] * 5
    waiting = [(10.0, False)] * 5
    assert answered_within(kaplan_meier(fast), 1).value == 1
    honest = answered_within(kaplan_meier(fast + waiting), 1)
    assert honest.value == pytest.approx(0.5)
    assert quantile(kaplan_meier(fast + waiting), 0.9).value is None


def test_nothing_is_known_of_no_cases():
    assert kaplan_meier([]) == []
    assert quantile([], 0.5) == Estimate(None, None, None)
    assert waiting_after([], 3).value == 1


cases = st.lists(st.tuples(st.integers(0, 50).map(float), st.booleans()), min_size=1, max_size=60)


@given(st.lists(st.integers(0, 50).map(float), min_size=1, max_size=60), st.integers(0, 50))
def test_without_anybody_waiting_it_is_plain_counting(times, time):
    steps = kaplan_meier([(one, True) for one in times])
    plain = sum(one > time for one in times) / len(times)
    assert waiting_after(steps, time).value == pytest.approx(plain)


@given(cases)
def test_it_falls_and_its_band_holds_it(waits):
    steps = kaplan_meier(waits)
    values = [1.0, *(step.survival for step in steps)]
    assert values == sorted(values, reverse=True)
    for step in steps:
        found = waiting_after(steps, step.time)
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= step.survival <= found.high <= 1


@given(cases, st.integers(0, 50).map(float))
def test_a_longer_wait_of_one_that_waits_still_never_makes_answers_look_faster(waits, more):
    longer = [(time if event else time + more, event) for time, event in waits]
    for time in (1.0, 10.0, 30.0):
        before = answered_within(kaplan_meier(waits), time).value
        after = answered_within(kaplan_meier(longer), time).value
        assert after is not None
        assert before is not None
        assert after <= before + 1e-12


def test_wilson_by_hand():
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(20, 20)[1] == 1.0
