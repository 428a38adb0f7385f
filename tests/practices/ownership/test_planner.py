"""The planner: never worse than today, near the optimum, within limits, and honest about costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.ownership import optimum, organisation
from dayline.base.errors import InvalidInput
from dayline.base.hours import hours
from dayline.base.micros import to_micros
from dayline.people.schedule_text import parse_schedule
from dayline.practices.ownership.hours import gaps
from dayline.practices.ownership.reading import read_organisation
from dayline.practices.ownership.rules import expected, plan
from dayline.practices.ownership.terms import Organisation, Plan

NOW = to_micros(datetime(2026, 11, 18, 9, tzinfo=UTC))
FILE = """
sites:
  london: {zone: Europe/London, week: mon-fri 9-18, capacity: 60}
  austin: {zone: America/Chicago, week: mon-fri 9-18, capacity: 60}
  singapore: {zone: Asia/Singapore, week: mon-fri 9-18, capacity: 40}
areas:
  ledger: {owner: london, load: 25, transfer: 80}
  refunds: {owner: london, load: 15, transfer: 30, only: [london, austin]}
  risk: {owner: austin, load: 20, transfer: 60}
work:
  - {site: austin, area: refunds, often: 6}
  - {site: london, area: ledger, often: 9}
  - {site: singapore, area: risk, often: 7}
together:
  - {areas: [ledger, refunds], often: 2}
"""


def check(one: Organisation, made: Plan) -> None:
    """What must be true of every plan."""
    present = {area.id: area.owner for area in one.areas}
    assert made.before == pytest.approx(expected(one, present))
    assert made.after == pytest.approx(expected(one, made.owners))
    assert made.after <= made.before + 1e-9
    for site in one.sites:
        before, after = made.load[site.id]
        assert after <= max(site.capacity, before) + 1e-6
    assert made.saved == pytest.approx(sum(move.handoffs for move in made.moves), abs=1e-6)
    now = dict(present)
    for move in made.moves:
        assert now[move.area] == move.source != move.target
        then = {**now, move.area: move.target}
        assert move.handoffs == pytest.approx(expected(one, now) - expected(one, then))
        now = then
    assert now == dict(made.owners)


def test_random_organisations_are_never_worse_off_and_within_their_limits() -> None:
    """``bench/ownership.py`` plans a thousand, and larger ones."""
    better = 0
    for seed in range(200):
        one = organisation(seed, most_sites=5, most_areas=10)
        made = plan(one)
        check(one, made)
        better += made.after < made.before - 1e-9
    assert better > 180


def test_small_organisations_come_within_five_percent_of_the_optimum() -> None:
    for seed in range(20):
        one = organisation(20_000 + seed, most_sites=3, most_areas=7)
        best = optimum(one)
        assert plan(one).after <= best * 1.05 + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3))
def test_areas_that_stay_stay_and_no_more_move_than_asked(seed: int, most: int) -> None:
    one = organisation(seed, most_areas=8)
    fixed = one.areas[0]
    areas = (replace(fixed, stays=True), replace(one.areas[1], only=frozenset({one.sites[0].id})))
    one = replace(one, areas=(*areas, *one.areas[2:]))
    made = plan(one, most_moves=most)
    check(one, made)
    assert len(made.moves) <= most
    assert made.owners[fixed.id] == fixed.owner
    assert made.owners[areas[1].id] in {areas[1].owner, one.sites[0].id}
    assert plan(one, most_moves=most) == made


def test_a_file_is_planned_and_each_move_says_what_it_costs() -> None:
    one = read_organisation(FILE, NOW)
    made = plan(one)
    check(one, made)
    assert {move.area: move.target for move in made.moves} == {
        "risk": "singapore",
        "refunds": "austin",
    }
    risk = next(move for move in made.moves if move.area == "risk")
    assert (risk.hours, risk.handoffs) == (60, pytest.approx(7.0))
    assert risk.weeks == pytest.approx(60 / (7 * 1.5))
    assert made.hours == 90


def test_limits_bind_and_who_is_above_today_keeps_as_much() -> None:
    tight = read_organisation(FILE.replace("capacity: 40", "capacity: 10"), NOW)
    assert plan(tight).owners["risk"] != "singapore"
    over = read_organisation(FILE.replace("9-18, capacity: 60", "9-18, capacity: 15"), NOW)
    made = plan(over)
    assert set(made.above) == {"london", "austin"}
    assert made.load["london"][1] <= made.load["london"][0]


def test_gaps_are_what_part_of_the_working_time_the_other_is_not_there() -> None:
    zones = {"austin": "America/Chicago", "london": "Europe/London", "singapore": "Asia/Singapore"}
    sites = {
        name: hours(parse_schedule("week: mon-fri 9-18", zone=zone).awake)
        for name, zone in zones.items()
    }
    found = gaps(sites, NOW)
    both = found["austin", "london"], found["london", "austin"]
    assert both == pytest.approx((1 - 3 / 9, 1 - 3 / 9), abs=1e-4)
    assert found["london", "singapore"] == pytest.approx(1 - 1 / 9, abs=1e-4)
    assert found["austin", "singapore"] == 1.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("owner: austin", "owner: paris", "there is no site `paris`"),
        ("load: 20", "load: many", "areas.risk.load is no number"),
        ("site: austin, area", "site: oslo, area", "Row 1 of work names what is not there"),
        ("often: 9", "often: -1", "work.1.often is no number"),
        ("zone: Asia/Singapore", "zone: Moon/Base", "The hours of singapore"),
        ("together:", "toghether:", "`toghether` is no key here"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_lines(old: str, new: str, said: str) -> None:
    assert old in FILE
    with pytest.raises(InvalidInput) as refused:
        read_organisation(FILE.replace(old, new), NOW, path="org.yaml")
    (finding,) = [one for one in refused.value.findings if said in one.message]
    assert finding.line > 1
    assert finding.remedy
