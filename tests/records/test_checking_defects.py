"""Defects seeded into real records are found; a longer run is ``bench/check_defects.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dayline.records.checking import Checked
from tests.records.defects import DEFECTS, Defect, Texts, checked, load, run

Sets = tuple[Mapping[str, Texts], Mapping[str, Checked]]


@pytest.fixture(scope="module")
def sets(real_data: Callable[[str], Path]) -> Sets:
    """Real records by set, of large sets every eighth, and what is found in them untouched."""
    root = real_data("adr-collections").parent
    texts = {
        name: dict(sorted(held.items())[:: 8 if len(held) > 100 else 1])
        for name, held in load(root).items()
    }
    return texts, {name: checked(held) for name, held in texts.items()}


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_every_seeded_defect_is_found(sets: Sets, defect: Defect) -> None:
    outcomes = run(defect, *sets, seed=7, share=0.3)
    assert outcomes
    assert [outcome for outcome in outcomes if not outcome.found] == []


def test_our_own_proposals_and_the_madr_decisions_are_in_order(sets: Sets) -> None:
    assert sets[1]["proposals"].findings == ()
    assert sets[1]["madr"].findings == ()
