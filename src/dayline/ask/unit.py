"""What can be cited of a text: a sentence, a list item, the row of a table, short code. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_UNIT = 700
"""Characters of a unit that is cited; what is longer is no sentence."""


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

    @property
    def said(self) -> str:
        """What it says itself, for counting words."""
        return self.cells or self.text
