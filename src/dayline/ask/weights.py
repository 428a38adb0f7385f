"""The weights that were learnt: of what sentences and answers are judged by. Reads its own file."""

from __future__ import annotations

from functools import cache

from dayline.base.lists import sections


@cache
def weights(part: str, names: tuple[str, ...]) -> tuple[float, ...]:
    """Those of a part of ``weights.txt``, in the order of ``names``.

    Raises KeyError for a name that has none, so that none is forgotten when they are learnt anew.
    """
    known = stored()[part]
    return tuple(known[name] for name in names)


@cache
def stored() -> dict[str, dict[str, float]]:
    """All parts of the file, each with its names and weights."""
    return {
        part: {name: float(value) for name, value in map(str.split, rows)}
        for part, rows in sections("dayline.ask", "weights.txt").items()
    }
