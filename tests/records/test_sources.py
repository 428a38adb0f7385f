"""Source files: what their comments and docstrings say, and on which line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.heads import split
from dayline.records.sources.languages import is_source, language_of
from dayline.records.sources.rules import LIMIT_CHARACTERS, sourced
from dayline.search.chunks import chunks

PYTHON = '''#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Sends letters.

Quietly, in the morning.
"""
import os  # noqa: F401

LIMIT = 3
"""Letters in a day."""


# Kept for a week.
# Then it goes.
@dataclass
class Box:  # of one reader
    """What waits."""

    # About the size.
    size: int = 0

    async def send(self, to="# no comment"):
        """Send it
        all at once."""
        if to:
            # The post is slow.
            return """no docstring"""

    # After send, of the box.

# Of the file.
def done(): pass
# Above nothing.

x = {}
'''

GO = """// Package post sends letters.
package post

/*
Box holds letters.

  - in order
*/
type Box struct {
	// Size is how many.
	Size int // at most
}

// Send takes `raw` words.
//
// It never fails.
func (b *Box) Send(to string) (int, error) {
	s := `not // a comment { ` + "http://example.org"
	if to > s { // when late
		// wait a little
	}
	return 1, nil //nolint:all
}
"""

SCRIPT = """/** The letters. */

export class Box<T> {

  /**
   * Opens it.
   */
  @once()
  open(at: number): void {
    const re = /[/*]"/g; // a pattern
    const t = `a ${at} // no comment`;
  }
  // after open
}

// Closes it.
export const close = (at) => {
  return at / 2; // half
};
"""


def told(path: str, source: str) -> list[tuple[str, int, str]]:
    """Heading path, line and words of each passage, as search cuts them."""
    text = sourced(path, source.encode()).text
    passages = []
    for one in chunks(text):
        begin = text.index(text[one.start : one.end].lstrip(), one.start)
        words = " ".join(text[begin : one.end].split())
        passages.append((" > ".join(one.headings), text.count("\n", 0, begin) + 1, words))
    return passages


def test_python_is_told_by_class_and_function_and_line() -> None:
    assert told("post/letters.py", PYTHON) == [
        ("", 3, "Sends letters. Quietly, in the morning."),
        ("LIMIT", 10, "Letters in a day."),
        ("Box", 13, "Kept for a week. Then it goes. of one reader What waits. About the size."),
        ("Box > send", 23, "Send it all at once. The post is slow."),
        ("Box", 29, "After send, of the box."),
        ("done", 31, "Of the file."),
        ("letters.py", 33, "Above nothing."),
    ]


def test_comments_of_go_are_told_by_what_stands_below_and_around_them() -> None:
    assert told("box.go", GO) == [
        ("", 1, "post: Package post sends letters."),
        ("Box", 5, "Box holds letters. - in order Size is how many. at most"),
        ("Send", 14, "Send takes `raw` words. It never fails. when late wait a little"),
    ]


def test_comments_of_scripts_are_told_past_patterns_texts_and_decorators() -> None:
    assert told("box.ts", SCRIPT) == [
        ("", 1, "The letters."),
        ("Box > open", 6, "Opens it. a pattern"),
        ("Box", 13, "after open"),
        ("close", 16, "Closes it. half"),
    ]


@pytest.mark.parametrize(
    ("path", "source", "scope"),
    [
        ("a.js", "// About.\ndocument.all(x).forEach((one) => {\n  // in it\n})", [(), ()]),
        ("a.js", "describe('x', function () {\n  // in it\n})", [()]),
        (
            "a.java",
            "class A {\n  // About.\n  @Over\n  int f(int a) { // in it\n} }",
            [("A", "f"), ("A", "f")],
        ),
        ("a.cpp", "// About.\n#if defined(X)\nint x;", [()]),
        ("a.cpp", "// About.\nclass SOME_API Box : Base {\n// in it\n};", [("Box",), ("Box",)]),
        ("a.rs", "impl Box {\n  /// About.\n  #[test]\n  fn f(&self) {", [("Box", "f")]),
        ("a.php", "<?php\n# About.\nfunction f($a) { if ($a) { // in it\n", [("f",), ("f",)]),
        ("a.ex", "# About.\ndef keep(a) do\n", [("keep",)]),
        ("a.sql", "-- About.\nCREATE TABLE IF NOT EXISTS post (", [("post",)]),
    ],
)
def test_names_are_those_of_what_is_defined(
    path: str, source: str, scope: list[tuple[str, ...]]
) -> None:
    assert [one.scope for one in sourced(path, source.encode()).said] == scope


def test_the_text_of_a_perl_program_may_end_with_its_manual() -> None:
    read = sourced("a.pl", b"my $x;\n=head1 NAME\n\nKeeps letters.\n")
    assert "Keeps letters." in read.text
    assert read.findings == ()


@pytest.mark.parametrize(
    ("path", "source", "words"),
    [
        ("a.rs", "/* one /* two */ three */ fn f<'a>(x: &'a str) {} // four", "three four"),
        ("a.sh", "#!/bin/sh\necho $# '# no' # yes\n", "yes"),
        ("a.rb", "# Counts.\n#\n# Twice.\ndef count\n  \"#{x} # no\"\nend\n", "Counts. Twice."),
        ("a.sql", "SELECT '-- no' -- yes\n/* and */", "yes and"),
        ("a.lua", 'x = "-- no" --[[ long\nwords ]] -- short', "long words short"),
        ("a.hs", "{- a {- b -} c -} f = 'x' -- d", "a c d"),
        ("a.el", '(f "; no") ; yes', "yes"),
        ("a.c", "char c = '\"'; /* yes */ char *s = \"/* no */\";", "yes"),
        ("a.kt", 'val s = """ // no """ // yes', "yes"),
        ("Makefile", "all: # everything\n\t@true\n", "everything"),
    ],
)  # fmt: skip
def test_each_language_has_its_marks(path: str, source: str, words: str) -> None:
    text = " ".join(
        re.sub(r"^#+ .*$", "", sourced(path, source.encode()).text, flags=re.MULTILINE).split()
    )
    assert [word for word in words.split() if word not in text] == []
    assert "no" not in text.split()


def test_what_is_written_for_tools_is_left_out() -> None:
    source = "x = 1  # noqa: S1\ny = 2  # type: ignore\n# fmt: off\n# ------\n# pragma: no cover\n"
    assert sourced("a.py", source.encode()).text == ""


@pytest.mark.parametrize(
    ("path", "source", "line"),
    [
        ("a.py", '# Kept.\n\nx = 1\n"""never closed\n', 4),
        ("a.py", "# Kept.\nif x:\n        y\n    z\n", 4),
        ("a.ts", "// Kept.\nlet x;\n/* never closed", 3),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_stands_before_it_is_kept(
    path: str, source: str, line: int
) -> None:
    read = sourced(path, source.encode())
    assert "Kept." in read.text
    assert [(one.path, one.line) for one in read.findings] == [(path, line)]


@pytest.mark.parametrize(
    "content",
    [b"# a\0b", b"# long\nx = '" + b"x" * 6_000 + b"'", b"#\n" * (LIMIT_CHARACTERS // 2 + 1)],
)
def test_what_people_did_not_write_is_skipped_and_told(content: bytes) -> None:
    read = sourced("a.py", content)
    assert read.text == ""
    assert [one.rule for one in read.findings] == ["source-skipped"]


@pytest.mark.parametrize(
    "path",
    ["vendor/x.go", "web/node_modules/a/b.js", "a.min.js", "api_pb2.py", "notes.md", "data.csv"],
)
def test_what_others_or_machines_wrote_is_no_source(path: str) -> None:
    assert not is_source(path)
    assert is_source("src/vendors.py")


PATHS = ["a.py", "a.go", "a.ts", "a.rs", "a.sh", "a.rb", "a.pl", "a.hs", "a.css", "a.php", "a.sql"]
PIECES = st.sampled_from(
    ['"', "'", '"""', "`", "/*", "*/", "//", "#", "--", "{", "}", "\n", "\n\n", " ", "    ", "\t",
     "def f(x):", "class A:", "func g() {", "@dec", "```", "~~~", "---", "===", "<!--", "<pre>",
     "> q", "# h", "\\", "/", "word", "two words", "Key: value", "...", "=begin", "\r", "\x0c",
     "\u2028", "{-", "-}", "|#", ";", "(", ")", "é"]
)  # fmt: skip
SOURCES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


@given(st.sampled_from(PATHS), SOURCES)
def test_words_stand_on_the_line_where_they_are_said(path: str, source: str) -> None:
    read = sourced(path, source.encode(errors="surrogatepass"))
    source = source.encode(errors="surrogatepass").decode(errors="replace").removeprefix("\ufeff")
    lines = read.text.split("\n")
    for one in read.said:
        words = source[one.start : one.end]
        assert words.strip() == words != ""
        assert source.count("\n", 0, one.start) + 1 == one.line
        letters = re.findall(r"[a-z]+", words)
        assert all(letter in lines[one.line - 1] for letter in letters)


@given(st.sampled_from(PATHS), SOURCES)
def test_only_names_are_headings(path: str, source: str) -> None:
    read = sourced(path, source.encode(errors="surrogatepass"))
    names = {path, *(name for one in read.said for name in one.scope)}
    joined = {".".join(one.scope[at:]) for one in read.said for at in range(len(one.scope))}
    assert split(read.text).end == 0
    for cut in chunks(read.text):
        assert set(cut.headings) <= names | joined


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_read_or_told(content: bytes) -> None:
    for path in PATHS:
        assert language_of(path) or path.endswith(".py")
        sourced(path, content)
