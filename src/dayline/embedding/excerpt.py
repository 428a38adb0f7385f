"""What a cross-encoder is given to read beside a question. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence and where it stands. The ``heading`` is the path of its last sections."""

    title: str
    heading: str
    before: str
    text: str
