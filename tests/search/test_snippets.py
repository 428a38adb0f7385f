"""Snippets against a plain reading: each mark is taken away where it stands, each word counted."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from dayline.base.words import terms
from dayline.search import chunks
from dayline.search.chunks import heading_at
from dayline.search.snippets import WIDTH, plainly, snippet

ADDRESS = re.compile(r"\bhttps?://\S+|(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)")
MARKUP = re.compile(
    r"[*`#>|]+|(?<!\w)_+|_+(?!\w)|\[(?=[^\]]*\])|(?<=\w)\]|!\[|^\s*[-+]\s", re.MULTILINE
)
FENCE = re.compile(r"[ \t>]*(`{3,}[^`]*|~{3,}.*)")
FOOTNOTE = re.compile(r"\s?\[(?:\d+|#[\w-]*|\*|[\w-]+)\]_(?!\w)")
WORD = re.compile(r"[^\W_]+(?:['\u2019.,_-][^\W_]+)*")
bits = (*"ab_*`#>|[]()!-+ \n\t\r", "http://x", "](", "\u00e9", '"', "\x85")
marked = st.lists(st.sampled_from(bits), max_size=40).map("".join)
said = st.lists(
    st.sampled_from(["refunds", "ledger.", "Ledger", "a", "posts_twice", "D-12", "x" * 30]),
    max_size=120,
)  # fmt: skip


@given(marked)
@example("-\n- a")
@example("\n\n  - - a")
@example("*_a_b_*")
@example("| a |\n|---|\r\n+===+===+\n--- a [1]_")
def test_marks_are_taken_away_where_they_stand(text: str) -> None:
    kept = [
        ""
        if FENCE.fullmatch(line)
        or (not line.strip("-=~^+:| \t\r") and re.search("---|===|~~~", line))
        else line
        for line in ADDRESS.sub(" ", text).split("\n")
    ]
    bare = MARKUP.sub("", FOOTNOTE.sub("", "\n".join(kept)))
    assert plainly(text) == re.sub(r"\s+", " ", bare).strip()


def test_the_language_of_code_is_none_of_its_words() -> None:
    markdown = "Do it:\n\n```python title=x\nrun()\n```\n\n> ~~~ sh\n> make\n> ~~~\n"
    assert plainly(markdown) == "Do it: run() make"
    assert plainly("So::\n\n.. code-block:: python\n\n   run()\n") == "So:: run()"
    assert plainly("See ```one``` there.") == "See one there."


@given(said, st.sets(st.sampled_from(["refund", "ledger", "post", "12", "d-12", "twice"])))
def test_the_stretch_with_most_words_is_shown(words: list[str], asked: set[str]) -> None:
    text = " ".join(words)
    pieces = snippet(text, asked)
    whole = [(m.start(), not asked.isdisjoint(terms(m.group()))) for m in WORD.finditer(text)]
    hits = [at for at, hit in whole if hit]
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert all(piece.marked == (not asked.isdisjoint(terms(piece.text)))
               for piece in pieces if piece.marked)  # fmt: skip
    if len(text) <= WIDTH:
        assert sum(piece.marked for piece in pieces) == len(hits)
    elif hits:
        best = max(hits, key=lambda at: (sum(at <= one < at + WIDTH * 0.8 for one in hits), -at))
        begins = [m.start() for m in re.finditer(re.escape(shown), text)]
        assert any(begin <= best < begin + len(shown) for begin in begins)


@given(st.text(st.sampled_from("#ab1 .,;:?-=\n\\*_`&"), max_size=14))
@example("# a")
@example("## Part 3\n")
@example("## a # b #")
@example("==\n a b\n==")
@example("`a` b\n-----")
def test_a_heading_read_by_itself_is_what_the_parser_reads(text: str) -> None:
    plain = chunks._PLAIN.fullmatch(text)
    whole = f"{text}\n"
    found = chunks.headings(whole, 0)
    if plain:
        assert [one.text for one in found] == [plain.group(1)]
    assert [heading_at(whole, (one.start, one.end)) for one in found] == [one.text for one in found]
