"""How long descriptions and answers may be, counted in tokens by a stand-in.

Which tokens a model sees depends on the model, and a tokenizer is a large thing to carry along.
Three bytes of UTF-8 are counted as one token. English prose has about four bytes to a token in the
tokenizers that are in use, and JSON somewhat fewer, so that the count errs on the safe side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from dayline.base.errors import InvalidInput

DESCRIPTIONS = 4_000
"""Tokens that all tools together may take of an agent's mind."""

ANSWER = 2_000
"""Tokens of one answer; what is longer goes on under a cursor."""

Value = TypeVar("Value")


def tokens(text: str) -> int:
    """The tokens of a text, rather too many than too few."""
    return -(-len(text.encode("utf-8", "replace")) // 3)


def page_of(text: str, cursor: str, *, most: int = ANSWER - 400) -> tuple[str, str | None]:
    """The part of a text from a cursor on that fits, and the cursor of the next one.

    It ends at the end of a line if it can. Raises :class:`InvalidInput` for a cursor of elsewhere.
    """
    start = place(cursor)
    if start > len(text):
        raise InvalidInput("The text ends before this cursor.", do="Read it from the start.")
    rest = text[start : start + 3 * most]
    while tokens(rest) > most:
        rest = rest[: int(len(rest) * 0.9)]
    if start + len(rest) >= len(text):
        return rest, None
    line = rest.rfind("\n") + 1
    rest = rest[:line] if line > len(rest) // 2 else rest
    return rest, str(start + len(rest))


def fitting(
    items: Sequence[Value], measure: Callable[[Value], Any], *, most: int = ANSWER - 200
) -> Sequence[Value]:
    """As many of the first items as fit; always one, so that a reader gets on."""
    left = most
    for number, one in enumerate(items):
        left -= tokens(str(measure(one)))
        if left < 0:
            return items[: max(1, number)]
    return items


def place(cursor: str) -> int:
    """The number that a cursor stands for; 0 for none. Raises :class:`InvalidInput`."""
    if cursor == "":
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise InvalidInput("This is no cursor of ours.", do="Take `next` from the answer before.")
    return int(cursor)
