"""The path of a newcomer: foundations first, within the time there is, whatever the links say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dayline.briefing.rules import GONE, WORDS_A_MINUTE, Path, Text, reading_path

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def text(ref: str, *, minutes: int = 5, state: str = "accepted", day: int = 0) -> Text:
    words = minutes * WORDS_A_MINUTE
    return Text(ref, "decision", ref, state, words, DAY + timedelta(days=day))


def order(path: Path) -> list[str]:
    return [one.text.ref for one in path.steps]


def test_what_others_build_on_is_read_first():
    texts = [text("D-3", day=3), text("D-1", day=9), text("D-2", day=2)]
    links = [("D-3", "requires", "D-1"), ("D-2", "required_by", "D-3"), ("D-1", "amends", "D-2")]
    assert order(reading_path(texts, links, minutes=60)) == ["D-2", "D-1", "D-3"]


def test_what_was_replaced_is_left_out():
    texts = [text("D-1", state="superseded"), text("D-2"), text("D-3", state="rejected")]
    path = reading_path(texts, [("D-2", "requires", "D-1")], minutes=60)
    assert order(path) == ["D-2"]
    assert path.steps[0].after == ()


def test_what_carries_most_is_taken_when_time_is_short():
    texts = [text("D-1", minutes=10), *(text(f"D-{n}", minutes=10, day=n) for n in range(2, 6))]
    links = [(f"D-{n}", "requires", "D-1") for n in range(2, 6)]
    path = reading_path(texts, links, minutes=25)
    assert order(path) == ["D-1", "D-5"]
    assert path.steps[0].bears == 4
    assert path.minutes == 20
    assert [one.ref for one in path.later] == ["D-4", "D-3", "D-2"]


def test_a_circle_is_broken_by_its_oldest():
    texts = [text("D-1", day=3), text("D-2", day=1), text("D-3", day=2)]
    links = [("D-1", "requires", "D-2"), ("D-2", "requires", "D-3"), ("D-3", "requires", "D-1")]
    assert order(reading_path(texts, links, minutes=60)) == ["D-2", "D-1", "D-3"]


REFS = [f"D-{number}" for number in range(8)]
TEXTS = st.lists(
    st.builds(
        text,
        st.sampled_from(REFS),
        minutes=st.integers(1, 20),
        state=st.sampled_from(["accepted", "superseded", "published"]),
        day=st.integers(0, 5),
    ),
    max_size=10,
    unique_by=lambda one: one.ref,
)
MEANS = ["requires", "required_by", "amends", "relates_to", "supersedes", "implements"]
LINKS = st.lists(
    st.tuples(st.sampled_from(REFS), st.sampled_from(MEANS), st.sampled_from(REFS)), max_size=20
)


@given(TEXTS, LINKS, st.integers(0, 100))
def test_a_path_fits_the_time_holds_its_foundations_and_forgets_nothing(
    texts: list[Text], links: list[tuple[str, str, str]], minutes: int
):
    path = reading_path(texts, links, minutes=minutes)
    assert path.minutes <= minutes
    taken = order(path)
    alive = {one.ref for one in texts if one.state not in GONE}
    assert sorted([*taken, *(one.ref for one in path.later)]) == sorted(alive)
    below = {
        (source, target)
        for source, means, target in links
        if means in ("requires", "amends", "implements") and source != target
    } | {(target, source) for source, means, target in links if means == "required_by"}
    for later, earlier in below:
        if later in taken and earlier in alive and earlier != later:
            assert earlier in taken
    if not _circular(below, alive):
        for step in path.steps:
            assert all(taken.index(one) < taken.index(step.text.ref) for one in step.after)
    assert reading_path(list(reversed(texts)), list(reversed(links)), minutes=minutes) == path


def _circular(below: set[tuple[str, str]], alive: set[str]) -> bool:
    left = {pair for pair in below if set(pair) <= alive and pair[0] != pair[1]}
    while True:
        free = {one for one in alive if all(later != one for later, _ in left)}
        rest = {pair for pair in left if pair[1] not in free}
        if rest == left:
            return bool(left)
        left = rest
