"""What is in force, what is half said, what stood on a day: pure rules over edges and revisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dayline.records.lineage import Edge, Revision, lineage, status_as_of, transitions
from tests.records.real_collections import truth

Data = Callable[[str], Path]
NAMES = "abcdefg"


def edge(source: str, means: str, target: str) -> Edge:
    return Edge(source, means, means, target, f"{source}.md", 1)


def replacing(*pairs: tuple[str, str]) -> list[Edge]:
    """Edges by which each new record, second in its pair, supersedes the old one."""
    return [edge(new, "supersedes", old) for old, new in pairs]


some_pairs = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14)


def test_a_chain_ends_in_what_is_current() -> None:
    line = lineage(replacing(("a", "b"), ("b", "c"), ("x", "c")))
    assert line.current_of == {"a": ("c",), "b": ("c",), "x": ("c",)}
    assert line.depth == {"a": 2, "b": 1, "x": 1}


def test_one_record_may_be_followed_by_several() -> None:
    line = lineage(replacing(("a", "b"), ("a", "c"), ("c", "d")))
    assert line.current_of["a"] == ("b", "d")
    assert line.depth["a"] == 2


def test_a_part_and_an_amendment_replace_nothing() -> None:
    edges = [
        edge("b", "supersedes_in_part", "a"), edge("a", "superseded_in_part_by", "b"),
        edge("b", "amends", "a"), edge("a", "requires", "b"), edge("a", "superseded_by", "a"),
    ]  # fmt: skip
    assert lineage(edges).pairs == {}


def test_what_one_end_says_and_what_both_say() -> None:
    line = lineage(
        [
            edge("b", "supersedes", "a"),
            edge("a", "superseded_by", "b"),
            edge("d", "supersedes", "c"),
            edge("e", "superseded_by", "f"),
        ]
    )
    assert line.both_say == (("a", "b"),)
    assert line.only_new_says == (("c", "d"),)
    assert line.only_old_says == (("e", "f"),)


def test_a_ring_has_nothing_current_and_is_named_once() -> None:
    line = lineage(replacing(("a", "b"), ("b", "c"), ("c", "a"), ("x", "a"), ("c", "d")))
    assert line.cycles == (("a", "b", "c"),)
    assert line.current_of["x"] == ("d",)
    assert line.depth == {}
    assert lineage(replacing(("a", "b"), ("b", "a"))).current_of == {"a": (), "b": ()}


def test_a_very_long_chain_takes_no_stack() -> None:
    names = [f"r{number}" for number in range(20_000)]
    line = lineage(replacing(*pairwise(names)))
    assert line.depth["r0"] == 19_999
    assert line.cycles == ()


def reachable(pairs: set[tuple[str, str]], start: str) -> set[str]:
    """Everything that follows ``start``, the plain way."""
    found = {new for old, new in pairs if old == start}
    while more := {new for old, new in pairs if old in found} - found:
        found |= more
    return found


@given(some_pairs)
def test_current_is_what_can_be_reached_and_is_not_superseded(
    stated: list[tuple[str, str]],
) -> None:
    pairs = {(old, new) for old, new in stated if old != new}
    line = lineage(replacing(*stated))
    superseded = {old for old, _ in pairs}
    assert {old: set(new) for old, new in line.current_of.items()} == {
        old: reachable(pairs, old) - superseded for old in superseded
    }


@given(some_pairs)
def test_rings_are_the_sets_that_reach_each_other(stated: list[tuple[str, str]]) -> None:
    pairs = {(old, new) for old, new in stated if old != new}
    expected = set()
    for name in NAMES:
        ring = {
            other
            for other in NAMES
            if other in reachable(pairs, name) and name in reachable(pairs, other)
        }
        if len(ring) > 1:
            expected.add(tuple(sorted(ring)))
    assert set(lineage(replacing(*stated)).cycles) == expected


@given(some_pairs)
def test_depth_is_the_longest_way_where_there_is_one(stated: list[tuple[str, str]]) -> None:
    pairs = {(old, new) for old, new in stated if old != new}
    line = lineage(replacing(*stated))

    def longest(name: str) -> int:
        return max((1 + longest(new) for old, new in pairs if old == name), default=0)

    endless = {
        name for name in NAMES
        if any(other in reachable(pairs, other) for other in {name, *reachable(pairs, name)})
    }  # fmt: skip
    assert line.depth == {
        old: longest(old) for old in {old for old, _ in pairs} if old not in endless
    }


@given(some_pairs, st.randoms(use_true_random=False))
def test_the_order_in_which_links_are_found_does_not_matter(stated, random) -> None:
    shuffled = list(stated)
    random.shuffle(shuffled)
    one, other = lineage(replacing(*stated)), lineage(replacing(*shuffled))
    assert one.pairs == other.pairs
    assert one.depth == other.depth
    assert {old: set(new) for old, new in one.current_of.items()} == {
        old: set(new) for old, new in other.current_of.items()
    }


# The status as of a day.


def test_the_status_as_of_any_day_is_that_of_the_truth(real_data: Data) -> None:
    timeline = truth(real_data("python-peps") / "truth_status_timeline.json")
    changed = [one for changes in timeline.values() for one in changes if one["from"] is not None]
    assert len(changed) == 1080
    for changes in timeline.values():
        revisions = [
            Revision(datetime.fromisoformat(change["date"]), change["to"], change["commit"])
            for change in changes
        ]
        assert [(now.status, before) for now, before in transitions(revisions)] == [
            (change["to"], change["from"]) for change in changes
        ]
        for change in changes:
            day = date.fromisoformat(change["date"][:10])
            for asked in (day - timedelta(1), day, day + timedelta(1)):
                expected = [
                    other["to"] for other in changes if other["date"][:10] <= asked.isoformat()
                ]
                assert status_as_of(revisions, asked) == (expected[-1] if expected else None)


def test_the_last_status_of_the_truth_is_that_of_the_files(real_data: Data) -> None:
    folder = real_data("python-peps")
    timeline = truth(folder / "truth_status_timeline.json")
    for record in truth(folder / "truth_records.json"):
        changes = timeline.get(str(record["id"]))
        if changes is None:
            continue  # one PEP came in under another name, and the truth has no history of it
        revisions = [Revision(datetime.fromisoformat(one["date"]), one["to"]) for one in changes]
        assert status_as_of(revisions, date(2026, 8, 23)) == record["status"]


def test_a_day_is_the_committers_unless_a_zone_is_asked_for() -> None:
    late = datetime(2024, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-7)))
    revisions = [Revision(late, "Accepted")]
    assert status_as_of(revisions, date(2024, 5, 1)) == "Accepted"
    assert status_as_of(revisions, date(2024, 5, 1), zone=UTC) is None
    assert status_as_of(revisions, date(2024, 5, 2), zone=UTC) == "Accepted"


def test_the_order_of_history_decides_where_clocks_went_backwards() -> None:
    revisions = [
        Revision(datetime(2024, 5, 3, tzinfo=UTC), "Draft"),
        Revision(datetime(2024, 5, 1, tzinfo=UTC), "Accepted"),
    ]
    assert status_as_of(revisions, date(2024, 5, 2)) == "Accepted"
    assert status_as_of(revisions, date(2024, 5, 4)) == "Accepted"


def test_a_text_edited_without_a_change_of_status_is_no_transition() -> None:
    revisions = [
        Revision(datetime(2024, 5, day, tzinfo=UTC), status)
        for day, status in enumerate(("Draft", "Draft", "Final", None, "Final"), start=1)
    ]
    assert [now.at.day for now, _ in transitions(revisions)] == [1, 3, 4, 5]
