"""Which tags and areas a record's fields give. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

SORTS = {"tag": ("tags", "tag"), "area": ("area", "areas")}
"""What labels are called here, and under which names fields give them."""

LONGEST = 80
_MOST = 50


def name_of(text: str) -> str:
    """A label as it is compared: case and outer blanks make no difference."""
    return " ".join(text.split()).casefold()[:LONGEST]


def labels_of(fields: Mapping[str, Any]) -> set[tuple[str, str]]:
    """``(sort, name)`` of each label that the fields give, at most 50 of a sort."""
    return {
        (sort, name)
        for sort, keys in SORTS.items()
        for name in list(dict.fromkeys(name for key in keys for name in _names(fields.get(key))))[
            :_MOST
        ]
    }


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and (name := name_of(one)):
            yield name
