"""Laws that the seven modes keep over random contracts, and an oracle that plays records through.

The oracle: when the comparison says that old records fare under the new version, every random
record that is in order under the old one is in order under the new, and each move that could be
made can still be made and leads to the same state.
"""

from __future__ import annotations

from random import Random
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.base.findings import Finding, Severity
from dayline.contracts import compat, compat_fields, compat_life
from dayline.contracts.compat import Mode, changes, compatible
from dayline.contracts.compat_reading import Reading
from dayline.contracts.language import Contract
from tests.contracts.random_contracts import contract_plan, parsed
from tests.contracts.random_records import errors, outcomes, record
from tests.contracts.random_successors import successor

seeds = st.integers(0, 2**32)

# Old readers need not offer new moves, from more states or to more roles (see move_changes).
ONE_WAY = frozenset({
    "move-added", "move-removed", "move-from-narrowed", "move-from-widened", "move-by-narrowed",
    "move-by-widened",
})  # fmt: skip


def world(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # no secret: a seed replays a failure


def versions(rnd: Random, count: int) -> list[Contract]:
    """A contract and its next versions."""
    plan = contract_plan(rnd)
    while parsed(plan) is None:
        plan = contract_plan(rnd)
    found = []
    for _ in range(count):
        contract = parsed(plan)
        assert contract is not None
        found.append(contract)
        plan = successor(rnd, plan)
    return found


def breaks(mode: Mode, history: list[Contract], new: Contract) -> set[tuple[str, str]]:
    found = compatible(mode, history, new)
    return {(one.rule, one.message.split(" This breaks")[0]) for one in found if is_error(one)}


def is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def counterexample(rnd: Random) -> str:
    """A record that fares worse than the comparison promised, in words, or ""."""
    old, new = versions(rnd, 2)
    if any("backward" in change.breaks for change in changes(old, new)):
        return ""
    for _ in range(8):
        known = record(rnd, old)
        if errors(old, known):
            continue
        before, now = outcomes(old, known), outcomes(new, known)
        lost = {name for name, state in before.items() if now.get(name) != state}
        if problems := errors(new, known) or sorted(lost):
            return f"{problems}\n--- old\n{old.text}\n--- new\n{new.text}\n--- record\n{known.text}"
    return ""


@settings(max_examples=300)
@given(seeds)
def test_what_is_compatible_backward_loses_no_record_and_no_move(seed: int):
    assert counterexample(world(seed)) == ""


@pytest.mark.parametrize(
    ("target", "name", "forgetful"),
    [
        (Reading, "field_gap", lambda _self, _field: ""),
        (Reading, "section_gap", lambda _self, _section: ""),
        (Reading, "link_gap", lambda _self, _link: ""),
        (Reading, "disordered", lambda _self: None),
        (compat_fields, "admits", lambda _reader, _writer: True),
        (compat_life, "stricter_gates", lambda _reading, _move: {}),
        (compat, "move_changes", lambda _pair: iter(())),
        (compat, "state_changes", lambda _pair: iter(())),
        (compat, "link_changes", lambda _pair: iter(())),
    ],
)
def test_the_oracle_catches_a_comparison_that_forgets(target: object, name: str, forgetful):
    with mock.patch.object(target, name, forgetful):
        assert any(counterexample(world(seed)) for seed in range(600))


@given(seeds)
def test_full_is_backward_and_forward(seed: int):
    *history, new = versions(world(seed), 3)
    for suffix in ("", "_TRANSITIVE"):
        both = breaks(Mode(f"BACKWARD{suffix}"), history, new)
        both |= breaks(Mode(f"FORWARD{suffix}"), history, new)
        assert breaks(Mode(f"FULL{suffix}"), history, new) == both


@given(seeds)
def test_a_transitive_mode_forbids_all_that_its_plain_mode_forbids(seed: int):
    *history, new = versions(world(seed), 4)
    for name in ("BACKWARD", "FORWARD", "FULL"):
        plain, transitive = Mode(name), Mode(f"{name}_TRANSITIVE")
        kinds = {rule for rule, _ in breaks(plain, history, new)}
        assert kinds <= {rule for rule, _ in breaks(transitive, history, new)}
        if all(not breaks(plain, [old], new) for old in history):
            assert not breaks(transitive, history, new)
        else:
            assert breaks(transitive, history, new)


@given(seeds)
def test_a_version_is_compatible_with_itself_and_everything_with_nothing(seed: int):
    first, second = versions(world(seed), 2)
    assert changes(first, first) == []
    for mode in Mode:
        assert compatible(mode, [first], first) == []
        assert compatible(mode, [], second) == []
    assert compatible(Mode.NONE, [first], second) == []


@given(seeds)
def test_forward_is_backward_the_other_way_round(seed: int):
    old, new = versions(world(seed), 2)
    there = [one for one in changes(old, new) if one.kind not in ONE_WAY]
    back = [one for one in changes(new, old) if one.kind not in ONE_WAY]
    for here, other in (("backward", "forward"), ("forward", "backward")):
        assert any(here in one.breaks for one in there) == any(other in one.breaks for one in back)


@given(seeds)
def test_each_break_says_what_to_do(seed: int):
    old, new = versions(world(seed), 2)
    lines = new.text.count("\n")
    for change in changes(old, new):
        assert change.message.endswith(".")
        assert 1 <= change.line <= lines
        if change.breaks:
            assert change.remedy, change
        if "backward" in change.breaks:
            # Some gates ask what no answer can mend afterwards: they are told by their name.
            assert change.question or change.rule or change.where.endswith("field_is"), change
            assert "{ref}" not in change.ask("TH-1")
