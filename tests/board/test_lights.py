"""A light says what is so: worse facts never make it greener, and it always tells why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.micros import HOUR
from dayline.board.rules import (
    BLOCKED,
    ROTTEN,
    STALE,
    Light,
    Work,
    evidence,
    light,
    light_of,
    words_of,
)

amounts = st.integers(0, 200 * HOUR)
clocked = st.builds(
    Work,
    ref=st.sampled_from(["D-1", "H-2", "Q-3"]),
    waited=amounts,
    left=st.integers(-50 * HOUR, 100 * HOUR),
    promised=st.none() | st.integers(1, 100 * HOUR),
    late=st.booleans(),
    human=st.booleans(),
    blocks=st.just(()) | st.just(("S-1",)),
)
unclocked = st.builds(
    Work,
    ref=st.sampled_from(["D-1", "H-2", "Q-3"]),
    waited=amounts,
    blocks=st.just(()) | st.just(("S-1",)),
)
works = clocked | unclocked


@given(work=clocked, more=amounts)
def test_less_time_left_never_makes_a_light_greener(work: Work, more: int):
    assert work.left is not None
    assert light_of(work._replace(left=work.left - more)) >= light_of(work)


@given(work=works, more=amounts)
def test_longer_waiting_never_makes_a_light_greener(work: Work, more: int):
    assert light_of(work._replace(waited=work.waited + more)) >= light_of(work)


@given(work=works)
def test_running_out_and_blocking_others_never_make_a_light_greener(work: Work):
    before = light_of(work)
    assert light_of(work._replace(blocks=("S-9",))) >= before
    if work.left is not None:
        assert light_of(work._replace(late=True)) is Light.RED


@given(several=st.lists(works, max_size=6), one=works)
def test_more_work_never_makes_a_team_greener(several: list[Work], one: Work):
    assert light(evidence([*several, one])) >= light(evidence(several))


@given(several=st.lists(works, max_size=6))
def test_a_light_that_is_not_green_has_its_evidence_first_and_in_words(several: list[Work]):
    found = evidence(several)
    assert (light(found) is Light.GREEN) == (not found)
    assert [one.light for one in found] == sorted((one.light for one in found), reverse=True)
    assert all(one.words for one in found)
    if found:
        assert light(found) is found[0].light


@pytest.mark.parametrize(
    ("work", "expected", "words"),
    [
        (Work("D-1", HOUR), Light.GREEN, ""),
        (Work("D-1", STALE), Light.AMBER, "waits 16 awake-hours"),
        (Work("D-1", ROTTEN), Light.RED, "waits 80 awake-hours"),
        (Work("H-1", HOUR, 2 * HOUR, 2 * HOUR), Light.GREEN, "2 awake-hours left"),
        (Work("H-1", HOUR, HOUR // 2, 2 * HOUR), Light.AMBER, "30 awake-minutes left of 2"),
        (Work("H-1", HOUR, -3 * HOUR, 2 * HOUR), Light.RED, "3 awake-hours late"),
        (Work("H-1", HOUR, 0, 2 * HOUR, late=True), Light.RED, "late: its clock ran out"),
        (Work("I-1", HOUR, -HOUR, HOUR, human=False), Light.RED, "1 hour late"),
        (Work("Q-1", HOUR, blocks=("S-1",)), Light.AMBER, "blocks S-1; waits 1 awake-hour"),
        (Work("Q-1", BLOCKED, blocks=("S-1",)), Light.RED, "blocks S-1; waits 8"),
    ],
)
def test_what_a_light_says(work: Work, expected: Light, words: str):
    assert light_of(work) is expected
    assert words in words_of(work)
