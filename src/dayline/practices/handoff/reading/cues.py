"""Patterns of what a text says in a few words, from the list beside this file. Pure."""

from __future__ import annotations

import re
from functools import cache

from dayline.base.lists import sections


def cue(name: str) -> re.Pattern[str]:
    """The pattern of a section of ``cues.txt``: any of its lines, as whole words in any case.

    Raises KeyError where there is no such section.
    """
    return re.compile(rf"\b(?:{'|'.join(_sections()[name])})\b", re.IGNORECASE)


@cache
def _sections() -> dict[str, list[str]]:
    return sections("dayline.practices.handoff.reading", "cues.txt")
