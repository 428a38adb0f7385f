"""The algebra of spans, against sets of single instants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.spans import EMPTY, Spans, at_least, difference, intersection, spans, union

pairs = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)


def instants(found: Spans) -> set[int]:
    return {instant for start, end in found for instant in range(start, end)}


def of(several: list[tuple[int, int]]) -> set[int]:
    return {instant for start, end in several for instant in range(start, end)}


def is_normal(found: Spans) -> bool:
    edges = [edge for pair in found for edge in pair]
    return edges == sorted(set(edges))


@given(pairs)
def test_spans_are_sorted_and_neither_touch_nor_overlap(several):
    found = spans(several)
    assert is_normal(found)
    assert instants(found) == of(several)
    assert found.total == len(of(several))


@given(pairs, pairs)
def test_union_intersection_and_difference_are_those_of_sets(one, two):
    left, right = spans(one), spans(two)
    for found, wanted in (
        (union(left, right), of(one) | of(two)),
        (intersection(left, right), of(one) & of(two)),
        (difference(left, right), of(one) - of(two)),
    ):
        assert is_normal(found)
        assert instants(found) == wanted


@given(st.lists(pairs, min_size=1, max_size=5), st.integers(1, 5))
def test_at_least_so_many_are_counted(several, count):
    found = at_least(count, [spans(each) for each in several])
    assert is_normal(found)
    everything = [of(each) for each in several]
    wanted = {n for n in range(61) if sum(n in each for each in everything) >= count}
    assert instants(found) == wanted


@given(pairs, st.integers(-5, 65), st.integers(-5, 65))
def test_a_window_cuts_exactly(several, start, stop):
    found = spans(several).within(start, stop)
    assert is_normal(found)
    assert instants(found) == of(several) & set(range(start, stop))


@given(pairs, st.integers(-5, 65))
def test_membership_is_half_open(several, instant):
    assert (instant in spans(several)) == (instant in of(several))


def test_nothing_is_the_union_of_nothing():
    assert union() == intersection() == EMPTY
    with pytest.raises(ValueError, match="1"):
        at_least(0, [EMPTY])
