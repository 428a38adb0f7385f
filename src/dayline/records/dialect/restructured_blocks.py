"""reStructuredText as Markdown, so that a page shows both alike. Pure.

Titles, code, lists, quotes, notes and tables become their like; a table with cells that span others
stays as it was drawn. A directive that would fetch or run something is left out: nothing of it is
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import indent

from dayline.base.plain import plain
from dayline.records.dialect.restructured import scan_rst
from dayline.records.dialect.restructured_inline import inline
from dayline.records.dialect.restructured_listed import DRAWN, TABLES, table_of
from dayline.records.dialect.restructured_marks import (
    BLANK,
    Directive,
    directive,
    indent_of,
    least_indent,
    options_of,
    without_options,
)
from dayline.records.dialect.restructured_tables import Table, is_ruled, lacking, table

_FOOTNOTE = re.compile(r"\.\. \[(?P<name>[#*\w.-]+)\][ \t]*(?P<rest>.*)")
_ITEM = re.compile(r"(?P<mark>[-*+\u2022]|\(?(?:\d{1,3}|[a-zA-Z]|#)[.)])(?P<gap>[ \t]+)")
_BETWEEN = re.compile(r"\n(?:[ \t\r]*\n)+")
_COLONS = re.compile(r"(?<=[^\s:]:):$|(?<!\S)::$")
_LINE = "\\| "
_BARS = re.compile(r"``(?:[^`]|`(?!`)){1,2000}?``|`[^`]{1,500}`|(?<!\\)\|")
_DEEPEST = 6
_MOST_INDENTED = 24
"""Columns up to which a list may be nested; what stands deeper is shown there."""


def as_markdown(text: str) -> str:
    """The body of a text in Markdown; a title of the first level becomes one of the second."""
    heads = scan_rst(text).headings
    ends = [*(one.start for one in heads), len(text)]
    out = list(_Section(text[: ends[0]]).blocks())
    for head, end in zip(heads, ends[1:], strict=True):
        words = inline(plain(head.text, html=False))
        out.append(f"{'#' * min(head.level + 1, _DEEPEST)} {words}")
        out += _Section(text[head.end : end]).blocks()
    return "\n\n".join(out) + "\n"


class _Section:
    """What stands between two titles, read paragraph by paragraph.

    ``_margins`` are the columns at which the list items around a paragraph begin to say something;
    ``_quotes`` whether the paragraph before ended in ``::``.
    """

    def __init__(self, text: str) -> None:
        paragraphs = _BETWEEN.split(f"\n{text.expandtabs()}\n")
        self._every = [one.strip("\n").splitlines() for one in paragraphs if one.strip()]
        self._at = 0
        self._margins = [0]
        self._quotes = False

    def blocks(self) -> Iterator[str]:
        """Each block in Markdown."""
        while self._at < len(self._every):
            lines = self._every[self._at]
            self._at += 1
            self._margins = [one for one in self._margins if one <= indent_of(lines[0])] or [0]
            quotes, self._quotes = self._quotes, False
            yield from self._block(lines, quotes=quotes)

    def _block(self, lines: list[str], *, quotes: bool) -> Iterator[str]:
        margin, first = max(self._margins), indent_of(lines[0])
        found = directive(lines[0])
        if quotes and least_indent(lines) > margin:
            yield from _fenced([*lines, *self._deeper(margin)], margin)
        elif found and found.is_code:
            under = [*without_options(lines[1:]), *self._deeper(first)]
            least = min(least_indent(under), _MOST_INDENTED)
            yield from _fenced([f"{' ' * least}{found.said}", *under], margin)
        elif lines[0].lstrip().startswith(".."):
            yield from _marked(lines[0].strip(), found, [*lines[1:], *self._deeper(first)], margin)
        elif is_ruled(lines[0]):
            yield from _tabled(self._with_rows(lines), margin)
        elif lines[0].lstrip().startswith(">>> "):
            yield from _fenced(lines, margin)
        else:
            last = lines[-1].rstrip()
            if last.endswith("::"):
                self._quotes = True
                lines = [*lines[:-1], _COLONS.sub("", last).rstrip()]
            self._margins += _margins_of(lines)
            if any(map(str.strip, lines)):
                yield _prose(lines, margin)

    def _with_rows(self, lines: list[str]) -> list[str]:
        """The lines of a table with those of its rows that stand behind blank lines."""
        rest = (self._every[at] for at in range(self._at, len(self._every)))
        for _ in range(lacking(lines, rest)):
            lines += ["", *self._every[self._at]]
            self._at += 1
        return lines

    def _deeper(self, than: int) -> list[str]:
        """The lines of all paragraphs that follow and are indented by more columns."""
        lines: list[str] = []
        while self._at < len(self._every) and least_indent(self._every[self._at]) > than:
            lines += ["", *self._every[self._at]]
            self._at += 1
        return lines


def _fenced(lines: list[str], margin: int) -> Iterator[str]:
    """Lines as they stand, at the margin of the list item that holds them."""
    told = [at for at, line in enumerate(lines) if line.strip()]
    if not told:
        return
    lines = lines[told[0] : told[-1] + 1]
    least = least_indent(lines)
    fence = "`" * max(3, 1 + max(len(run) for line in lines for run in re.findall(r"`*", line)))
    before = " " * min(margin, _MOST_INDENTED)
    body = [f"{before}{line[least:]}".rstrip() for line in lines]
    yield "\n".join([f"{before}{fence}", *body, f"{before}{fence}"])


def _tabled(lines: list[str], margin: int) -> Iterator[str]:
    """A table, as it was drawn where its cells are more than words of one row and column."""
    found = table(lines)
    yield from _rows(found, margin) if found else _fenced(lines, margin)


def _of_directive(found: Directive, rest: list[str], margin: int) -> Iterator[str]:
    """The table that a directive makes of what it holds, under its title; else what it holds."""
    before = " " * min(margin, _MOST_INDENTED)
    if found.rest:
        yield f"{before}**{inline(found.rest)}**"
    lines = [*without_options(rest)]
    if found.name == DRAWN:
        inside = _Section(_dedented("\n".join(["", *lines]))).blocks()
        yield from (indent(one, before) for one in inside)
        return
    made = table_of(found.name, lines, options_of(rest))
    yield from _rows(made, margin) if made else _fenced(lines, margin)


def _rows(found: Table, margin: int) -> Iterator[str]:
    before = " " * min(margin, _MOST_INDENTED)
    names = found.names or ("",) * len(found.rows[0].cells)
    told = [" | ".join(map(_cell, cells)) for cells in (names, *(row.cells for row in found.rows))]
    rows = [f"| {one} |" for one in told]
    yield "\n".join(before + one for one in (rows[0], f"|{'---|' * len(names)}", *rows[1:]))


def _cell(words: str) -> str:
    """The words of a cell on one line; a bar would end it, within code too."""
    said = _BARS.sub(lambda found: found.group().replace("|", "\\|"), inline(words))
    return said.replace("\n", "<br>")


def _marked(line: str, found: Directive | None, rest: list[str], margin: int) -> Iterator[str]:
    """A note or a footnote; comments, targets and other directives are left out."""
    note = _FOOTNOTE.match(line)
    if note:
        said = " ".join([note["rest"], *(one.strip() for one in rest)])
        yield f"{' ' * margin}\\[{inline(note['name'].lstrip('#'))}\\] {inline(said.strip())}"
    elif found and found.name in TABLES:
        yield from _of_directive(found, rest, margin)
    elif found and found.is_note:
        said = "\n".join([found.rest, *without_options(rest)])
        body = "\n\n".join(_Section(_dedented(said)).blocks())
        yield "\n".join(
            f"{' ' * margin}> {one}".rstrip()
            for one in [f"**{found.name.capitalize()}**", "", *body.split("\n")]
        )


def _dedented(text: str) -> str:
    first, _, rest = text.partition("\n")
    lines = rest.split("\n")
    least = least_indent(lines)
    return "\n".join([first.strip(), *(one[least:] if one.strip() else "" for one in lines)])


def _margins_of(lines: list[str]) -> Iterator[int]:
    """The columns at which the items of a list say something."""
    for line in lines:
        item = _ITEM.match(line.lstrip())
        if item:
            yield indent_of(line) + item.end()


def _prose(lines: list[str], margin: int) -> str:
    """A paragraph, a list, a term with what it means, or a quote where it is indented."""
    least = least_indent(lines)
    lines = [line[least:].rstrip() for line in lines]
    before = " " * min(margin, _MOST_INDENTED)
    if least > margin and not _ITEM.match(lines[0]):
        before += "> "
    words = inline("\n".join(_item(line) for line in lines)).split("\n")
    is_term = len(lines) > 1 and not _ITEM.match(lines[0]) and indent_of(lines[1]) not in (0, BLANK)
    if is_term:
        words = [f"**{words[0].strip('*')}**\\", *(one.strip() for one in words[1:])]
    if lines[0].startswith("| "):
        words = "\\\n".join(one.removeprefix(_LINE) for one in words).split("\n")
    return "\n".join(f"{before}{one}" for one in words)


def _item(line: str) -> str:
    """A line with the mark of its list as Markdown has it."""
    bare = line.lstrip()
    item = _ITEM.match(bare)
    if not item:
        return line
    mark = item["mark"].strip("()").rstrip(".)")
    mark = "-" if mark == "\u2022" else "1." if mark == "#" else item["mark"]
    return f"{line[: len(line) - len(bare)]}{mark}{item['gap']}{bare[item.end() :]}"
