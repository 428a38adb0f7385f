"""Which files a record governs: ``applies_to`` globs, as CODEOWNERS and git read them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from dayline.base.errors import HostileInput

MOST_WILDCARDS: Final = 12
MOST_CHARS: Final = 500

_GLOB_PARTS = re.compile(r"(\*\*/|\*\*|\*|\?)")
_GLOB_MEANING = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_REPEATED = re.compile(r"(?:\*\*/){2,}")
_STARS = re.compile(r"\*{3,}")


def applies(fields: Mapping[str, Any], target: str) -> bool:
    """Whether ``applies_to`` covers a path: a glob that matches it or a folder above it.

    Globs are those of CODEOWNERS and git: ``**`` crosses folders, ``*`` does not. One that is too
    hard to match covers nothing.
    """
    path = target.strip("/")
    return any(_covers(pattern, path) for pattern in globs_of(fields.get("applies_to")))


def _covers(pattern: str, path: str) -> bool:
    try:
        return compiled(pattern).match(path) is not None
    except HostileInput:
        return False


def globs_of(stated: object) -> list[str]:
    """The globs of a field that may hold one or several."""
    many = stated if isinstance(stated, list) else [stated] if stated else []
    return [str(one) for one in many]


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """A glob as a regular expression that matches a path, or a path below what it names.

    Raises :class:`HostileInput` for a glob with so many wildcards that matching could take long.
    """
    plain = _STARS.sub("**", _REPEATED.sub("**/", pattern.strip("/")))
    parts = _GLOB_PARTS.split(plain)
    if len(parts) // 2 > MOST_WILDCARDS or len(plain) > MOST_CHARS:
        raise HostileInput(
            f"The glob {pattern[:60]!r} has too many wildcards.",
            do=f"Use at most {MOST_WILDCARDS}, in at most {MOST_CHARS} characters.",
        )
    pieces = [_GLOB_MEANING.get(part) or re.escape(part) for part in parts]
    return re.compile(rf"(?:{''.join(pieces)})(?:/.*)?\Z", re.DOTALL)
