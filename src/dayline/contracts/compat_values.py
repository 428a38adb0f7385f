"""Whether every value that one field allows is allowed by another."""

from __future__ import annotations

from decimal import Decimal

from dayline.contracts.terms import Field
from dayline.contracts.values import TYPES

_WIDER: dict[str, frozenset[str]] = {
    "text": frozenset(TYPES) - {"boolean"},
    "decimal": frozenset({"number", "decimal"}),
    "version": frozenset({"number", "version"}),
}


def admits(reader: Field, writer: Field) -> bool:
    """Whether ``reader`` takes each value that is valid (and not empty) under ``writer``."""
    if writer.many and not reader.many:
        return False
    if writer.type not in _WIDER.get(reader.type, frozenset({reader.type})):
        return False
    if reader.type == "choice" and not set(writer.of) <= set(reader.of):
        return False
    if reader.type == "record" and not _kinds_within(writer, reader):
        return False
    return _within(_measure(writer, reader), (reader.minimum, reader.maximum))


def _kinds_within(writer: Field, reader: Field) -> bool:
    return not reader.of or (bool(writer.of) and set(writer.of) <= set(reader.of))


Bounds = tuple[Decimal | None, Decimal | None]


def _measure(writer: Field, reader: Field) -> Bounds:
    """The range of what ``reader`` measures, over the values of ``writer``."""
    if reader.many:
        if not writer.many:
            return Decimal(1), Decimal(1)
        return max(Decimal(1), writer.minimum or Decimal(0)), writer.maximum
    if TYPES[reader.type].bounds == "value":
        same = TYPES[writer.type].bounds == "value"
        return (writer.minimum, writer.maximum) if same else (None, None)
    if writer.type == "choice":
        lengths = [Decimal(len(choice)) for choice in writer.of] or [Decimal(1)]
        return min(lengths), max(lengths)
    if TYPES[writer.type].bounds == "length":
        return max(Decimal(1), writer.minimum or Decimal(0)), writer.maximum
    return Decimal(1), None


def _within(inner: Bounds, outer: Bounds) -> bool:
    low = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    high = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return low and high
