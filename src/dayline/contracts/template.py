"""A blank text under a contract: what a person finds when they start to write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dayline.contracts.terms import Contract, Field, Section

_PLAIN = re.compile(r"""\A[A-Za-z0-9_./(][^:#\n\[\]{},"'`]*\Z""")
_NOT_TEXT = re.compile(
    r"\A(?:null|true|false|[0-9][0-9_.eE+-]*|0[xo][0-9A-Fa-f]+)\Z", re.IGNORECASE
)


def blank(
    contract: Contract,
    *,
    ref: str,
    title: str,
    author: str,
    fields: Mapping[str, str | Sequence[str]] | None = None,
) -> str:
    """A draft with every field that is always needed and every section, each with its help.

    Help stands in HTML comments, which no gate counts as content. ``fields`` fills fields and
    links by name; ``author`` is a handle such as ``@ana``.
    """
    given = dict(fields or {})
    lines = [
        "---",
        f"contract: {contract.name}/{contract.version}",
        f"id: {ref}",
        f"state: {contract.initial}",
        f'author: "{author}"',
    ]
    for field in contract.fields.values():
        lines += _field(field, given.pop(field.name, None))
    lines += [f"{name}: {_value(_listed(name, value, contract))}" for name, value in given.items()]
    lines += ["---", "", f"# {title or contract.title}", ""]
    for section in contract.sections:
        lines += _section(section, contract)
    return "\n".join(lines)


_NO_TEXT = ("number", "decimal", "boolean")
_NUMBER_OR_TRUTH = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|true|false")


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _field(field: Field, value: str | Sequence[str] | None) -> list[str]:
    if value is None and field.default is not None:
        value = field.default if isinstance(field.default, (str, list)) else _word(field.default)
    if value is None and not field.required:
        return []
    if field.many and isinstance(value, str):
        value = [value]
    if value is None:
        shown = "[]" if field.many else ""
    elif field.type in _NO_TEXT and isinstance(value, str) and _NUMBER_OR_TRUTH.fullmatch(value):
        shown = value  # in quotes it would be a text
    else:
        shown = _value(value)
    comment = f"  # {field.help}" if field.help and value is None else ""
    return [f"{field.name}: {shown}{comment}".rstrip()]


def _listed(name: str, value: str | Sequence[str], contract: Contract) -> str | Sequence[str]:
    """Links are always lists, because a second one may come."""
    inverses = {link.inverse for link in contract.links.values()}
    is_link = name in contract.links or name in inverses
    return [value] if is_link and isinstance(value, str) else value


def _value(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return _scalar(value)
    return f"[{', '.join(_scalar(str(item)) for item in value)}]"


def _scalar(text: str) -> str:
    if _PLAIN.match(text) and not _NOT_TEXT.match(text) and text == text.strip():
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _section(section: Section, contract: Contract) -> list[str]:
    lines = [f"## {section.name}", ""]
    if section.help:
        lines += [f"<!-- {section.help} -->", ""]
    if section.items and section is _first_with(section.items, contract):
        rule = contract.items[section.items]
        kinds = " ".join(f"({kind})" for kind in rule.types)
        lines += [f"<!-- {rule.help or rule.title} Start an item with one of: {kinds} -->", ""]
    return lines


def _first_with(items: str, contract: Contract) -> Section:
    """The first section that takes these items: what they are is said once."""
    return next(section for section in contract.sections if section.items == items)
