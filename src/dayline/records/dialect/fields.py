"""The header fields of a document, from wherever its dialect keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dayline.base.findings import Finding
from dayline.base.strict_yaml import load_leniently
from dayline.records.dialect import header
from dayline.records.dialect.document import Read, StatedField
from dayline.records.dialect.values import Fault, is_empty

_UNREAD = frozenset(("yaml-syntax", "head-unclosed", "yaml-limit", "yaml-refused"))


def take_fields(read: Read) -> tuple[str, int]:
    """Fills ``read.fields``; returns the heading over a listed head and its line."""
    written = read.head.written
    for name, value in read.head.fields.items():
        # 3.10 is the version that somebody wrote, 3.1 the number that YAML makes of it.
        raw = written.get((name,), value) if written else value
        _take(read, str(name), raw, read.head.lines.get((name,), 0))
    styles = read.dialect.styles
    if read.dialect.sidecar and read.sidecar:
        _take_sidecar(read)
    if "bullets" not in styles and "lines" not in styles:
        return "", 0
    listed = header.listed(
        read.text,
        read.head.end,
        read.dialect.names,
        bullets="bullets" in styles,
        lines="lines" in styles,
    )
    for item in listed.fields:
        _take_listed(read, item)
    read.body = max(read.body, listed.end)
    return listed.heading, listed.heading_line


def _take_sidecar(read: Read) -> None:
    marked, error = load_leniently(read.sidecar, path=sidecar_path(read))
    if error is not None:
        read.findings.extend(error.findings)
    values = marked.value if isinstance(marked.value, dict) else {}
    for name, value in values.items():
        raw = marked.written.get((name,), value)
        _take(read, str(name), raw, marked.lines.get((name,), 0), "sidecar")


def sidecar_path(read: Read) -> str:
    """Where the header of ``read`` stands when it is a file of its own."""
    return f"{read.path.rpartition('/')[0]}/{read.dialect.sidecar}".lstrip("/")


def _take(  # noqa: PLR0917 -- called once per field, where keywords would cost
    read: Read,
    name: str,
    raw: object,
    line: int,
    place: str = "head",
    start: int = -1,
    end: int = -1,
) -> None:
    known = read.dialect.by_name.get(name.casefold())
    key = known.rule.key if known else name
    if key in read.fields:
        return
    value: object = raw
    if known and is_empty(raw):
        value = None
    elif known:
        value, fault = known.parse(raw, known.parsing)
        if fault:
            read.findings.append(_finding(read, fault, line, place))
    read.fields[key] = StatedField(name, key, raw, value, line, start, end, place)


def _take_listed(read: Read, item: header.RawField) -> None:
    """A line of a listed head: a field, one more value of a field, or a duplicate."""
    known = read.dialect.by_name.get(item.name.casefold())
    key = known.rule.key if known else item.name
    first = read.fields.get(key)
    if first is None:
        _take(read, item.name, item.value, item.line, "list", item.start, item.end)
    elif known and known.rule.many:
        both = f"{first.raw}\n{item.value}"
        value, _ = known.parse(both, known.parsing)
        read.fields[key] = replace(first, raw=both, value=value)
    else:
        read.findings.append(
            Finding(
                "key-duplicate",
                f"The key `{item.name}` stands twice: on line {first.line} and here.",
                "Keep one of them.",
                read.path,
                item.line,
            )
        )


def _finding(read: Read, fault: Fault, line: int, place: str) -> Finding:
    path = sidecar_path(read) if place == "sidecar" else read.path
    return Finding(fault.rule, fault.message, fault.remedy, path, line, severity=fault.severity)


def require(read: Read) -> None:
    """Adds a finding for each field that must be stated and is not."""
    if any(finding.rule in _UNREAD for finding in read.findings):
        return  # the head could not be read; what it may hold is not missing
    for rule in read.dialect.required:
        if not _says(read, rule.key):
            _missing(read, rule.name, rule.key, "")
    for rule in read.dialect.conditional:
        for key, values in rule.required_when.items():
            stated = str(read.value(key) or "")
            when = stated.casefold() in {value.casefold() for value in values}
            if when and not _says(read, rule.key):
                _missing(read, rule.name, rule.key, f" when `{key}` is {stated}")

    begun = read.value("created")
    for rule in read.dialect.dated:
        late = rule.required_from and isinstance(begun, date) and begun >= rule.required_from
        if late and not _says(read, rule.key):
            _missing(read, rule.name, rule.key, f"; records state it since {rule.required_from}")


def _says(read: Read, key: str) -> bool:
    stated = read.fields.get(key)
    return stated is not None and not is_empty(stated.raw)


def _missing(read: Read, name: str, key: str, why: str) -> None:
    stated = read.fields.get(key)
    path = sidecar_path(read) if read.dialect.sidecar else read.path
    read.findings.append(
        Finding(
            "field-missing",
            f"`{name}` is missing{why}.",
            f"Add a line `{name}: ...` to the head.",
            path,
            stated.line if stated else 1,
        )
    )
