"""What a tool is called with, held against its schema: bounded, and refused in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dayline.base.errors import InvalidInput

Schema = Mapping[str, Any]

LONGEST = 200_000
"""Characters of one text; a record's own limit is stricter where it matters."""

_NAMES = {"string": str, "array": list, "object": dict}


def text(help_: str, *, most: int = 80, of: tuple[str, ...] = ()) -> Schema:
    """The schema of a text of at most so many characters, or of one of some words."""
    choice: dict[str, Any] = {"enum": list(of)} if of else {"maxLength": most}
    return {"type": "string", "description": help_, **choice}


def texts(help_: str, *, most: int = 20) -> Schema:
    """The schema of a list of short texts."""
    item = {"type": "string", "maxLength": 80}
    return {"type": "array", "description": help_, "items": item, "maxItems": most}


def fields(help_: str) -> Schema:
    """The schema of values by name; each is a text or a list of texts."""
    return {"type": "object", "description": help_, "maxProperties": 40}


def checked(schema: Schema, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The arguments, with absent texts as "" and absent lists empty. Raises :class:`InvalidInput`.

    ``schema`` is that of a tool: an object whose properties are made by the functions above.
    """
    values = dict(given or {})
    known: Mapping[str, Schema] = schema["properties"]
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise InvalidInput(
            f"There is no argument {unknown[0][:40]!r}.", do=f"Known are: {', '.join(known)}."
        )
    missing = [name for name in schema.get("required", ()) if values.get(name) in (None, "")]
    if missing:
        raise InvalidInput(f"{missing[0]} is missing.", do=known[missing[0]]["description"])
    return {name: _value(name, one, values.get(name)) for name, one in known.items()}


def _value(name: str, schema: Schema, value: Any) -> Any:
    wanted = _NAMES[schema["type"]]
    if value is None:
        return wanted()
    if not isinstance(value, wanted):
        raise InvalidInput(f"{name} is no {schema['type']}.", do=schema["description"])
    if isinstance(value, str):
        _check_text(name, schema, value)
    elif isinstance(value, list):
        if len(value) > schema["maxItems"]:
            raise InvalidInput(f"{name} has more than {schema['maxItems']} items.", do="Use fewer.")
        for one in value:
            _value(name, {**schema["items"], "description": schema["description"]}, one)
    else:
        return _checked_fields(name, schema, value)
    return value


def _check_text(name: str, schema: Schema, value: str) -> None:
    if "enum" in schema and value not in ("", *schema["enum"]):
        raise InvalidInput(
            f"{name} cannot be {value[:40]!r}.", do=f"Choose: {', '.join(schema['enum'])}."
        )
    most = schema.get("maxLength", LONGEST)
    if len(value) > most:
        raise InvalidInput(
            f"{name} has {len(value):,} characters; {most:,} are the most.",
            kept="Nothing was changed.",
            do="Make it shorter.",
        )


def _checked_fields(name: str, schema: Schema, value: dict[str, Any]) -> dict[str, Any]:
    if len(value) > schema["maxProperties"]:
        raise InvalidInput(f"{name} has too many members.", do="Use those of the contract.")
    for key, one in value.items():
        listed = one if isinstance(one, list) else [one]
        bad = len(key) > 80 or len(listed) > 100
        if bad or not all(isinstance(part, str) and len(part) <= 2_000 for part in listed):
            raise InvalidInput(
                f"{name}: {key[:40]!r} is neither a text nor a list of texts.",
                do='Write {"to": "@austin"} or {"tags": ["a", "b"]}.',
            )
    return value
