"""Tables of reStructuredText: what was drawn is read back, and the rest is left as it stands."""

from __future__ import annotations

import time
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.markdown import rendered
from dayline.records.dialect.restructured_blocks import as_markdown
from dayline.records.dialect.restructured_tables import Row, Table, lacking, table

word = st.text(st.sampled_from("ab\u6f22|*`<"), min_size=1, max_size=6)
said = st.lists(st.lists(word, min_size=1, max_size=3), min_size=2, max_size=4)
content = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.lists(word, max_size=3), min_size=width, max_size=width),
        min_size=2, max_size=5,
    )
)  # fmt: skip
"""Rows of cells of lines."""
Cells = list[list[list[str]]]


def wide(text: str) -> int:
    return sum(1 + (one == "\u6f22") for one in text)


def filled(text: str, width: int) -> str:
    return text + " " * (width - wide(text))


def grid(rows: Cells) -> list[str]:
    widths = [
        1 + max(map(wide, (line for row in rows for line in row[at])), default=0)
        for at in range(len(rows[0]))
    ]
    rule = "+".join(["", *("-" * width for width in widths), ""])
    out = [rule]
    for number, row in enumerate(rows):
        for at in range(max(1, *map(len, row))):
            cells = [cell[at] if at < len(cell) else "" for cell in row]
            out.append("|".join(["", *map(filled, cells, widths), ""]))
        out.append(rule if number else rule.replace("-", "="))
    return out


def simple(rows: Cells) -> list[str]:
    widths = [
        max([2, *map(wide, (line for row in rows for line in row[at]))])
        for at in range(len(rows[0]))
    ]
    rule = " ".join("=" * width for width in widths)
    out = [rule]
    for number, row in enumerate(rows):
        for at in range(max(1, *map(len, row))):
            cells = [cell[at] if at < len(cell) else "" for cell in row]
            out.append(" ".join(map(filled, cells, widths)).rstrip())
        out += [] if number else [rule]
    return [*out, rule]


def meant(rows: Cells) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(cell) for cell in row) for row in rows)


@given(content)
def test_what_is_drawn_with_lines_around_each_cell_is_read_back(rows: Cells) -> None:
    found = table(grid(rows))
    assert found is not None
    assert (found.names, *(row.cells for row in found.rows)) == meant(rows)


@given(content)
def test_what_is_ruled_is_read_back(rows: Cells) -> None:
    rows = [[[*row[0][:1], *(["x"] if not row[0] else [])], *row[1:]] for row in rows]
    found = table(simple(rows))
    assert found is not None
    assert (found.names, *(row.cells for row in found.rows)) == meant(rows)


RULED = """\
====  ==========
Name  What
====  ==========
a     One
      and two, further than the line

b     - item
      - other

\\     third
====  =========="""


def test_a_row_goes_on_where_its_first_column_is_empty() -> None:
    assert table(RULED.split("\n")) == Table(
        ("Name", "What"),
        (
            Row(("a", "One and two, further than the line"), 3, 5),
            Row(("b", "- item\n- other"), 6, 8),
            Row(("", "third"), 9, 10),
        ),
    )


def test_rows_behind_blank_lines_belong_to_their_table() -> None:
    first, *more = [one.split("\n") for one in RULED.split("\n\n")]
    assert lacking(first, [*more, ["Said."]]) == 2
    assert lacking([*first, first[0]], more) == 0
    assert lacking(first, [["Said."], ["=== ===", "x   y"], ["=== ===", "x   y"]]) == 0
    assert lacking(["Said."], more) == lacking([], more) == 0


def test_tables_are_shown_as_such_with_their_markup() -> None:
    text = f"{RULED}\n\nSaid.\n\n========  =====\n``a|\\|``  |x|\n========  =====\n"
    shown = as_markdown(text)
    assert shown == (
        "| Name | What |\n|---|---|\n| a | One and two, further than the line |\n"
        "| b | - item<br>- other |\n|  | third |\n\nSaid.\n\n"
        "|  |  |\n|---|---|\n| ``a\\|\\\\|`` | \\|x\\| |\n"
    )
    html = rendered(shown)
    assert html.count("<table>") == 2
    assert "<code>a|\\|</code></td><td>|x|</td>" in html


def test_a_table_stands_in_the_item_of_its_list() -> None:
    text = "1. So:\n\n   +---+---+\n   | a | b |\n   +---+---+\n"
    assert as_markdown(text) == "1. So:\n\n   |  |  |\n   |---|---|\n   | a | b |\n"


LISTED = """\
.. list-table:: Limits
   :widths: 25 75
   :header-rows: 1

   * - Field
     - Said
   * - ``one|two``
     - More
       of it.

       - a
   * -
     - End
"""


def test_a_list_that_a_directive_makes_a_table_is_one() -> None:
    assert as_markdown(LISTED) == (
        "**Limits**\n\n| Field | Said |\n|---|---|\n"
        "| ``one\\|two`` | More of it.<br>- a |\n|  | End |\n"
    )
    broken = LISTED.replace("     - End\n", "")
    assert as_markdown(broken).startswith("**Limits**\n\n```\n* - Field\n")


def test_a_table_keeps_its_title() -> None:
    text = f".. table:: Names *and* more\n   :widths: auto\n\n{indent(RULED, '   ')}\n"
    title, rows = as_markdown(text).split("\n\n")
    assert title == "**Names *and* more**"
    assert rows.startswith("| Name | What |")


def test_values_between_commas_are_a_table() -> None:
    text = '.. csv-table::\n   :header: "A, b", C\n\n   one, "two\n   and"\n   \\-, d\n'
    assert as_markdown(text) == ("| A, b | C |\n|---|---|\n| one | two and |\n| \\- | d |\n")
    assert as_markdown(".. csv-table::\n   :file: /etc/passwd\n") == "\n"


@pytest.mark.parametrize(
    "drawn",
    [
        "== ==\na  b\n-----\n1  2\n== ==",
        "== ==\n\n   b\n== ==",
        "== ==\nabc b\n== ==",
        "== ==\na  b\n== ===\n1  2\n== ==",
        "== ==\na  b\n== ==\n1  2\n== ==\n3  4\n== ==",
        "== ==\na  b\nc  d",
        "== ==\na  So::\n== ==",
        "== ==\n== ==\n== ==",
        "+--+--+\n|a |b |\n+  +--+\n|  |c |\n+--+--+",
        "+--+--+\n|a  b |\n+--+--+\n|a |b |\n+--+--+",
        "+--+--+\n|a |b |\n+==+==+\n|a |b |\n+==+==+\n|a |b |\n+--+--+",
        "+--+--+\n|a |b |\n+--+--+\n+--+--+",
        "+--+--+\n|a |b |",
        "+--+--+\n|a |b |c\n+--+--+",
        "+-----+--+\n|.. x::|b |\n+-----+--+",
    ],
)
def test_what_is_not_of_rows_and_columns_stays_as_it_was_drawn(drawn: str) -> None:
    assert table(drawn.split("\n")) is None
    assert as_markdown(drawn) == f"```\n{drawn}\n```\n"


@pytest.mark.parametrize(
    "lines",
    [
        ["== ==", *["a  b"] * 10_000, "== =="],
        ["== ==", *["a  b"] * 5_000, "== =="],
        ["+--+--+", *["|a |b |", "+--+--+"] * 10_000],
        [" ".join(["=="] * 10_000), *["a"] * 10_000, " ".join(["=="] * 10_000)],
        [" ".join(["=="] * 10_000), " ".join(["ab"] * 10_000), " ".join(["=="] * 10_000)],
        ["+--" * 10_000 + "+", "|a " * 10_000 + "|", "+--" * 10_000 + "+"],
        ["== ==", "a  b", ""] * 10_000,
        ["== ==", "a  b", "== ==", "a  b", ""] * 10_000,
        ["== ==", *["a  b", ""] * 10_000],
        ["== ==", "a  ``", *["   b|"] * 10_000, "== =="],
        [".. list-table::", "", *["   * - a", "     - b"] * 10_000],
        [".. list-table::", "", "   * - a", *["     - b"] * 10_000, *["       c"] * 10_000],
        [".. csv-table::", "", "   " + "a," * 10_000, *['   "a'] * 10_000],
    ],
)
def test_very_much_of_a_table_takes_no_time(lines: list[str]) -> None:
    begun = time.process_time()
    as_markdown("\n".join(lines))
    assert time.process_time() - begun < 4
