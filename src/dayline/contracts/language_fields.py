"""Reads the parts of a contract that describe the head of a text: fields and links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from dayline.contracts.reading import NAME, Reader, Where, shown
from dayline.contracts.terms import (
    BUILT_IN_ROLES,
    RESERVED_FIELDS,
    Field,
    LinkType,
    Required,
)
from dayline.contracts.values import TYPES, decimal, is_empty, value_problems

FIELD_KEYS: Mapping[str, str] = {
    "type": "One of the types below.",
    "required": "`true` (always) or a list of moves before which it must be filled in.",
    "of": "The choices of a `choice`; the kind or kinds of a `record`.",
    "many": "`true` when the field holds a list.",
    "default": "The value that a new record starts with.",
    "title": "How a page names the field.",
    "help": "What to write, in the reader's words.",
    "min": "The least number, the shortest text (characters) or the shortest list (entries).",
    "max": "The greatest number, the longest text (characters) or the longest list (entries).",
    "aliases": "Former names of the field; records that still use them are read.",
}
LINK_KEYS: Mapping[str, str] = {
    "to": "The kind or kinds of record that may be linked; `any` or nothing for all.",
    "inverse": "The name under which the other record states the same link; both are kept in step.",
    "required": "`true` (always) or a list of moves before which a link must be stated.",
    "title": "How a page names the link.",
    "help": "What the link means.",
}


def required(reader: Reader, value: object, where: Where, moves: Collection[str]) -> Required:
    """``true``, ``false``, nothing, a move or a list of moves."""
    if value is None or isinstance(value, bool):
        return Required(always=bool(value))
    names = reader.texts(value, where, "`required`")
    return Required(before=reader.among(names, where, moves, "move"))


def read_fields(reader: Reader, value: object, moves: Collection[str]) -> dict[str, Field]:
    """The ``fields`` of a contract."""
    fields: dict[str, Field] = {}
    for name, given in reader.named(value, ("fields",), "`fields`").items():
        where: Where = ("fields", name)
        if name in RESERVED_FIELDS or name in BUILT_IN_ROLES.keys() - {"owner"}:
            why = RESERVED_FIELDS.get(name, "it is the name of a role")
            reader.problem(
                "contract-reserved", where, f"A field cannot be named `{name}`: {why}.",
                "Choose another name.",
            )  # fmt: skip
        if field := _field(reader, name, given, moves):
            fields[name] = field
            if name == "owner" and field.type not in ("person", "team"):
                reader.problem(
                    "contract-reserved", (*where, "type"),
                    "A field named `owner` must be a person or a team: it is the role `owner`.",
                    "Write `type: person`, or choose another name.",
                )  # fmt: skip
    _check_aliases(reader, {name: field.aliases for name, field in fields.items()}, "fields")
    return fields


def _field(reader: Reader, name: str, given: object, moves: Collection[str]) -> Field | None:
    where: Where = ("fields", name)
    found = reader.mapping(given, where, FIELD_KEYS, f"The field `{name}`")
    kind = reader.text(found.get("type"), (*where, "type"), "`type`")
    if kind not in TYPES:
        reader.problem(
            "contract-field-type", (*where, "type"),
            f"The field `{name}` has no type." if not kind else f"There is no type {shown(kind)}.",
            reader.meant(kind, TYPES, what="types"),
        )  # fmt: skip
        return None
    field = Field(
        name=name,
        type=kind,
        title=reader.text(found.get("title"), (*where, "title"), "`title`")
        or name.replace("_", " ").capitalize(),
        help=reader.text(found.get("help"), (*where, "help"), "`help`"),
        required=required(reader, found.get("required"), (*where, "required"), moves),
        many=reader.boolean(found.get("many"), (*where, "many"), "`many`"),
        of=reader.texts(found.get("of"), (*where, "of"), "`of`"),
        default=found.get("default"),
        minimum=_bound(reader, found, where, "min"),
        maximum=_bound(reader, found, where, "max"),
        aliases=reader.texts(found.get("aliases"), (*where, "aliases"), "`aliases`"),
        line=reader.line(where),
    )
    _check_field(reader, field, where)
    return field


def _bound(reader: Reader, found: Mapping[str, object], where: Where, key: str) -> Decimal | None:
    if found.get(key) is None:
        return None
    number = decimal(found[key])
    if number is None:
        reader.problem(
            "contract-type", (*where, key), f"`{key}` must be a number, not {shown(found[key])}.",
            "Write a number.",
        )  # fmt: skip
    return number


def _check_field(reader: Reader, field: Field, where: Where) -> None:
    if field.type == "choice" and not field.of:
        reader.problem(
            "contract-choice", where, f"The choice `{field.name}` has nothing to choose from.",
            "Add `of: [first, second]`.",
        )  # fmt: skip
    elif field.of and field.type not in ("choice", "record"):
        reader.problem(
            "contract-choice", (*where, "of"), f"`of` means nothing for the type {field.type}.",
            "Use `type: choice` (or `record`), or remove `of`.",
        )  # fmt: skip
    if not TYPES[field.type].bounds and not field.many:
        for key, bound in (("min", field.minimum), ("max", field.maximum)):
            if bound is not None:
                reader.problem(
                    "contract-bound", (*where, key),
                    f"`{key}` means nothing for a single value of type {field.type}.",
                    f"Remove `{key}`.",
                )  # fmt: skip
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        reader.problem(
            "contract-bound", (*where, "min"), f"`min` of `{field.name}` is above `max`.",
            "Exchange the two.",
        )  # fmt: skip
    if not is_empty(field.default):
        for _, message, remedy, _ in value_problems(field, field.default):
            reader.problem(
                "contract-default", (*where, "default"), f"The default: {message}", remedy
            )


def _check_aliases(reader: Reader, aliases: Mapping[str, tuple[str, ...]], part: str) -> None:
    names = {name.casefold() for name in aliases}
    for name, given in aliases.items():
        for alias in given:
            if alias.casefold() in names:
                reader.problem(
                    "contract-double", (part, name, "aliases"),
                    f"{shown(alias)} is both a name and an alias.", "Remove the alias.",
                )  # fmt: skip


def read_links(
    reader: Reader, value: object, fields: Collection[str], moves: Collection[str]
) -> dict[str, LinkType]:
    """The ``links`` of a contract."""
    links: dict[str, LinkType] = {}
    for name, given in reader.named(value, ("links",), "`links`").items():
        where: Where = ("links", name)
        found = reader.mapping(given, where, LINK_KEYS, f"The link `{name}`")
        if name in fields or name in RESERVED_FIELDS:
            reader.problem(
                "contract-double", where, f"`{name}` is already a key of the record's head.",
                "Give the link a name of its own.",
            )  # fmt: skip
        links[name] = LinkType(
            name=name,
            to=kinds(reader, found.get("to"), (*where, "to")),
            inverse=reader.name(found.get("inverse"), (*where, "inverse"), "`inverse`"),
            title=reader.text(found.get("title"), (*where, "title"), "`title`")
            or name.replace("_", " ").capitalize(),
            help=reader.text(found.get("help"), (*where, "help"), "`help`"),
            required=required(reader, found.get("required"), (*where, "required"), moves),
            line=reader.line(where),
        )
    return links


def kinds(reader: Reader, value: object, where: Where) -> tuple[str, ...]:
    """A kind or a list of kinds; ``any`` stands for all and gives an empty tuple."""
    names = reader.texts(value, where, "A kind")
    for name in names:
        if not NAME.fullmatch(name):
            reader.problem(
                "contract-name", where, f"{shown(name)} is not the name of a kind.",
                "Write the name of a contract, such as `decision`, or `any`.",
            )  # fmt: skip
    return () if "any" in names else names
