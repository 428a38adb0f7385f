"""A body of reStructuredText as the Markdown that a page shows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.markdown import rendered
from dayline.records.dialect.restructured import is_restructured, scan_rst
from dayline.records.dialect.restructured_blocks import as_markdown

BODY = """\
Why ``rows`` and *frozen* __init__
==================================

As :pep:`557` and :func:`~typing.final` say, see `the list <https://example.org/a_b>`_, Ana's
note_ and [2]_. A < b & c # d.

.. note:: Mind the
   gap.

.. a comment

   that goes on

Steps
-----

1. Install it::

     make all

     make b

   and go on.

2. Run:

   .. code-block:: sh
      :linenos:

      run # not a heading

   Then stop.

term
    What it means.

==== ====
a    b
==== ====
1    2
==== ====

>>> f()
1

    A quote.

| One line
| and another

.. [2] The second.
"""
MARKDOWN = """\
## Why rows and frozen \\_\\_init\\_\\_

As PEP 557 and ``typing.final`` say, see [the list](<https://example.org/a_b>), Ana's
note and \\[2\\]. A \\< b \\& c \\# d.

> **Note**
>
> Mind the
> gap.

### Steps

1. Install it:

   ```
   make all

   make b
   ```

   and go on.

2. Run:

   ```
   run # not a heading
   ```

   Then stop.

**term**\\
What it means.

| a | b |
|---|---|
| 1 | 2 |

```
>>> f()
1
```

> A quote.

One line\\
and another

\\[2\\] The second.
"""


def test_each_block_becomes_its_like() -> None:
    assert as_markdown(BODY) == MARKDOWN


@pytest.mark.parametrize(
    "text",
    [
        ".. raw:: html\n\n   <script>alert(1)</script>\n",
        ".. include:: /etc/passwd\n",
        ".. image:: https://example.org/spy.png\n",
        "`click <javascript:alert(1)>`_\n",
        "<img src=x onerror=alert(1)>\n",
    ],
)
def test_nothing_is_fetched_run_or_let_through(text: str) -> None:
    shown = as_markdown(text)
    assert "passwd" not in shown
    assert "spy.png" not in shown
    assert "script" not in rendered(shown, path="x").lower().replace("javascript", "")
    assert "<img" not in rendered(shown, path="x")
    assert "javascript:" not in rendered(shown, path="x")


@pytest.mark.parametrize(
    "text",
    [
        "C#\n==\n", "R\n=\n", "R\n-\n", "=\nR\n=\n", "F #\n~~~\n", "Longer than its line\n----\n",
        "1. First\n........\n", "\u6f22\u5b57\n====\n", "!!!!!!\n Over\n!!!!!!\n",
    ],
)  # fmt: skip
def test_a_line_as_long_as_its_title_underlines_it_and_so_do_four_signs(text: str) -> None:
    (title,) = scan_rst(f"{text}\nSaid.\n").headings
    assert title.text in text
    assert as_markdown(text) == f"## {title.text.replace('#', chr(92) + '#')}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Title\n===\n", "Title\n==\n", "\u6f22\u5b57\n===\n", "R\n..\n", "So\n::\n",
        "- Item\n------\n", "* Item\n======\n", ":field: x\n=========\n", ".. note\n=======\n",
        ">>> f()\n-------\n", "Two\nlines\n=====\n", "==\nTitle\n==\n", "  Title\n  =====\n",
        "===\nR\n=\n",
    ],
)  # fmt: skip
def test_what_is_shorter_or_a_mark_of_something_else_underlines_nothing(text: str) -> None:
    assert scan_rst(f"{text}\nSaid.\n").headings == ()


def test_a_number_sign_that_a_line_of_a_paragraph_begins_with_is_no_heading_of_markdown() -> None:
    text = "Said\n====\n\n.. note:: x\n\nLines that begin with\n# are left out. So are\nothers.\n"
    assert is_restructured(text)
    assert not is_restructured(text.replace("# are left out. So are\n", "\n# Other\n"))
    assert not is_restructured(text.replace("# are left out. So are\n", "# Other\n\n"))
    assert not is_restructured(f"# Other\n{text}")


def test_only_what_is_sure_is_a_title_in_a_text_of_any_markup() -> None:
    text = "R\n=\n\nLonger than its line\n----\n\nSure\n----\n\nNot\n!!!\n"
    assert [one.text for one in scan_rst(text, sure=True).headings] == ["Sure"]


def test_what_a_literal_block_quotes_of_restructured_text_is_not_followed() -> None:
    text = "Write it so::\n\n  .. code-block:: python\n     :linenos:\n\n     f()\n"
    assert as_markdown(text) == (
        "Write it so:\n\n```\n.. code-block:: python\n   :linenos:\n\n   f()\n```\n"
    )


def test_a_directive_is_known_by_its_name_in_any_case_and_shown_without_its_options() -> None:
    note = ".. Note::\n   :class: small\n\n   Mind the gap.\n"
    assert as_markdown(note) == "> **Note**\n>\n> Mind the gap.\n"
    assert as_markdown(".. math:: a^2\n\n   b^2\n") == "```\na^2\n\nb^2\n```\n"


def test_a_tabulator_reaches_to_the_next_eighth_column() -> None:
    text = "So::\n\n\tone\n        two\n"
    assert as_markdown(text) == "So:\n\n```\none\ntwo\n```\n"


line = st.sampled_from(
    ["word one", "  more two", "    deep three", "* item four", "1. five::", "six::", "", "",
     "``a", "`b <c>`_", "====", "----", "| seven", "- ", "::", "\\", ":role:`x`", "eight_",
     "__nine__", "+-+-+"]
)  # fmt: skip


@given(st.lists(line, max_size=25).map("\n".join))
def test_no_word_is_lost(text: str) -> None:
    words = set(re.findall(r"[a-z]+", text)) - {"role", "c"}
    assert words <= set(re.findall(r"[a-z]+", as_markdown(text)))


@pytest.mark.parametrize(
    "piece",
    ["`", "``a", "a_", ":a:`", "* ", ".. ", "a::\n\n  b\n\n", "|", "\\", "[", "=\n", " * a\n"],
)
def test_very_much_of_anything_takes_no_time(piece: str) -> None:
    assert as_markdown(piece * (200_000 // len(piece)))
