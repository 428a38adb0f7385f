"""What is cut of a text to be cited: code among prose, directives, and hostile input."""

from __future__ import annotations

from dayline.ask.lists import item_mark, with_lists
from dayline.ask.unit import Unit
from dayline.ask.units import units
from dayline.base.plain import plain

CODE = "\n\n".join(" ".join(f"word{one}_{other}" for other in range(19)) + "." for one in range(30))
"""Far more words than a passage has, with blank lines, as a listing or a prompt may be."""


def test_prose_behind_a_long_fence_is_prose_and_what_is_in_it_is_code():
    text = f"# Keys\n\n```text\n{CODE}\n```\n\nA key lives for a day. Then it is gone.\n"
    found = units(text, start=0)
    assert [one.text for one in found[-2:]] == ["A key lives for a day.", "Then it is gone."]
    assert [one.sort for one in found[-2:]] == ["sentence", "sentence"]
    assert {one.sort for one in found[:-2]} == {"code"}


def test_a_fence_that_is_never_closed_holds_all_that_follows():
    text = f"# Keys\n\n```text\n{CODE}\n\nA key lives for a day.\n"
    assert {one.sort for one in units(text, start=0)} == {"code"}


def test_what_a_note_says_begins_with_its_words():
    text = "Title\n=====\n\n.. note::\n   This is one thing. This is another.\n"
    first, second = units(text, start=0)
    assert text[first.start : first.end] == "This is one thing."
    assert second.text == "This is another."
    (beside,) = units(".. warning:: Mind the gap.\n", start=0)
    assert beside.start == len(".. warning:: ")


def test_a_note_is_quoted_without_its_options_and_a_version_is_no_sentence():
    text = (
        ".. Note::\n   :class: small\n\n   Mind the gap.\n\n.. versionadded:: 3.8\n   It is new.\n"
    )
    assert [one.text for one in units(text, start=0)] == ["Mind the gap.", "It is new."]


def test_a_tabulator_reaches_to_the_next_eighth_column_of_restructured_text_alone():
    code = "\tone\n        two\n"
    (_, rst) = units(f"So it is::\n\n{code}", start=0)
    assert rst.code == "    one\n    two"
    (_, markdown) = units(f"# A\n\nSo it is:\n\n```\n{code}```\n", start=0)
    assert markdown.code == "    one\n        two"


TABLES = """\
Limits
======

=======  =============
Promise  Within
=======  =============
a page   fifteen
         minutes

a call   ``one`` hour
=======  =============

+-----+------+
| one | two  |
+-----+------+

+-----+------+
| one | two  |
+     +------+
|     | more |
+-----+------+
"""


def test_the_rows_of_a_table_that_is_drawn_are_quoted_as_rows():
    found = units(TABLES, start=0)
    assert {one.sort for one in found} == {"row"}
    assert [one.text for one in found] == [
        "Promise: a page; Within: fifteen minutes",
        "Promise: a call; Within: one hour",
        "one; two", "one | two", "more",
    ]  # fmt: skip
    assert found[0].said == "a page; fifteen minutes"
    assert TABLES[found[0].start : found[0].end] == "a page   fifteen\n         minutes"


def test_what_is_no_prose_is_dropped_still():
    text = ".. _target:\n\n.. image:: one.png\n\n.. a comment of words\n\nSaid.\n"
    assert [one.text for one in units(text, start=0)] == ["Said."]


def test_very_long_lists_are_cut_into_their_items():
    items = units("".join(f"- Item {one}.\n" for one in range(80_000)), start=0)
    assert len(items) == 80_000
    assert items[-1].text == "Item 79999."


def test_a_paragraph_of_very_many_codes_is_cut_between_them():
    found = units("The `a. B` is. " * 50_000, start=0)
    assert len(found) == 50_000
    assert {one.text for one in found} == {"The a. B is."}


def test_each_of_very_many_introductions_has_its_own_list():
    text = "So it is:\n"
    lead = Unit("So it is:", 0, 9, ())
    item = Unit("one", 0, 3, (), sort="item")
    found = with_lists(text, [lead] * 400_000 + [item, item])
    assert len(found) == 400_002
    assert [one.sort for one in found[-4:]] == ["sentence", "list", "item", "item"]


RESTRUCTURED = """\
Title
=====

You write it so::

  # not a heading
  @dataclass

  class Row:
      kept: list = field()

.. code-block:: python
   :linenos:

   def f():
       return 1

Try it:

>>> f()
1

Done. It is called ``__init__`` or __call__.
"""


WRITTEN = """\
You write it so:
    # not a heading
    @dataclass
   \x20
    class Row:
        kept: list = field()"""


def test_code_is_shown_as_it_was_written_and_its_comments_are_no_headings():
    found = units(RESTRUCTURED, start=0)
    assert {one.headings for one in found} == {("Title",)}
    assert [one.shown for one in found if one.sort == "code"] == [
        WRITTEN,
        "    def f():\n        return 1",
        "Try it:\n    >>> f()\n    1",
    ]
    assert found[-1].text == "It is called __init__ or __call__."
    assert all("\n" not in one.text for one in found)


def test_what_is_too_long_to_be_a_sentence_is_left_out_whatever_stands_in_it():
    for piece in ("ab:", "<!-- ", "[", "`  ", "a` "):
        text = f"{piece * 300_000}\n\nSaid.\n"
        assert [one.text for one in units(text, start=0)] == ["Said."]
    table = f"| a | b |\n|---|---|\n| {'ab:' * 300_000} | one |\n"
    assert [one.text for one in units(table, start=0)] == ["b: one"]


def test_a_line_of_very_many_blanks_in_code_is_one_blank():
    found = units(f"```\na{' ' * 1_000_000}b\n\nc\n```\n", start=0)
    assert found[0].text == "a b"


def test_hostile_marks_are_words():
    assert plain("ab:" * 300_000) == "ab:" * 300_000
    assert plain("<!-- " * 300_000) == ("<!-- " * 300_000).strip()
    assert plain("a <!-- b\n <i> --> c <b>d</b> <!-- e") == "a c d <!-- e"
    assert plain("See <https://e.org/a_b>, <b@e.org> <br/>or <i class=x>it</i>.") == (
        "See https://e.org/a_b, b@e.org or it ."
    )
    assert plain(":py:class:`~one.Two` and :pep:`8`") == "one.Two and PEP 8"


def test_very_many_brackets_that_open_no_link_are_nothing():
    assert units("\n\n".join("[" * 2700 for _ in range(400)), start=0) == []


def test_what_stands_beside_code_is_no_code():
    text = (
        "1. Install it:\n\n   .. code-block:: sh\n\n      make all\n\n   And in the item.\n\n"
        "Tree::\n\n        root\n    child\n\n    leaf of it\n\n"
        ".. code-block:: python\n   :linenos:\n\n   def f(x):\n       :param x: it\n\nThen this.\n"
    )
    found = units(text, start=0)
    assert [one.code for one in found if one.code] == [
        "    make all",
        "        root\n    child\n    \n    leaf of it",
        "    def f(x):\n        :param x: it",
    ]
    assert [one.text for one in found if not one.code] == [
        "Install it:", "And in the item.", "Tree:", "Then this.",
    ]  # fmt: skip
    assert units(">>> A reply. To a reply.", start=0)[0].text == ">>> A reply."


def test_where_a_long_listing_is_cut_is_shown():
    listing = "\n".join(f"line_{at} = {'x' * 40}" for at in range(20))
    found = [one.shown for one in units(f"```\n{listing}\n```\n", start=0)]
    assert len(found) > 1
    assert [one.startswith("    \u2026\n") for one in found] == [False, *[True] * (len(found) - 1)]
    assert [one.endswith("\n    \u2026") for one in found] == [*[True] * (len(found) - 1), False]
    assert "\n".join(one.replace("    \u2026", "") for one in found).split() == listing.split()


def test_a_number_that_a_line_begins_with_is_no_item_of_a_list():
    wrapped = "It was introduced in PEP\n380. This approach has two parts:\n1. One.\n2. Two.\n"
    found = units(wrapped, start=0)
    assert [(one.sort, one.text) for one in found if one.sort != "list"] == [
        ("sentence", "It was introduced in PEP 380."),
        ("item", "One."), ("item", "Two."),
    ]  # fmt: skip
    assert found[1].text == "This approach has two parts:\n1. One.\n2. Two."


QUOTES = """\
# Words

As @mei said:
> Keep the key. It is
> *the* proof:
>
> 1. One thing. And why.
>    a) Within it.
> 2. Another.

> [!NOTE]
> Mind it.
so too.

> ```python
> if a > b:
>     pass
Said > done.
"""


def test_a_block_quote_is_quoted_without_its_marks():
    found = units(QUOTES, start=0)
    assert [one.shown for one in found] == [
        "As @mei said:",
        "Keep the key.",
        "It is the proof:\n1. One thing. And why.\na) Within it.\n2. Another.",
        "One thing.", "And why.", "Within it.", "Another.",
        "Mind it. so too.", "    if a > b:\n        pass", "Said > done.",
    ]  # fmt: skip

    keep = found[1]
    assert QUOTES[keep.start : keep.end] == "Keep the key."


def test_a_nested_list_behind_a_blank_line_is_no_code_and_keeps_its_marks():
    text = "1. Do it in this order:\n\n    a. First.\n    b. Then. And so on.\n"
    found = units(text, start=0)
    assert [one.text for one in found] == ["Do it in this order:", "First.", "Then.", "And so on."]
    assert [item_mark(text, one.start) for one in found] == ["1.", "a.", "b.", ""]


def test_very_much_of_a_block_quote_takes_no_time():
    assert len(units("> One. Two.\n" * 20_000, start=0)) == 40_000
    assert len(units("> - One\n" * 20_000, start=0)) == 20_000
    assert units(">" * 200_000 + " " * 200_000, start=0) == []


INDENTED = """\
Title
=====

.. _here:

Ana wrote:

    It was so. It is a quote.

Then code.

::

    f()

Lists:

    * One.

      It goes on.
"""


def test_only_colons_quote_code_in_restructured_text():
    found = units(INDENTED, start=0)
    assert [(one.sort, one.shown) for one in found] == [
        ("sentence", "Ana wrote:"), ("sentence", "It was so."), ("sentence", "It is a quote."),
        ("sentence", "Then code."), ("code", "    f()"),
        ("sentence", "Lists:"), ("item", "One."), ("sentence", "It goes on."),
    ]  # fmt: skip


def test_a_paragraph_of_an_item_is_no_code():
    text = "So:\n\n    * One.\n\n      It goes on.\n\n          code()\n"
    found = units(text, start=0)
    assert [(one.sort, one.text) for one in found] == [
        ("sentence", "So:"), ("item", "One."), ("sentence", "It goes on."), ("sentence", "code()"),
    ]  # fmt: skip


def test_a_directive_that_colons_quote_is_code():
    found = units("Write it so::\n\n   .. warning::\n      It is gone.\n\nDone.\n", start=0)
    assert [one.code for one in found] == ["", "    .. warning::\n       It is gone.", ""]
