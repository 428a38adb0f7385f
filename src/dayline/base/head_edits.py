"""Surgical edits of one key of a head: every other byte of the document stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml
from yaml import CSafeLoader

from dayline.base.errors import InvalidInput
from dayline.base.header_edits import Value, end_of_line, header_text, set_header
from dayline.base.heads import Fences, Head, fences, split
from dayline.base.scalars import plain_value

_PLAIN = re.compile(
    r"[A-Za-z0-9_/.(+À-ʯ](?:[^\s#:\[\]{},\"'&*!|>%@`\\]|,(?=\S)|:(?=[^\s,])|[ ](?=[^\s#]))*"
)
_AMBIGUOUS = re.compile(r"(?i:y|n|yes|no|on|off)|[-+]?[0-9][0-9_:]*")  # for YAML 1.1 readers
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*")


class _Item(NamedTuple):
    """One scalar inside an entry: its value and where it stands."""

    value: str
    start: int
    end: int


class _Entry(NamedTuple):
    """One top-level entry, in character offsets of the YAML text.

    ``[key, end)`` is the entry, up to the end of its value; ``[value, end)`` the value.
    ``style`` is ``"``, ``'``, ``|``, ``>``, "" (plain), ``[`` (flow list), ``-`` (block list)
    or ``{`` (anything else); ``indent`` the column of a block list's hyphens.
    """

    name: str
    key: int
    colon: int
    value: int
    end: int
    style: str
    indent: int
    items: tuple[_Item, ...] = ()


def set_field(text: str, key: str, value: Value, *, after: str = "") -> str:
    """``text`` with the top-level head key ``key`` set to ``value``; None removes the key.

    Only the bytes of that value change: quotes, list style and comments around it are kept. An
    absent key is added behind ``after``, else at the end of the head; a document without a head
    gets one. Raises :class:`InvalidInput` when the head is malformed or the edit cannot be made
    so that it reads back as asked.
    """
    head = split(text)
    if head.style == "rfc822":
        edited = set_header(text, head, key, value, after)
    elif head.style == "yaml":
        found = fences(text, head.start)
        assert found is not None  # noqa: S101  (split has just found them)
        edited = _set_yaml(text, found, key, value, after)
    elif value is None:
        return text
    else:
        line = "\r\n" if "\r\n" in text else "\n"
        front = f"---{line}{_line_for(key, value, line)}---{line}"
        edited = text[: head.start] + front + text[head.start :]
    return _verified(head, edited, key, value)


def _verified(before: Head, edited: str, key: str, value: Value) -> str:
    """``edited``, once it is sure that this key, and no other, reads differently."""
    after = split(edited)
    expected = dict(before.fields)
    if value is None:
        expected.pop(key, None)
    else:
        expected[key] = value if isinstance(value, str | int) else list(value)
        if after.style == "rfc822":
            expected[key] = header_text(value)
    if dict(after.fields) != expected:
        raise InvalidInput(
            f"Setting the key `{key[:60]}` here would change more than its value.",
            kept="The document is unchanged.",
            do="Edit the head by hand.",
        )
    return edited


# YAML front matter.


def _set_yaml(text: str, found: Fences, key: str, value: Value, after: str) -> str:
    inner = text[found.inner : found.close]
    line = "\r\n" if text.startswith("\r\n", text.find("\n", found.start) - 1) else "\n"
    entries = _entries(inner)
    there = next((entry for entry in entries if entry.name == key), None)
    if there is None:
        if value is None:
            return text
        inner = _added(inner, entries, _line_for(key, value, line), after, line)
    elif value is None:
        inner = inner[: there.key] + inner[end_of_line(inner, there.end) :]
    else:
        inner = _changed(inner, there, value, line)
    return text[: found.inner] + inner + text[found.close :]


def _entries(inner: str) -> list[_Entry]:
    """The top-level entries of a YAML mapping whose text the strict loader has accepted."""
    parser = CSafeLoader(inner)
    _next(parser)
    if isinstance(_next(parser), yaml.StreamEndEvent):
        return []
    opening = _next(parser)
    if not isinstance(opening, yaml.MappingStartEvent):
        return []
    if opening.flow_style:
        raise InvalidInput(
            "The front matter is one flow mapping.",
            kept="The document is unchanged.",
            do="Write it as `key: value` lines.",
        )
    found = []
    while not isinstance(key := _next(parser), yaml.MappingEndEvent):
        found.append(_entry(inner, key, parser))
    return found


def _entry(inner: str, key: yaml.Event, parser: CSafeLoader) -> _Entry:
    first = _next(parser)
    flow = bool(getattr(first, "flow_style", False))
    end, depth, items = _stop(first), 0, []
    event = first
    while True:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            end = _stop(event) if flow else end
        else:
            end = max(end, _stop(event))
            items.append(_Item(getattr(event, "value", ""), _start(event), _stop(event)))
        if depth == 0:
            break
        event = _next(parser)
    colon = inner.index(":", _stop(key)) + 1
    start = max(_start(first), colon)
    style, indent = _style(inner, first)
    end = max(end, start)
    if style in {"|", ">"}:
        end = start + len(inner[start:end].rstrip())
    name = key.value if isinstance(key, yaml.ScalarEvent) else ""
    return _Entry(name, _start(key), colon, start, end, style, indent, tuple(items))


def _next(parser: CSafeLoader) -> yaml.Event:
    event = parser.get_event()
    assert event is not None  # noqa: S101  (the strict loader has read this text to its end)
    return event


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _stop(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _style(inner: str, first: yaml.Event) -> tuple[str, int]:
    if isinstance(first, yaml.ScalarEvent):
        return first.style or "", 0
    if not isinstance(first, yaml.SequenceStartEvent):
        return "{", 0
    if first.flow_style:
        return "[", 0
    # libyaml places a block list without indent after its key; look for the first hyphen.
    at = inner.index("-", _start(first))
    return "-", at - (inner.rfind("\n", 0, at) + 1)


def _added(inner: str, entries: list[_Entry], new: str, after: str, line: str) -> str:
    before = next((entry for entry in entries if entry.name == after), None)
    at = end_of_line(inner, before.end) if before else len(inner)
    gap = line if at and not inner[:at].endswith("\n") else ""
    return inner[:at] + gap + new + inner[at:]


def _changed(inner: str, entry: _Entry, value: Value, line: str) -> str:
    if not isinstance(value, str | int):
        return _changed_list(inner, entry, value or (), line)
    new = _scalar(value, entry.style)
    if entry.style == "-":  # a list in lines below becomes a value on the key's own line
        return f"{inner[: entry.colon]} {new}{inner[entry.end :]}"
    return _value_replaced(inner, entry, new)


def _value_replaced(inner: str, entry: _Entry, new: str) -> str:
    gap = " " if entry.value == entry.colon else ""
    return inner[: entry.value] + gap + new + inner[entry.end :]


def _changed_list(inner: str, entry: _Entry, value: Sequence[str], line: str) -> str:
    """Items that stay in front stay as they are, with their quotes and comments."""
    kept = 0
    if entry.style in {"-", "["}:
        while kept < min(len(value), len(entry.items)) and entry.items[kept].value == value[kept]:
            kept += 1
    new = [_item(item) for item in value[kept:]]
    if entry.style == "-" and value:
        pad = " " * entry.indent
        if kept:
            at, lead = _end_of_content(inner, entry.items[kept - 1].end), line
        else:
            at, lead = inner.index("-", entry.colon) - entry.indent, ""
        rest = _end_of_content(inner, entry.end) if kept == len(entry.items) else entry.end
        added = (lead if new else "") + line.join(f"{pad}- {item}" for item in new)
        return inner[:at] + added + inner[rest:]
    if entry.style == "[" and kept:
        at = entry.items[kept - 1].end
        return inner[:at] + "".join(f", {item}" for item in new) + inner[entry.end - 1 :]
    if entry.style == "-":
        return f"{inner[: entry.colon]} []{inner[entry.end :]}"
    return _value_replaced(inner, entry, _flow(new))


def _end_of_content(inner: str, at: int) -> int:
    """The end of the line at ``at``, before its line break."""
    return len(inner[: end_of_line(inner, at)].rstrip("\r\n"))


def _item(value: str) -> str:
    """A list item: in a flow list a comma ends it."""
    return _quoted(value) if "," in value else _scalar(value, "")


def _flow(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def _line_for(key: str, value: Value, line: str) -> str:
    name = key if _KEY.fullmatch(key) else _quoted(key)
    if isinstance(value, str | int) or value is None:
        return f"{name}: {_scalar('' if value is None else value, '')}{line}"
    return f"{name}: {_flow([_item(item) for item in value])}{line}"


def _scalar(value: str | int, style: str) -> str:
    """``value`` as YAML, in the quotes that stood there, where these can hold it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style == '"' or not value.isprintable():
        return _quoted(value)
    if not _PLAIN.fullmatch(value) or _AMBIGUOUS.fullmatch(value):
        return _quoted(value)
    return value if isinstance(plain_value(value), str) else _quoted(value)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _quoted(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(c) or _escaped(c) for c in value) + '"'


def _escaped(character: str) -> str:
    if character.isprintable() or character == "\u200d":
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise InvalidInput(
            "The value holds half of a surrogate pair, which is no character.",
            kept="The document is unchanged.",
            do="Remove that character.",
        )
    return (
        f"\\x{code:02X}"
        if code < 0x100
        else f"\\u{code:04X}"
        if code < 0x10000
        else f"\\U{code:08X}"
    )
