"""Showing a passage from where it was noted is the same as cutting its text again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.search.chunks import chunks
from dayline.search.cuts import cut_at, pack

MARKDOWN = """# Keys `per` *capture*

Before any section.

## Why [so](https://example.org)

Because of the `## not a heading`.

Setext heading
--------------

Words.

### Deep #

More words.
"""
RESTRUCTURED = """Keys
====

Words.

Why so
------

More, with ``code``.

Why not
-------

Less.
"""
WITH_CODE = """\
======
Styles
======

.. note:: Read on.

Names like ``__init__`` \\*\\*
-----------------------------

Write it so::

  # Correct:
  name = 1

Why *so*, :func:`~os.path` and __all__
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

  # Nor is this one.

Less
----

Said.

C#
==

Sharp.

Longer than what stands under it
----

End.
"""
line = st.sampled_from(
    [
        "# One",
        "## Two `x`",
        "### Three",
        "Four",
        "====",
        "----",
        "",
        "words " * 90,
        "    code",
        "```",
        "~~~~~",
        ".. note::",
        "So::",
    ]
)


def test_only_what_is_underlined_is_a_heading_of_restructured_text():
    names = "Names like __init__ **"
    assert [one.headings for one in chunks(WITH_CODE)] == [
        ("Styles",),
        ("Styles", names),
        ("Styles", names, "Why so, os.path and __all__"),
        ("Styles", "Less"),
        ("Styles", "Less", "C#"),
        ("Styles", "Longer than what stands under it"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\nThe namespace is std::\n\n    int x;\n\n## Two\n\nText.\n",
        "# One\n\n.. and so on\n\n## Two\n",
        "# One\r\n\r\n```\r\n.. note:: x\r\n```\r\n\r\n## Two\r\n",
        "# One\n\n````rst\n.. note:: x\n\nQuoted\n======\n````\n\n## Two\n",
        "One\n===\n\n~~~\nQuoted\n======\n\nAgain\n=====\n~~~\n\nTwo\n---\n",
    ],
)
def test_markdown_that_looks_like_restructured_text_keeps_its_headings(text: str) -> None:
    named = [heading for one in chunks(f"{text}\nEnd.\n") for heading in one.headings[-1:]]
    assert named[0] == "One"
    assert named[-1] == "Two"


def test_a_text_that_quotes_restructured_text_in_a_fence_is_markdown():
    quoting = f"# One\n\nWords.\n\n```rst\n{WITH_CODE}```\n\n## Two\n\nMore.\n"
    assert {one.headings for one in chunks(quoting)} == {("One",), ("One", "Two")}


@pytest.mark.parametrize("text", [MARKDOWN, RESTRUCTURED, WITH_CODE, "", "no heading at all"])
def test_every_passage_is_told_as_it_was_cut(text: str) -> None:
    cuts = chunks(text)
    packed = pack(7, cuts)
    assert [cut_at(packed, 7, at, text) for at in range(len(cuts))] == cuts
    assert cut_at(packed, 7, -1, text) == cut_at(packed, 7, 999, text) == cuts[0]


@given(st.lists(line, max_size=30).map("\n".join))
def test_places_are_kept_of_any_text(text: str) -> None:
    cuts = chunks(text)
    packed = pack(2**20, cuts)
    for at, cut in enumerate(cuts):
        found = cut_at(packed, 2**20, at, text)
        assert found is not None
        assert (found.start, found.end, found.marks) == (cut.start, cut.end, cut.marks)


def test_places_of_another_text_are_not_used() -> None:
    assert cut_at(pack(7, chunks(MARKDOWN)), 8, 0, MARKDOWN) is None
    assert cut_at(b"", 7, 0, MARKDOWN) is None
