"""What was acknowledged survives ``kill -9``, and what was not is there whole or not at all."""

from __future__ import annotations

import os

import pytest

from tests.journal.killing import Nursery


@pytest.fixture
def nursery(own_database: dict[str, str]):
    made = Nursery(own_database)
    yield made
    made.close()


def test_nothing_acknowledged_is_lost_and_nothing_is_half_applied(nursery: Nursery):
    """20 kills; DAYLINE_KILLS asks for more, and ``bench/kill.py`` prints the figures.

    Shown to fail: acknowledging before the commit loses acts; committing after each flush
    leaves halves.
    """
    kills = int(os.environ.get("DAYLINE_KILLS", "20"))
    for seed in range(kills):
        nursery.kill_one(seed)
    found = nursery.account()
    assert found["acked"] >= kills * 4 // 5, "four of five are killed after their first act"
    assert (found["lost"], found["half_applied"], found["faults"], found["tables"]) == (
        [],
        [],
        [],
        "",
    )
