"""Lanes beside a list: every line is one unbroken path, and no two lines share a lane."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.lanes import lay_out


def test_a_row_without_lines_stands_on_the_first_lane():
    assert [row.lane for row in lay_out(["a", "b"], {})] == [0, 0]


def test_a_line_keeps_its_lane_and_others_step_aside():
    rows = lay_out(["c", "x", "a"], {("c", "a"): "whole"})
    assert [row.lane for row in rows] == [0, 1, 0]
    assert [stroke.lane for stroke in rows[1].passing] == [0]
    assert [stroke.lane for stroke in rows[2].ending] == [0]


def test_one_row_may_replace_two_and_be_replaced_by_two():
    rows = lay_out(["d", "c", "b", "a"], dict.fromkeys([("d", "b"), ("c", "b"), ("d", "a")], ""))
    assert [len(row.beginning) for row in rows] == [2, 1, 0, 0]
    assert rows[3].ending


PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


@given(PAIRS, st.sampled_from(["", "part"]))
def test_each_line_can_be_followed_from_its_row_to_its_row(pairs, kind):
    rows = [str(number) for number in range(12)]
    lines = {(str(one), str(other)): kind for one, other in pairs}
    laid = lay_out(rows, lines)
    for one, other in pairs:
        upper, lower = sorted((one, other))
        if upper == lower:
            continue
        ends = [stroke.lane for stroke in laid[upper].beginning]
        assert any(_arrives(laid, lane, upper + 1, lower) for lane in ends)
    for row in laid:
        lanes = [stroke.lane for stroke in (*row.passing, *row.ending)]
        assert len(lanes) == len(set(lanes))
        assert row.lane not in [stroke.lane for stroke in row.passing]
        after = {s.lane for s in row.passing} | {s.lane for s in row.beginning}
        follows = laid.index(row) + 1
        if follows < len(laid):
            assert {stroke.lane for stroke in laid[follows].above} == after


def _arrives(laid, lane, number, goal):
    while number < goal:
        if lane not in [stroke.lane for stroke in laid[number].passing]:
            return False
        number += 1
    return lane in [stroke.lane for stroke in laid[goal].ending]
