"""Which files a record governs: ``applies_to`` globs, as CODEOWNERS and git read them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_GLOB_PARTS = re.compile(r"(\*\*/|\*\*|\*|\?)")
_GLOB_MEANING = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def applies(fields: Mapping[str, Any], target: str) -> bool:
    """Whether ``applies_to`` covers a path: a glob that matches it or a folder above it.

    Globs are those of CODEOWNERS and git: ``**`` crosses folders, ``*`` does not.
    """
    path = target.strip("/")
    stated = fields.get("applies_to") or []
    patterns = stated if isinstance(stated, list) else [stated]
    return any(_glob(str(pattern)).match(path) for pattern in patterns)


@lru_cache(maxsize=4096)
def _glob(pattern: str) -> re.Pattern[str]:
    parts = _GLOB_PARTS.split(pattern.strip("/"))
    pieces = [_GLOB_MEANING.get(part) or re.escape(part) for part in parts]
    return re.compile(rf"(?:{''.join(pieces)})(?:/.*)?\Z", re.DOTALL)
