"""What counts how much in a ranking. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Chosen by cross-validation over several collections; see ``bench/search_quality.py``."""

    fields: tuple[float, ...] = (8.0, 4.0, 1.5, 1.0)
    """Of title, side, headings and words in a record."""
    length: tuple[float, ...] = (0.3, 0.3, 0.3, 0.75)
    """How far the length of each is held against it, 0 to 1."""
    saturation: float = 2.5
    passage: float = 0.5
    """The share of the best passage in a record's score; the rest is the whole record's."""
    passage_title: float = 2.0
    passage_length: float = 0.4
    passage_saturation: float = 2.0
    together: float = 0.9
    """What two neighbouring words of the query are worth where they stand together."""
    feedback: float = 0.6
    feedback_passages: int = 6
    feedback_terms: int = 15
    feedback_share: float = 0.75
    candidates: int = 200
    nearness: float = 0.35
    """What the nearest page in meaning gains, when the best by words has 1."""
    near_enough: float = 0.3
    """The cosine from which a page is found by its meaning alone."""
    around: float = 0.5
    """Inside a record: the share of what stands around a passage in its score."""
    reach: float = 75.0
    """How many terms away what stands around counts 1/e of what it counts here."""


STANDARD = Weights()
