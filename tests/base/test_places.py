"""Places found without a scan are the places that a scan finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given

from dayline.base.glance import glance
from dayline.base.markdown import scan
from dayline.base.places import heading_lines, link_places
from tests.base.test_markdown import TEXTS, members

TEXT = "# A\n\n[x](gone.md) and ![y](gone.md)\n\n## B\n\n### C\n\n- [z](other.md)\n\n## B\n"


def agree(text: str) -> int:
    """Asserts that both ways agree wherever the short one answers; how often it did."""
    seen, outline = glance(text), scan(text)
    answers = 0
    for target in dict.fromkeys(seen.targets):
        places = link_places(text, 0, seen, [target])
        if places is not None:
            answers += 1
            assert [(unquote(one.target), one.line, one.image) for one in places] == [
                (unquote(link.target), link.line, link.image)
                for link in outline.links
                if unquote(link.target) == unquote(target)
            ]
    for position, heading in enumerate(outline.headings):
        lines = heading_lines(text, 0, seen, [position])
        if lines is not None:
            answers += 1
            assert lines == [heading.line]
    return answers


def test_places_of_plain_texts_are_found() -> None:
    assert agree(TEXT) == 6
    seen = glance(TEXT)
    assert heading_lines(TEXT, 0, seen, [1, 3]) == [5, 11]
    assert [place.line for place in link_places(TEXT, 0, seen, ["other.md", "gone.md"]) or ()] == [
        3,
        3,
        9,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[x](a.md) `[x](a.md)`\n",
        "[x](a.md)\n\n    [x](a.md)\n",
        "[x](a.md) <!-- [x](a.md) -->\n",
        "[x][r]\n\n[r]: a.md\n",
        "[![i](b.png)](a.md)\n",
        "[x](<a.md>)\n",
        "\\![x](a.md)\n",
        "`[x](a.md)`\n\n[y](<a.md>)\n",
        "<!-- [x](a.md) -->\n\n[y](<a.md>)\n",
    ],
)
def test_what_is_in_doubt_is_left_to_a_scan(text: str) -> None:
    assert link_places(text, 0, glance(text), ["a.md"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "## B\n\n```\n## B\n```\n",
        "```\n## B\n```\n\n- ## B\n",
        "> ## B\n",
        "- ## B\n",
        "B\n---\n",
        "## *B*\n",
        "## B ##\n",
    ],
)
def test_a_heading_in_doubt_is_left_to_a_scan(text: str) -> None:
    assert heading_lines(text, 0, glance(text), [0]) is None


@given(TEXTS)
def test_places_agree_with_a_scan(text: str) -> None:
    agree(text)


@pytest.mark.parametrize(
    "name", ["sourcegraph-handbook/docs-md.tar.xz", "rust-rfcs/rfcs-md.tar.xz"]
)
def test_places_in_real_texts_agree_with_a_scan(
    real_data: Callable[[str], Path], name: str
) -> None:
    texts = list(members(real_data(name)))[::6]
    answers = [agree(text) for text in texts]
    assert sum(answers) > len(texts)
