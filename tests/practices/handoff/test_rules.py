"""The draw, the words of a draft, and the chapters of a walkthrough, for any input."""

from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.heads import split
from dayline.base.markdown import scan
from dayline.contracts.library import released
from dayline.practices.handoff.drafting import (
    PROMPTS,
    RULED_OUT,
    Head,
    Line,
    coded,
    drafted,
    marked,
    shown,
)
from dayline.practices.handoff.hints import likeness
from dayline.practices.handoff.items import marked as items_of
from dayline.practices.handoff.rules import asks_for_read_back
from dayline.practices.handoff.walkthrough import MOST, chapters_of, first_address, video_of

ANYTHING = st.text(max_size=200)


@given(seed=st.binary(min_size=32, max_size=32), shares=st.tuples(*[st.integers(0, 100)] * 2))
def test_the_draw_follows_the_share_and_nothing_else(seed: bytes, shares: tuple[int, int]) -> None:
    low, high = sorted(shares)
    assert asks_for_read_back(seed, "H-1", 100)
    assert not asks_for_read_back(seed, "H-1", 0)
    if asks_for_read_back(seed, "H-1", low):
        assert asks_for_read_back(seed, "H-1", high)


def test_about_as_many_are_drawn_as_the_share_says() -> None:
    seeds = [number.to_bytes(32, "big") for number in range(4000)]
    drawn = sum(asks_for_read_back(seed, "H-1", 30) for seed in seeds)
    assert 1100 < drawn < 1300  # 1,200 expected; 3.4 standard deviations either way
    other = sum(
        asks_for_read_back(seed, "H-1", 50) != asks_for_read_back(seed, "H-2", 50) for seed in seeds
    )
    assert 1890 < other < 2110  # one handoff says nothing of another


@given(words=st.lists(ANYTHING, min_size=1, max_size=12), title=ANYTHING, name=ANYTHING)
def test_a_draft_is_the_contract_s_text_whatever_stands_in_its_lines(
    words: list[str], title: str, name: str
) -> None:
    sections = list(PROMPTS)
    lines = marked(
        Line(sections[at % len(sections)], f"Commit {coded(name)}: {shown(one)}", "4f2c9a1")
        for at, one in enumerate(words)
    )
    text = drafted(Head(title, "@london", "@austin", continues="H-1"), lines)
    head = split(text)
    assert head.fields["from"] == "@london"
    found = scan(text[head.end :])
    assert [one.text for one in found.headings if one.level == 2] == sections
    assert not found.links
    items = items_of(released()["handoff"], text)
    assert [one.type for one in items] == [
        line.type for section in sections for line in lines if line.section == section and line.type
    ]


@given(text=st.text(alphabet="0123456789:|-* a`<[]()\n", max_size=400))
def test_chapters_are_bounded_and_their_times_are_times(text: str) -> None:
    found = chapters_of(text)
    assert len(found) <= MOST
    for one in found:
        parts = [int(part) for part in one.time.split(":")]
        assert one.seconds == sum(60**at * part for at, part in enumerate(reversed(parts)))
        assert "\n" not in one.words
        assert one.address("") == ""
        assert one.address("https://v.example/x#y").endswith(f"/x#t={one.seconds}")


@given(text=ANYTHING | st.sampled_from(["javascript:alert(1)", " https://a b", "https://[", "//x"]))
def test_only_addresses_of_the_web_are_links(text: str) -> None:
    for found in (video_of(text), first_address(text)):
        assert found == "" or urlsplit(found).scheme in ("http", "https")
        assert found.isprintable()


def test_a_hint_needs_three_words_and_half_of_them() -> None:
    item = "Do not replay the batch by script: it posts under the new day and doubles."
    assert likeness(item, "I replay the batch with a script and it posts twice") >= 0.5
    assert likeness(item, "The batch") == 0.0
    assert likeness(item, "Coffee is out on the third floor again, who orders it?") == 0.0
    assert likeness("", "") == 0.0


def test_reverts_stand_under_what_was_ruled_out() -> None:
    text = drafted(Head("x", "@a", "@b"), [Line(RULED_OUT, "Commit 4f2c9a1: Revert", "4f2c9a1")])
    assert "## Ruled-out paths\n\n- Commit 4f2c9a1: Revert\n" in text
