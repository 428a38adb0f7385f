"""What a text forbids, wants used or calls for, and the other allows, spares or lacks. Pure."""

from __future__ import annotations

import re

from dayline.practices.handoff.reading.cues import cue
from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.match import NEAR, Match
from dayline.practices.handoff.reading.polarity import near_clauses
from dayline.practices.handoff.reading.sense import Sense

_FORBIDS = cue("forbids")
_ALLOWS = cue("allows")
_PLAINLY = cue("allows plainly")
_ASKS = re.compile(
    r"(?:^|[,;:.]\s|\b(?:then|so|and|please|always|must|should)\s)(?:use|wear|take|apply|bring|put on|choose|go for|we use|we take)\s",  # noqa: E501
    re.IGNORECASE,
)
_DUTY = cue("duty")
_MISSING = cue("missing")


_LIMITS = cue("limit of duty")
ALIKE = 0.8
"""From this likeness on, the act that is allowed is the one that is forbidden."""


def allowed(item: Sense, told: Sense, found: Match) -> bool:
    """Whether an item forbids what a statement allows or orders, and nothing in it denies."""
    if not _FORBIDS.search(item.text) or _LIMITS.search(item.text) or item.text.endswith("?"):
        return False
    near = near_clauses(told, found)
    denying = lexicon().denying | {0}
    ill = any(
        sign < 0 and axis in denying
        for unit in told.units
        for axis, sign in unit.axes
        if unit.clause in near
    )
    if ill or told.denials & near or _LIMITS.search(told.text):
        return False
    done = any(
        pair.likeness >= ALIKE and pair.mine.denied and pair.mine.reach == 0 for pair in found.pairs
    )
    if done and _ALLOWS.search(told.text):
        return True
    return bool(_PLAINLY.search(told.text)) or _is_order(told, found)


def _is_order(told: Sense, found: Match) -> bool:
    """Whether a statement opens a clause with the act that the item denies: ``hand it over``."""
    opening = {unit.clause: unit for unit in reversed(told.units)}
    return any(
        pair.likeness >= ALIKE
        and pair.mine.denied
        and pair.mine.reach == 0
        and not pair.mine.name
        and opening[pair.other.clause] is pair.other
        and not told.text[: pair.other.start].rstrip().lower().endswith((" the", " a", " an"))
        for pair in found.pairs
        if pair.other.clause in opening
    )


def refused(item: Sense, told: Sense, found: Match) -> bool:
    """Whether an item asks to use what a statement does without: ``no gloves``."""
    if _LIMITS.search(told.text) or _LIMITS.search(item.text):
        return False
    asked = [match.end() for match in _ASKS.finditer(item.text)]
    return any(
        pair.likeness >= NEAR
        and pair.other.denied
        and pair.other.reach == 0
        and not pair.mine.denied
        and pair.mine.weight >= 0.7
        and any(0 <= pair.mine.start - at <= 20 for at in asked)
        for pair in found.pairs
    )


def owed(item: Sense, told: Sense) -> bool:
    """Whether the one says what must come and the other that it is not there yet."""
    return bool(
        (_DUTY.search(item.text) and _MISSING.search(told.text))
        or (_MISSING.search(item.text) and _DUTY.search(told.text))
    )
