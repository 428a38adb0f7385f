"""The points of a section's lists, however deep they stand. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.contracts.prose import Passage

_BULLET = re.compile(
    r"(?P<indent>\s*)(?:[-*+]|\d{1,3}[.)])\s+(?:\[(?P<box>[ xX])\]\s+)?(?P<text>.*)"
)
_BARE = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s*")


@dataclass(frozen=True, slots=True)
class Point:
    """A point on one line of words. It stands in the lines from ``line`` to ``last``, from 1.

    ``done`` is None where it has no box to tick.
    """

    text: str
    line: int
    last: int
    indent: str
    done: bool | None


def points(found: Passage | None) -> list[Point]:
    """Every point of a section, those that stand under another among them; empty bullets are none.

    What stands under a heading of its own within the section is another section's.
    """
    listed: list[Point] = []
    fresh = True
    for line in found.lines if found else ():
        if not line.code and line.text.startswith("###"):
            break
        bullet = None if line.code else _BULLET.match(line.text)
        if bullet and bullet["text"].strip():
            done = bullet["box"] in "xX" if bullet["box"] else None
            text = " ".join(bullet["text"].split())
            listed.append(Point(text, line.number, line.number, bullet["indent"], done))
            fresh = False
        elif fresh or not line.text.strip() or _BARE.fullmatch(line.text) or not listed:
            fresh = True
        elif line.text[0] in " \t":
            last = listed[-1]
            text = f"{last.text} {' '.join(line.text.split())}"
            listed[-1] = Point(text, last.line, line.number, last.indent, last.done)
        else:
            fresh = True
    return listed
