"""What a plain YAML scalar means under the YAML 1.2 core schema (section 10.3.2), made safe.

Three deviations, each towards keeping what was written: a number with leading zeros stays text
(`0042` is a file's number, not an amount), as do ``.inf``, ``.nan`` (no JSON has them) and numbers
of more than 400 digits.
"""

from __future__ import annotations

import re

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMERIC = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,399})")
_BASED = re.compile(r"0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]{1,400}|(?:0|[1-9][0-9]{0,300})(?:\.[0-9]{0,400})?)(?:[eE][-+]?[0-9]{1,3})?"
)


def plain_value(text: str) -> str | int | float | bool | None:
    """The value of a scalar that stands without quotes."""
    if text[:1] not in _NUMERIC:
        return _WORDS.get(text, text)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if number - number == 0 else text
    return _WORDS.get(text, text)
