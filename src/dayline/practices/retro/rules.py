"""The points of a retrospective, and what writing did not settle. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.practices.incident.points import points
from dayline.practices.incident.sections import passage, with_item

SIDES = {
    "helped": "What helped",
    "hindered": "What got in the way",
    "discuss": "For the discussion",
}
"""Where a point may go, with the section that holds it."""
TOGETHER = 30
"""Minutes of talk for what writing did not settle."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A point for the discussion, with its minutes."""

    text: str
    minutes: int


def with_point(text: str, side: str, words: str) -> str:
    """``text`` with one more point, in nobody's name."""
    title = SIDES[side]
    return with_item(text, (title.casefold(),), title, f"- {' '.join(words.split())}")


def said(text: str, side: str) -> list[str]:
    """The points of one side."""
    return [one.text for one in points(passage(text, (SIDES[side].casefold(),)))]


def agenda(text: str, *, minutes: int = TOGETHER) -> list[Topic]:
    """What is talked about: the points for the discussion and nothing else, each as long."""
    listed = said(text, "discuss")
    each = max(1, minutes // len(listed)) if listed else 0
    return [Topic(one, each) for one in listed]


def share(before: Sequence[str], final: Sequence[str]) -> tuple[int, int]:
    """How many of the final points stood when the discussion began, and how many there are."""
    stood = [one.casefold() for one in before]
    count = 0
    for one in final:
        if one.casefold() in stood:
            stood.remove(one.casefold())
            count += 1
    return count, len(final)
