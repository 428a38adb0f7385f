"""The fair hour: shared where there is one, else by turns, so that a year is fair between sites."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.meeting_fairness import PLACES, year
from dayline.base.hours import hours
from dayline.base.micros import DAY, HOUR, MINUTE, from_micros, to_micros
from dayline.people.schedule_text import parse_schedule
from dayline.practices.meeting.slots.rules import Site, burden, carried, fair_slot, spread, together

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)


def site(zone: str, week: str = "mon-fri 9-18") -> Site:
    return Site(zone, hours(parse_schedule(f"week: {week}", zone=zone).awake))


def at(text: str) -> int:
    return to_micros(datetime.fromisoformat(text).replace(tzinfo=UTC))


AUSTIN, LONDON, SINGAPORE = map(site, ("America/Chicago", "Europe/London", "Asia/Singapore"))


def test_a_shared_hour_is_taken_and_costs_nobody_anything() -> None:
    found = fair_slot([AUSTIN, LONDON], at("2026-11-18T09:00"), length=30 * MINUTE)
    assert (from_micros(found.start).hour, found.is_shared) == (15, True)  # 9:00 in Austin
    assert set(found.burden.values()) == {0.0}


def test_three_sites_without_a_shared_hour_are_told_so_and_somebody_pays() -> None:
    found = fair_slot([AUSTIN, LONDON, SINGAPORE], at("2026-11-18T09:00"))
    assert not found.is_shared
    assert sum(found.burden.values()) > 0


def test_whoever_carried_least_pays_next() -> None:
    sites = [AUSTIN, SINGAPORE]
    first = fair_slot(sites, at("2026-11-18T09:00"), carried={"America/Chicago": 9.0})
    then = fair_slot(sites, at("2026-11-18T09:00"), carried={"Asia/Singapore": 9.0})
    assert (first.burden["America/Chicago"], then.burden["Asia/Singapore"]) == (0.0, 0.0)


def test_the_burden_is_hours_outside_the_day_times_the_hours_that_it_lasts() -> None:
    closing = at("2026-11-18T18:00")  # 18:00 in London
    assert burden(LONDON.hours, closing - HOUR, HOUR) == 0
    assert burden(LONDON.hours, closing + 2 * HOUR, HOUR) == pytest.approx(2.5)
    assert burden(LONDON.hours, closing + 2 * HOUR, HOUR // 2) == pytest.approx(2.25 / 2)
    assert burden(LONDON.hours, closing - HOUR // 2, HOUR) == pytest.approx(0.125)
    assert burden(LONDON.hours, at("2026-11-18T07:00"), HOUR) == pytest.approx(1.5)


def test_a_site_in_the_middle_makes_halves_possible() -> None:
    found = together([AUSTIN, LONDON, SINGAPORE], at("2026-11-18T00:00"))
    assert (found.shared, found.pairs) == (0, True)
    far = together([AUSTIN, SINGAPORE], at("2026-11-18T00:00"))
    assert (far.shared, far.pairs) == (0, False)


@pytest.mark.parametrize("name", sorted(PLACES))
def test_the_bad_hours_of_a_year_are_within_ten_percent_between_sites(name: str) -> None:
    told = year(PLACES[name])
    assert told.calls == 52
    assert told.spread <= 0.10, told
    assert told.shared == 0 or set(told.burden.values()) == {0.0}


def test_without_turns_the_same_year_would_not_be_fair() -> None:
    zones = PLACES["Austin, London, Singapore"]
    assert year(zones, turns=False).spread > 0.5


zones = st.sampled_from(
    ["America/Chicago", "Europe/London", "Asia/Singapore", "Asia/Kolkata", "Australia/Sydney",
     "America/Sao_Paulo", "Pacific/Auckland", "Africa/Nairobi"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(zones, min_size=2, max_size=4, unique=True),
    st.integers(0, 364),
    st.lists(st.floats(0, 40), min_size=4, max_size=4),
)
def test_no_other_time_is_fairer_by_the_stated_measure(
    where: list[str], day: int, past: list[float]
) -> None:
    sites = [site(zone) for zone in where]
    after = to_micros(MONDAY + timedelta(days=day))
    so_far = dict(zip(where, past, strict=False))
    found = fair_slot(sites, after, carried=so_far)
    assert after <= found.start < after + 5 * DAY + HOUR
    cost = {one.id: burden(one.hours, found.start, found.stop - found.start) for one in sites}
    assert cost == pytest.approx(dict(found.burden))
    if found.is_shared:
        assert not any(cost.values())
        return

    def unfair(start: int) -> float:
        then = [so_far[one.id] + burden(one.hours, start, 15 * MINUTE) for one in sites]
        return 2 * max(then) - min(then)

    for start in range(after, after + 5 * DAY, 3 * HOUR + 15 * MINUTE):
        assert any(burden(one.hours, start, 15 * MINUTE) for one in sites)
        assert unfair(start) >= unfair(found.start) - 1e-5


def test_past_calls_are_added_up_by_site() -> None:
    calls = [
        (at("2026-11-18T20:00"), HOUR, frozenset({"Europe/London", "America/Chicago"})),
        (at("2026-11-19T20:00"), HOUR, frozenset({"America/Chicago"})),
    ]
    assert carried([AUSTIN, LONDON], calls) == pytest.approx(
        {"America/Chicago": 0.0, "Europe/London": 2.5}
    )
    assert spread({"a": 11.0, "b": 10.0}) == pytest.approx(0.1)
    assert spread({"a": 0.0, "b": 0.0}) == 0
