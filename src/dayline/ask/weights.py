"""The weights that were learnt: of what sentences and answers are judged by. Reads its own file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


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
    found: dict[str, dict[str, float]] = {}
    into: dict[str, float] = {}
    text = files(__package__).joinpath("weights.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            into = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, value = line.split()
            into[name] = float(value)
    return found
