"""Questions for what waits on somebody: on me, on Ben, on a team. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WHO = "(?:the )?@(?: team)?"
_SHAPES = re.compile(
    rf"\b(?:waiting|waits?|pending) (?:for|on) {_WHO}$"
    rf"|\bneeds? {_WHO} (?:attention|answer|answers|decision|input|reply|review|approval)$"
    rf"|\b(?:does|do|must) {_WHO} (?:still )?(?:have to do|owe)$"
    rf"|\bon {_WHO} plate$"
    rf"|\bshould {_WHO} (?:do|work on|look at|review|answer|read|start with)"
    r"(?: (?:next|now|first))?$"
)
_BEFORE_OWNER = frozenset(("are", "were", "is", "all", "of", "the"))
_CUES = frozenset(
    ("should", "waiting", "wait", "waits", "pending", "need", "needs", "owe", "have", "plate")
)


def may_await(words: Sequence[str]) -> bool:
    """Whether a question may be one of these, before anybody's names are looked up."""
    return not _CUES.isdisjoint(words)


def awaited(words: Sequence[str]) -> list[str] | None:
    """The words that are left of a question for what waits on whoever an ``@`` stands for.

    None where it asks something else.
    """
    said = " ".join(words)
    found = _SHAPES.search(said)
    return said[: found.start()].split() if found else None


def of_mine(words: Sequence[str]) -> list[str]:
    """The words with ``i`` for who asks, and an owner who comes first told as an author.

    ``my open questions`` are ``open questions by i``, and ``Ben's`` those ``by ben``.
    """
    told = ["i" if word in {"me", "my", "mine"} else word for word in words]
    at = next((at for at, word in enumerate(words) if word not in _BEFORE_OWNER), len(words))
    if at < len(words) and is_owner(words[at]):
        told = [*told[:at], *told[at + 1 :], "by", told[at].removesuffix("'s")]
    return told


def is_owner(word: str) -> bool:
    """Whether a word says whose something is."""
    return word == "my" or (word.endswith("'s") and len(word) > 2)
