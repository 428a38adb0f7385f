"""What a visibility says. Pure.

``workspace`` is everybody but guests; ``team`` and ``restricted`` only those whom a record is shown
to. ``team:T-1`` and ``person:P-3`` name the one party at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LEVELS = ("workspace", "team", "restricted")
_PARTY = re.compile(r"[PT]-[1-9][0-9]{0,18}\Z")


def is_party(text: object) -> bool:
    """Whether this is the id of a person or a team."""
    return isinstance(text, str) and _PARTY.match(text) is not None


def parties_of(visibility: str) -> tuple[str, ...]:
    """The party that a visibility such as ``team:T-1`` names; none for a plain level."""
    party = visibility.partition(":")[2]
    return (party,) if is_party(party) else ()


def level_of(visibility: str) -> str:
    """``workspace``, ``team`` or ``restricted``, whichever way it is written."""
    stem = visibility.partition(":")[0]
    return stem if stem in LEVELS else "restricted"


def level_for(parties: Sequence[str]) -> str:
    """The level of a record that is shown to these: one team makes it a team's."""
    one_team = len(parties) == 1 and parties[0].startswith("T-")
    return "team" if one_team else "restricted"
