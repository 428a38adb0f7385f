"""Irregular forms of words from the list beside this file: ``wrote`` is one of ``write``. Pure."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def families() -> tuple[tuple[str, ...], ...]:
    """The forms of each irregular word in lower case, the one that dictionaries list first."""
    text = files(__package__).joinpath("forms.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return tuple(tuple(line) for line in lines if line)


@cache
def first_forms() -> dict[str, str]:
    """Each other form with the first of its family: ``wrote`` with ``write``."""
    return {form: first for first, *others in families() for form in others}
