"""The lot: across dependent teams, no repeats until all have met, the same by the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.base.hours import Hours, hours
from dayline.base.micros import DAY, from_micros, to_micros
from dayline.people.schedule_text import parse_schedule
from dayline.practices.coffee.rules import (
    LENGTH,
    QUESTIONS,
    Round,
    candidates,
    draw,
    questions,
    slot,
)

TEAMS = {
    "ana": ["austin"], "ben": ["austin"], "ines": ["london"], "omar": ["london"],
    "ken": ["singapore"], "mei": ["singapore"],
}  # fmt: skip
CHAIN = [("london", "austin"), ("singapore", "london")]


def played(may_meet: dict[str, frozenset[str]], count: int, seed: int = 1) -> list[Round]:
    past: list[Round] = []
    for number in range(count):
        drawn = draw(may_meet, past, f"{seed}.{number}")
        pairs = tuple(frozenset(pair) for pair in drawn.pairs)
        past.append(Round(pairs, frozenset(drawn.left)))
    return past


def test_only_people_of_teams_that_depend_on_each_other_meet() -> None:
    found = candidates(TEAMS, CHAIN)
    assert found["ana"] == {"ines", "omar"}
    assert found["ines"] == {"ana", "ben", "ken", "mei"}
    both = candidates({**TEAMS, "ana": ["austin", "london"]}, CHAIN)
    assert both["ana"] == {"ken", "mei"}  # those of her own teams she meets anyway


def test_everybody_meets_everybody_before_anybody_meets_twice() -> None:
    may_meet = candidates(TEAMS, [*CHAIN, ("singapore", "austin")])
    met = Counter(pair for each in played(may_meet, 4) for pair in each.pairs)
    assert set(met.values()) == {1}
    assert len(met) == 12  # all that there are: four rounds of three pairs, nobody sat out
    again = Counter(pair for each in played(may_meet, 8) for pair in each.pairs)
    assert max(again.values()) == 2


organisations = st.integers(2, 5).flatmap(
    lambda teams: st.tuples(
        st.lists(st.integers(0, teams - 1), min_size=2, max_size=18),
        st.sets(st.sampled_from(list(combinations(range(teams), 2))), min_size=1),
    )
)


@settings(max_examples=60, deadline=None)
@given(organisations, st.integers(0, 10**6))
def test_the_laws_of_every_round(
    organisation: tuple[list[int], set[tuple[int, int]]], seed: int
) -> None:
    members, links = organisation
    teams = {f"p{place}": [f"t{team}"] for place, team in enumerate(members)}
    may_meet = candidates(teams, [(f"t{a}", f"t{b}") for a, b in links])
    past: list[Round] = []
    met: Counter[frozenset[str]] = Counter()
    for number in range(6):
        drawn = draw(may_meet, past, f"{seed}.{number}")
        assert drawn == draw(may_meet, past, f"{seed}.{number}")
        everybody = [who for pair in drawn.pairs for who in pair]
        assert len(everybody) == len(set(everybody))
        assert set(everybody) | set(drawn.left) == set(teams)
        for one, other in drawn.pairs:
            assert other in may_meet[one]
            times = met[frozenset((one, other))]
            for who in (one, other):
                assert all(met[frozenset((who, each))] >= times for each in may_meet[who])
        pairs = tuple(frozenset(pair) for pair in drawn.pairs)
        met.update(pairs)
        past.append(Round(pairs, frozenset(drawn.left)))


def test_another_seed_draws_otherwise() -> None:
    may_meet = candidates(TEAMS, CHAIN)
    assert len({draw(may_meet, [], seed).pairs for seed in range(30)}) > 5


def test_whoever_sat_out_comes_first() -> None:
    teams = {"ana": ["a"], "ben": ["a"], "ken": ["b"]}
    may_meet = candidates(teams, [("a", "b")])
    first = draw(may_meet, [], 1)
    past = [Round(tuple(map(frozenset, first.pairs)), frozenset(first.left))]
    assert set(first.left) < set(draw(may_meet, past, 1).pairs[0]) | set(first.left)
    assert first.left[0] in draw(may_meet, past, 1).pairs[0]


def at(zone: str) -> Hours:
    return hours(parse_schedule("week: mon-fri 9-18", zone=zone).awake)


def test_the_hour_is_one_in_which_both_are_awake_or_there_is_none() -> None:
    after = to_micros(datetime(2026, 11, 18, 9, tzinfo=UTC))
    london, austin, singapore = map(at, ("Europe/London", "America/Chicago", "Asia/Singapore"))
    found = slot(london, austin, after)
    assert found is not None
    assert from_micros(found) == datetime(2026, 11, 19, 15, 10, tzinfo=UTC)
    for each in (london, austin):
        assert each.between_micros(found, found + LENGTH) == LENGTH
    assert slot(austin, singapore, after) is None
    assert found > after + DAY // 2


def test_who_is_never_awake_together_gets_three_questions() -> None:
    asked = questions("7", ["P-1", "P-2"])
    assert len(set(asked)) == 3
    assert set(asked) <= set(QUESTIONS)
    assert asked == questions("7", ["P-2", "P-1"])
