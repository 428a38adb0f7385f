"""What can be cited of a text: a sentence, a list item, the row of a table, short code. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.base.plain import plain

LONGEST_UNIT = 700
"""Characters of a unit that is cited; what is longer is no sentence."""

CODE = " " * 4
"""What stands before each line of code where a text is shown, as in Markdown."""


@dataclass(frozen=True, slots=True)
class Unit:
    """``text`` is what ``[start, end)`` of the document says; ``lead`` what introduces it.

    A text is one line; a short list with what introduces it has one for each item too.
    """

    text: str
    start: int
    end: int
    headings: tuple[str, ...]
    lead: str = ""
    sort: str = "sentence"
    block: int = 0
    """The number of its paragraph, by which neighbours are known."""
    coded: bool = False
    """Whether it quotes code or a name from code."""
    cells: str = ""
    """What the row of a table says without the names of its columns; they lead to every row."""
    code: str = ""
    """The code that ends its text, as it stands, each line behind :data:`CODE`."""
    spoken: str = ""
    """What its text says before its code."""

    @property
    def shown(self) -> str:
        """Its text for people, with code on lines of its own."""
        return "\n".join(filter(None, (self.spoken, self.code))) if self.code else self.text

    @property
    def said(self) -> str:
        """What it says itself, for counting words."""
        return self.cells or self.text


def heard(text: str) -> str:
    """The words of a piece of prose; none where it is too long to be cited whatever it says."""
    return plain(text) if len(text) <= 4 * LONGEST_UNIT else ""
