"""What is asked of a handoff's receivers, and what is counted as lost. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

ALWAYS: Final = 100
"""Per cent of handoffs that are asked for a read-back where a workspace says nothing."""


class Word(StrEnum):
    """The sender's word on what became of an item."""

    KEPT = "kept"
    MISSING = "missing"
    CONTRADICTED = "contradicted"


class How(StrEnum):
    """How it showed later that an item was lost."""

    TRIED_AGAIN = "tried_again"
    ASKED_AGAIN = "asked_again"
    REDONE = "redone"


SHOWS: Final = {"ruled_out": How.TRIED_AGAIN, "question": How.ASKED_AGAIN}
"""By type of item; whatever else is lost is work that was redone."""

SAID: Final = {
    How.TRIED_AGAIN: "tried again",
    How.ASKED_AGAIN: "asked again",
    How.REDONE: "redone, or told again",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """An item that must survive, as it stood in the text that was delivered."""

    type: str
    text: str
    line: int = 0

    @property
    def named(self) -> str:
        """The type in words."""
        return self.type.replace("_", " ")

    @property
    def how(self) -> How:
        """How it would show that it was lost."""
        return SHOWS.get(self.type, How.REDONE)

    @property
    def how_said(self) -> str:
        """The same in words."""
        return SAID[self.how]


@dataclass(frozen=True, slots=True)
class Judged:
    """An item with the sender's word: on the first read-back, and after it was clarified.

    ``suggested`` is what the scorer had said of the first, "" where it had said nothing.
    """

    item: Marked
    first: Word
    after: Word
    suggested: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with the answer of the next shift: whether it showed that it was lost."""

    item: Marked
    lost: bool

    @property
    def how(self) -> str:
        """How it showed; "" where nothing did."""
        return self.item.how.value if self.lost else ""


def asks_for_read_back(seed: bytes, ref: str, share: int) -> bool:
    """Whether the draw asks a handoff for a read-back: ``share`` of 100 are, whoever writes them.

    ``seed`` is the salted digest of the entry that delivered it: nobody can know it before, and
    whoever holds the leaf can draw again. A share of 100 asks all, of 0 none.
    """
    drawn = int.from_bytes(sha256(seed + ref.encode()).digest()[:8], "big")
    return drawn * 100 < share << 64
