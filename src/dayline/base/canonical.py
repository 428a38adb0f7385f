"""One value, one sequence of bytes: the form that is hashed.

The form is RFC 8785 (JSON Canonicalization Scheme) restricted to strings, booleans, null,
integers of at most 53 bits, arrays and objects. Floats are refused: two machines may print the
same float differently, and a record has no need of one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from dayline.base.errors import HostileInput, InvalidInput

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

_LARGEST = 2**53 - 1
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=True, separators=(",", ":")
)


def canonical_bytes(value: Json) -> bytes:
    """The canonical UTF-8 bytes of ``value``.

    Raises :class:`InvalidInput` for floats, integers past 53 bits, lone surrogates and keys
    that are not ASCII strings, and :class:`HostileInput` for nesting that no record has.
    """
    try:
        return _ENCODER.encode(value if _is_plain(value) else _ordered(value)).encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            "The text holds half of a surrogate pair, which is no character.",
            do=f"Remove the character at position {error.start}.",
        ) from None
    except RecursionError:
        raise HostileInput("The value is nested too deeply.", do="Flatten it.") from None


def _is_plain(value: Json) -> bool:
    """Whether the encoder can take ``value`` as it is, which is nearly always so.

    What is not plain goes to :func:`_ordered`, which converts it or says what is wrong.
    """
    if type(value) is dict:
        for key in value:
            if type(key) is not str or not key.isascii():
                return False
        items: Iterable[Json] = value.values()
    elif type(value) is list:
        items = value
    else:
        items = (value,)
    for item in items:
        kind = type(item)
        if kind is str or kind is bool or item is None:
            continue
        if kind is int:
            if not -_LARGEST <= item <= _LARGEST:  # type: ignore[operator]
                return False
        elif (kind is not dict and kind is not list) or not _is_plain(item):
            return False
    return True


def _ordered(value: Json) -> Json:
    """``value`` checked; objects whose keys sort differently in UTF-16 are put in that order."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is int:
        if -_LARGEST <= value <= _LARGEST:  # type: ignore[operator]
            return value
        raise InvalidInput(
            f"The number {value} is too large for canonical JSON.",
            do="Write it as a string.",
        )
    if kind is list:
        return [_ordered(item) for item in value]  # type: ignore[union-attr]
    if isinstance(value, Mapping):
        return _ordered_object(value)
    raise InvalidInput(
        f"A value of type {kind.__name__} has no canonical form.", do="Use text, integers or lists."
    )


def _ordered_object(value: Mapping[str, Json]) -> dict[str, Json]:
    for key in value:
        if type(key) is not str:
            raise InvalidInput("Object keys must be strings.", do=f"Quote the key {key!r}.")
        if not key.isascii():
            # json sorts by code point; RFC 8785 by UTF-16 unit. They differ past U+D7FF.
            raise InvalidInput(
                "Object keys in the journal are plain ASCII.", do=f"Rename the key {key!r}."
            )
    return {key: _ordered(item) for key, item in value.items()}
