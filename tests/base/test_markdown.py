"""Headings, links and anchors as CommonMark and GitHub see them, and HTML that is safe to show."""

from __future__ import annotations

import html
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.glance import glance
from dayline.base.markdown import (
    LIMIT_CHARACTERS,
    Anchors,
    heading_key,
    rendered,
    scan,
    section,
    slugify,
    slugs,
)
from dayline.base.outline_events import OPTIONS

TEXT = """\
---
id: 1
---
# The *plan* for `é`

Intro with [one](a.md "t"), ![pic](p.png) and <https://x.org/y>.

```sh
# not a heading, [not a link](no.md)
```

Setext over
two lines
---------

- item

  ## In a list [two][ref]

> # Quoted
> [three](<a b.md>)

<!-- # commented [out](no.md) -->

    # indented code

[![badge](b.svg)](ci.md) and `[code](no.md)` and \\[no](no.md)

## Setup
## Setup ##

[ref]: c%20d.md#Top
"""


def test_headings_have_level_text_line_and_their_bytes() -> None:
    start = TEXT.index("# The")
    outline = scan(TEXT, start=start, first_line=4)
    assert [(one.level, one.text, one.line) for one in outline.headings] == [
        (1, "The plan for é", 4),
        (2, "Setext over two lines", 12),
        (2, "In a list two", 18),
        (1, "Quoted", 20),
        (2, "Setup", 29),
        (2, "Setup", 30),
    ]
    for heading in outline.headings:
        lines = TEXT[heading.start : heading.end]
        assert TEXT.count("\n", 0, heading.start) + 1 == heading.line
        assert lines.endswith("\n")
        assert heading.text.split()[0] in lines


def test_links_have_target_text_line_and_place() -> None:
    outline = scan(TEXT)
    assert [(one.target, one.text, one.line, one.image) for one in outline.links] == [
        ("a.md", "one", 6, False),
        ("p.png", "pic", 6, True),
        ("https://x.org/y", "https://x.org/y", 6, False),
        ("c%20d.md#Top", "two", 18, False),
        ("a b.md", "three", 21, False),
        ("ci.md", "badge", 27, False),
        ("b.svg", "badge", 27, True),
    ]
    assert all(TEXT[link.start] in "[!<" for link in outline.links)


def test_an_address_of_mail_is_no_path() -> None:
    assert [link.target for link in scan("<a@b.org>").links] == ["mailto:a@b.org"]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Context and Problem Statement", "context-and-problem-statement"),
        ("What's new?", "whats-new"),
        ("C++ & C#", "c--c"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("  padded  ", "padded"),
        ("Überblick", "überblick"),
        ("日本語 見出し", "日本語-見出し"),
        ("e\u0301tude", "e\u0301tude"),
        ("1. First", "1-first"),
        ("emoji 🎉 here", "emoji--here"),
        ("a.b/c", "abc"),
    ],
)
def test_anchors_are_those_of_github(heading: str, anchor: str) -> None:
    assert slugify(heading) == anchor


def test_the_second_of_two_headings_gets_a_number() -> None:
    assert slugs(["Setup", "Setup", "Setup-1", "setup"]) == [
        "setup",
        "setup-1",
        "setup-1-1",
        "setup-2",
    ]


def test_anchors_of_html_and_of_other_renderers_count() -> None:
    text = '# A {#custom}\n\n<a name="one"></a>\n<div id=two>\n\n<h2>Three four</h2>\n\n</div>\n'
    outline = scan(text)
    for anchor in ("custom", "a", "one", "two", "three-four", "top", "L12", "A", ""):
        assert outline.has_anchor(anchor), anchor
    assert not outline.has_anchor("three")
    anchors = Anchors((heading.text for heading in outline.headings), text)
    assert anchors.near("Three:-Four?") == "three-four"
    assert anchors.near("?") == ""


def test_a_section_reaches_to_the_next_heading_of_its_level() -> None:
    text = "# T\n\n## 2. Context:\n\na\n\n### Deep\n\nb\n\n## Decision\nc"
    outline = scan(text)
    assert section(text, outline, "context") == "\na\n\n### Deep\n\nb\n\n"
    assert section(text, outline, "DECISION") == "c"
    assert section(text, outline, "Consequences") is None
    assert heading_key("2.1 **Context**:") == "context"


# The two ways of looking, and the parser's own HTML as the judge of both.


def _in_html(text: str) -> tuple[list[int], list[str]]:
    """Heading levels and link targets in the HTML that pyromark makes of ``text``."""
    made = pyromark.html(text, options=OPTIONS)
    levels = [int(level) for level in re.findall(r"<h([1-6])>", made)]
    found = re.findall(r'<(?:a href|img src)="([^"]*)"', made)
    return levels, sorted(unquote(html.unescape(target)) for target in found)


def _scanned(text: str) -> tuple[list[tuple[int, str]], list[str]]:
    outline = scan(text)
    headings = [(heading.level, heading.text) for heading in outline.headings]
    return headings, sorted(unquote(link.target) for link in outline.links)


def _glanced(text: str) -> tuple[list[tuple[int, str]], list[str]]:
    seen = glance(text)
    return list(seen.headings), sorted(map(unquote, seen.targets))


PIECES = st.sampled_from([
    "# A", "## B ##", "#", "#x", "Text", "T\n===", "U\n---", "---", "- ", "  ", "\t", "> ", "1. ",
    "[a](b.md)", "[a](b.md#c \"t\")", "![i](p.png)", "[r]", "[r][]", "[t][r]", "\n[r]: d.md\n",
    "[![i](p)](q)", "`", "``", "```\n", "~~~\n", "<https://x.y/z>", "<a@b.c>", "<b>", "</b>",
    "<br>", "<!--", "-->", "<div>\n", "</div>\n", '<a href="z">', "<h2>H</h2>", "[^1]",
    "</a>", '<img src="z">', "<h1>", "</h1>", "<A>", "[x](</a>)", "\n[r]: <h1>\n", "`</a>`",
    "<b title='>'>", '<i id="a > b">', "<!-- \" -->", "<br />", "  \n",
    "![t][r]", "![t", "![t\\][a](b)",
    "\n[^1]: note\n",
    "\\", "*", "**", "_", "~~", "&amp;", "&", "é", "😀", " | ", "\n|-|-|\n", "[ ] ", "(", ")", "[",
    "]", "!", '"', "'", "[a b](<c d>)", "[p](a(b)c)", "[e](\\(x)", "[u](ü.md)", "\r\n", "\0",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.sampled_from(["\n", "\n\n"]), max_size=30).map("".join)


@given(TEXTS)
def test_a_glance_sees_what_a_scan_sees(text: str) -> None:
    assert _glanced(text) == _scanned(text)


@given(TEXTS)
def test_a_scan_sees_what_is_shown(text: str) -> None:
    if any(own in text for own in ("<a ", "<img ", "<h1", "<h2", "[^", "!")):
        return  # a person's own HTML, notes, and links in the text of images are shown otherwise
    headings, targets = _scanned(text)
    assert ([level for level, _ in headings], targets) == _in_html(text)


@given(TEXTS, st.integers(0, 3))
def test_places_point_at_what_they_name(text: str, lines_before: int) -> None:
    before = "é\n" * lines_before
    whole = before + text
    outline = scan(whole, start=len(before), first_line=lines_before + 1)
    for heading in outline.headings:
        assert whole.count("\n", 0, heading.start) + 1 == heading.line
        assert heading.end == len(whole) or whole[heading.end - 1] == "\n"
        assert (
            "#" in whole[heading.start : heading.end]
            or "\n" in whole[heading.start : heading.end].strip()
        )
    for link in outline.links:
        assert whole.count("\n", 0, link.start) + 1 == link.line
        assert whole[link.start] == ("!" if link.image else whole[link.start])
        assert whole[link.start] in "[!<"


def members(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as pack:
        for member in pack:
            file = pack.extractfile(member) if member.name.endswith(".md") else None
            if file:
                yield file.read().decode()


@pytest.mark.parametrize(
    "name", ["sourcegraph-handbook/docs-md.tar.xz", "rust-rfcs/rfcs-md.tar.xz", "adr-collections"]
)
def test_real_texts_look_the_same_both_ways(real_data: Callable[[str], Path], name: str) -> None:
    place = real_data(name)
    files = (path.read_bytes().decode() for path in sorted(place.rglob("*.md")))
    texts = list(files if place.is_dir() else members(place))
    assert texts
    for text in texts:
        assert _glanced(text) == _scanned(text)


# Hostile texts, and what may be shown.


HOSTILE = {
    "open brackets": "[" * 20_000,
    "nested links": "[a](" * 20_000,
    "images": "![" * 20_000,
    "quotes": ">" * 20_000 + "a",
    "lists": "- " * 50_000 + "a",
    "emphasis": "*a **b " * 20_000,
    "backticks": "".join("`" * length + "a" for length in range(1_000)),
    "a wide table": ("|a" * 500 + "|\n") + ("|-" * 500 + "|\n") + ("|a" * 500 + "|\n") * 200,
    "comments": "<!--" * 20_000,
    "angles": "<" * 100_000,
    "references": "[a]: " + "x" * 12_000 + "\n\n" + "[a]" * 4_000,
    "notes": "[^1]" * 50_000 + "\n\n[^1]: a",
    "NULs": "a\0" * 100_000,
    "directions": "\u202e\u2066\u200b\u200d" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markdown_is_bounded(name: str) -> None:
    text = HOSTILE[name]
    assert _glanced(text) == _scanned(text)
    try:
        assert len(rendered(text)) <= 4 * 1024 * 1024
    except HostileInput as refusal:
        assert refusal.findings  # noqa: PT017  (either is good)


@pytest.mark.parametrize(
    "text", ["x" * (LIMIT_CHARACTERS + 1), "#\n" * 30_000, "[a](b)\n" * 30_000], ids=range(3)
)
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(HostileInput):
        scan(text)
    with pytest.raises(HostileInput):
        glance(text)


def test_half_a_character_is_refused_with_its_line() -> None:
    for look in (scan, rendered):
        with pytest.raises(InvalidInput) as caught:
            look("a\n\nb\ud800\n", path="a.md")
        assert caught.value.findings[0].place == "a.md:3"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<iframe src=//evil></iframe>",
        "<math><mtext><style><!--</style><img title='--><img src onerror=alert(1)>'>",
        "![x](data:text/html,<script>alert(1)</script>)",
    ],
)
def test_what_is_shown_runs_nothing(attack: str) -> None:
    shown = rendered(attack).lower()
    assert "<script" not in shown
    assert "onerror=" not in re.sub(r"&[a-z]+;.*", "", shown)
    assert not re.search(r"""(?:href|src)=["']?\s*(?:javascript|data):""", shown)
    assert "<iframe" not in shown


def test_what_github_writes_is_shown() -> None:
    shown = rendered("~~a~~\n\n|x|\n|-|\n|y|\n\n- [x] done\n\nn[^1]\n\n[^1]: note\n")
    for part in ("<del>a</del>", "<th>x</th>", "<td>y</td>", "note"):
        assert part in shown
