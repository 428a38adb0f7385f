"""Irregular forms of words from the list beside this file: ``wrote`` is one of ``write``. Pure."""

from __future__ import annotations

from functools import cache

from dayline.base.lists import lines


@cache
def families() -> tuple[tuple[str, ...], ...]:
    """The forms of each irregular word in lower case, the one that dictionaries list first."""
    return tuple(tuple(line.split()) for line in lines("dayline.base", "forms.txt"))


@cache
def first_forms() -> dict[str, str]:
    """Each other form with the first of its family: ``wrote`` with ``write``."""
    return {form: first for first, *others in families() for form in others}
