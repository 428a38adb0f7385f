"""What every library takes from its index of words, in one place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

from dayline.ask.material import Found, Reads
from dayline.ask.reader import reader
from dayline.search.for_answers import View


class Viewed(ABC):
    """A library over a view of an index; scores and rarities are taken over that view alone."""

    @property
    @abstractmethod
    def view(self) -> View:
        """The index as the asking person sees it."""

    @cached_property
    def reads(self) -> Reads | None:
        """The model that reads likely sentences once more, where it runs here."""
        return reader()

    def find(self, question: str, limit: int) -> Sequence[Found]:
        """The records that fit best."""
        return [Found(*one) for one in self.view.best(question, limit)]

    def size(self) -> int:
        """How many records can be asked."""
        return self.view.size

    def rarity(self, term: str) -> float:
        """How rare a term is among the records, 0 when none has it."""
        return self.view.rarity(term)
