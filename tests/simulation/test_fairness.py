"""Equal seeds give equal bytes, and policies are compared over the same work."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from statistics import stdev

import pytest

from dayline.simulation.changes import changed
from dayline.simulation.experiment import Result, Variant, play_seed, run
from dayline.simulation.library import organisation_named
from dayline.simulation.organisation import Organisation
from dayline.simulation.policies import AWAKE, SYNC, WALL, Policy
from dayline.simulation.span import Span
from dayline.simulation.trace import replay
from dayline.simulation.workload import absences, items
from tests.simulation.organisations import MONDAY, MONTH, POLICIES, two_sites
from tests.simulation.watching import watched

REPOSITORY = Path(__file__).resolve().parents[2]


def _variants(organisation: Organisation) -> list[Variant]:
    return [Variant(policy.title, organisation, policy) for policy in POLICIES]


def _digests(results: list[Result]) -> list[list[str]]:
    return [[reading.digest for reading in result.readings] for result in results]


# The same seed.


def test_equal_seeds_give_equal_bytes_however_many_processes_play_them() -> None:
    variants = _variants(two_sites())
    alone = run(variants, range(1, 7), MONTH, jobs=1)
    together = run(variants, range(1, 7), MONTH, jobs=2)
    assert alone == together
    assert len({digest for row in _digests(alone) for digest in row}) == 18


_PRINT = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.simulation.test_fairness import MONTH, _digests, _variants, run, two_sites
print(_digests(run(_variants(two_sites()), range(3), MONTH)))
"""


def test_no_order_of_a_hash_gets_into_a_play() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _PRINT, str(REPOSITORY)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


def test_a_play_that_is_shown_is_the_play_that_was_counted() -> None:
    organisation = two_sites()
    [reading] = play_seed([Variant("", organisation, AWAKE)], 5, MONTH)
    shown = replay(organisation, AWAKE, 5, MONTH)
    assert (shown.digest, shown.number) == (reading.digest, reading.events)
    short = replay(organisation, AWAKE, 5, MONTH, until=100)
    assert (short.number, short.events[-1].number) == (100, 100)


# The same work.


@pytest.mark.parametrize(
    "change", ["engineers=tokyo:+3", "owns=routes:london", "hours=tokyo:mon-fri 07:00-15:00"]
)
def test_no_change_of_the_house_changes_what_comes_in(change: str) -> None:
    before, after = two_sites(), changed(two_sites(), [change])
    here = [item for item in items(before, 3, MONTH) if item.site == 0]
    there = [item for item in items(after, 3, MONTH) if item.site == 0]
    assert here == there


def test_a_new_colleague_leaves_the_absences_of_the_others_as_they_were() -> None:
    before, after = two_sites(), changed(two_sites(), ["engineers=london:+1"])
    assert absences(before, 3, MONTH)[1] == absences(after, 3, MONTH)[1]
    assert absences(before, 3, MONTH)[0] == absences(after, 3, MONTH)[0][:3]


def test_every_policy_meets_the_same_pieces_at_the_same_minute() -> None:
    organisation = two_sites()
    begun = [watched(organisation, policy, 9, MONTH).begun for policy in POLICIES]
    assert len(begun[0]) > 15
    assert begun[0] == begun[1] == begun[2]


def test_two_policies_that_differ_in_nothing_differ_by_nothing() -> None:
    organisation = two_sites()
    twin = replace(AWAKE, title="The same again")
    one, other = run(
        [Variant("A", organisation, AWAKE), Variant("B", organisation, twin)], range(8), MONTH
    )
    assert _digests([one]) == _digests([other])
    found = one.against(other, "lead_mean")
    assert found is not None
    assert (found.mean, found.half) == (0.0, 0.0)


@pytest.mark.parametrize("policy", [SYNC, WALL], ids=lambda policy: policy.name)
def test_the_same_work_makes_a_difference_easier_to_see(policy: Policy) -> None:
    """Paired by seed a difference varies less than between plays that meet other work."""
    organisation = organisation_named("meridian")
    span = Span(MONDAY, 84, 28)
    seeds = 16
    one, other = run(
        [Variant("A", organisation, policy), Variant("B", organisation, AWAKE)],
        range(seeds),
        span,
        jobs=2,
    )
    first, second = one.values("lead_mean"), other.values("lead_mean")
    paired = stdev(b - a for a, b in zip(first, second, strict=True) if a and b)
    shifted = [*second[1:], second[0]]
    apart = stdev(b - a for a, b in zip(first, shifted, strict=True) if a and b)
    assert paired < 0.7 * apart


# What is promised of the windows.


def test_each_reviewer_has_their_hours_where_awake_hours_decide() -> None:
    """The least over the most awake-hours of the reviewers: 0.9 and more, over simulated years."""
    organisation = organisation_named("meridian")
    wall, awake = run(
        [Variant("wall", organisation, WALL), Variant("awake", organisation, AWAKE)],
        range(1, 5),
        Span(organisation.begins),
        jobs=2,
    )
    least, baseline = awake.estimate("fair_worst"), wall.estimate("fair_worst")
    assert least is not None
    assert baseline is not None
    assert least.mean >= 0.9
    assert baseline.mean < 0.1
    assert awake.n("decisions") > 150
