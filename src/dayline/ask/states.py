"""What a text says of its own state, which answers tell from elsewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ALONE = re.compile(
    r"(?:draft|proposed|accepted|approved|active|implemented|final|rejected|deprecated|withdrawn"
    r"|deferred|superseded|(?:superseded by|supersedes)\b.*)\W*",
    re.IGNORECASE,
)


def is_state_alone(headings: Sequence[str], text: str) -> bool:
    """Whether words under a heading of status say no more than the state or what it supersedes.

    Each citation tells the state, and links what supersedes it. As of an earlier day those words
    would tell what came later.
    """
    under = headings[-1].casefold() if headings else ""
    return under == "status" and _ALONE.fullmatch(text) is not None
