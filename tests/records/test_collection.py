"""What a set of records says as a whole: edges, gaps, links that only one end states."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.records.collection import (
    Collection,
    collection,
    collisions,
    missing_numbers,
    next_number,
    windows,
)
from dayline.records.dialect import Read, named, read_document


def adr(number: int, status: str = "Accepted", folder: str = "docs/adr") -> Read:
    text = (
        f"# {number}. Title {number}\n\n## Status\n\n{status}\n\n## Context\n\nA\n\n## Decision\n\n"
        "B\n\n## Consequences\n\nC\n"
    )
    return read_document(named("nygard"), f"{folder}/{number:04}-title.md", text)


def told(found: Collection) -> set[tuple[str, str]]:
    return {(finding.rule, finding.path.rpartition("/")[2][:4]) for finding in found.findings}


def test_links_become_edges_with_where_they_are_stated() -> None:
    found = collection([adr(1), adr(2, "Accepted\n\nSupersedes [1. Title 1](0001-title.md)")])
    [edge] = found.edges
    assert (edge.source, edge.means, edge.target) == ("ADR-2", "supersedes", "ADR-1")
    assert (edge.stated_in, edge.line) == ("docs/adr/0002-title.md", 7)
    assert found.current_of == {"ADR-1": ("ADR-2",)}


def test_a_link_that_only_the_new_record_states_is_told_at_the_old_one() -> None:
    found = collection([adr(1), adr(2, "Accepted\n\nSupersedes ADR-1")])
    assert found.one_sided == (("ADR-1", "ADR-2"),)
    assert told(found) == {("link-one-sided", "0001"), ("status-behind", "0001")}
    assert found.unmarked == ("ADR-1",)


def test_a_link_that_only_the_old_record_states_is_told_at_the_new_one() -> None:
    found = collection([adr(1, "Superseded by ADR-2"), adr(2)])
    assert told(found) == {("link-one-sided", "0002")}


def test_both_ends_in_step_leave_nothing_to_tell() -> None:
    found = collection([adr(1, "Superseded by ADR-2"), adr(2, "Accepted\n\nSupersedes ADR-1")])
    assert (found.findings, found.one_sided) == ((), ())


def test_superseded_by_nobody_is_told() -> None:
    found = collection([adr(1, "Superseded"), adr(2)])
    assert found.successorless == ("ADR-1",)
    assert told(found) == {("successor-missing", "0001")}


def test_a_successor_outside_of_the_collection_is_a_successor_and_dangles() -> None:
    found = collection([adr(1, "Superseded by ADR-7")])
    assert found.successorless == ()
    assert [edge.target for edge in found.dangling] == ["ADR-7"]


def test_records_that_replace_each_other_are_told() -> None:
    found = collection([adr(1, "Superseded by ADR-2"), adr(2, "Superseded by ADR-1")])
    assert ("lineage-cycle", "0001") in told(found)


def silent(number: int) -> Read:
    text = f"# {number}. Title\n\n## Context\n\nA\n\n## Decision\n\nB\n\n## Consequences\n\nC\n"
    return read_document(named("nygard"), f"docs/adr/{number:04}-title.md", text)


def test_a_status_is_missed_where_most_records_state_one() -> None:
    assert told(collection([adr(1), adr(2), silent(3)])) == {("status-missing", "0003")}
    assert told(collection([adr(1), silent(2)])) == set()
    assert told(collection([silent(1)])) == set()


def test_a_number_in_use_twice_is_told_at_the_second_file() -> None:
    second = read_document(named("nygard"), "docs/adr/0001-again.md", adr(1).text)
    found = collection([adr(1), second])
    [finding] = found.findings
    assert (finding.rule, finding.path) == ("number-duplicate", "docs/adr/0001-again.md")


def test_gaps_are_told_where_numbers_run_without_gaps() -> None:
    found = collection([adr(number) for number in (1, 2, 4, 7)])
    assert found.missing_numbers == (3, 5, 6)
    [finding] = found.findings
    assert "3, 5, 6" in finding.message


def test_gaps_are_no_gaps_where_numbers_come_from_issues() -> None:
    peps = [
        read_document(
            named("pep"), f"pep-{number:04}.rst",
            f"PEP: {number}\nTitle: X\nAuthor: A\nStatus: Draft\nType: Process\n"
            "Created: 02-Jan-2024\n\nX\n",
        )
        for number in (1, 2, 8)
    ]  # fmt: skip
    assert missing_numbers(peps) == ()
    assert missing_numbers([adr(1), adr(900)]) == ()


def test_each_folder_counts_for_itself() -> None:
    reads = [adr(1, folder="a"), adr(2, folder="a"), adr(1, folder="b"), adr(3, folder="b")]
    assert missing_numbers(reads) == (2,)


@given(st.sets(st.integers(0, 60), min_size=1))
def test_present_and_missing_numbers_fill_the_span(numbers: set[int]) -> None:
    missing = set(missing_numbers([adr(number) for number in sorted(numbers)]))
    if missing:
        assert missing | numbers == set(range(min(numbers), max(numbers) + 1))
    assert not missing & numbers


def test_the_next_number_follows_the_highest_in_use() -> None:
    assert next_number([adr(1), adr(4)]) == 5
    assert next_number([adr(1)], taken=[9]) == 10
    assert next_number([]) == 1


def test_one_number_on_two_sides_is_a_collision_and_each_is_offered_another() -> None:
    found = collisions(
        ["d/0005-a.md", "d/0006-b.md", "d/0007-same.md", "d/notes.md", "d/0000-template.md"],
        ["d/0005-x.md", "d/0006-y.md", "d/0007-same.md", "d/0008-z.md", "d/0000-template.md"],
        named("nygard"),
        taken=[1, 2, 3, 4],
    )
    assert [(item.ref, item.ours, item.theirs, item.free) for item in found] == [
        ("ADR-5", "d/0005-a.md", "d/0005-x.md", 9),
        ("ADR-6", "d/0006-b.md", "d/0006-y.md", 10),
    ]
    assert "number-collision" in {item.finding().rule for item in found}


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)), st.sets(st.integers(1, 40)))
def test_offered_numbers_are_free_and_different(
    ours: set[int], theirs: set[int], taken: set[int]
) -> None:
    found = collisions(
        [f"{number:04}-ours.md" for number in ours],
        [f"{number:04}-theirs.md" for number in theirs],
        named("nygard"),
        taken=taken,
    )
    offered = [item.free for item in found]
    assert len(found) == len(ours & theirs) == len(set(offered))
    assert not set(offered) & (ours | theirs | taken)


@pytest.mark.parametrize(
    ("posts", "resolved", "days", "possible"),
    [
        ("03-Jan-2024, 04-Jan-2024", "`13-Jan-2024 <https://x>`__", 10, True),
        ("03-Jan-2024", "`01-Jan-2024 <https://x>`__", -2, False),
        ("", "`01-Jan-2024 <https://x>`__", None, True),
    ],
)
def test_a_window_runs_from_the_first_post_to_the_resolution(
    posts: str, resolved: str, days: int | None, possible: bool
) -> None:
    text = (
        "PEP: 1\nTitle: X\nAuthor: A\nStatus: Final\nType: Process\nCreated: 02-Jan-2024\n"
        f"Post-History: {posts}\nResolution: {resolved}\n\nX\n"
    )
    read = read_document(named("pep"), "pep-0001.rst", text)
    [window] = windows([read])
    assert (window.created, window.days, window.possible) == (date(2024, 1, 2), days, possible)
    rules = {finding.rule for finding in collection([read]).findings}
    assert rules == (set() if possible else {"window-impossible"})


def test_a_record_without_a_dated_resolution_has_no_window() -> None:
    assert list(windows([adr(1)])) == []
