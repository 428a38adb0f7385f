"""Reading one document in a dialect: what it is, its title, its status, its links."""

from __future__ import annotations

import re
from datetime import date

from dayline.base.document import Style, split
from dayline.base.findings import Finding, Severity
from dayline.records.dialect import header
from dayline.records.dialect.document import Read, StatedField
from dayline.records.dialect.fields import require, take_fields
from dayline.records.dialect.links import stated_links
from dayline.records.dialect.model import Dialect
from dayline.records.dialect.references import ref_of_file
from dayline.records.dialect.status import read_status_text

__all__ = ["Read", "StatedField", "read_document"]


def read_document(dialect: Dialect, path: str, text: str, *, sidecar: str = "") -> Read:
    """The document at ``path`` with the content ``text``, read in ``dialect``.

    ``sidecar`` is the content of the file beside it that holds the header, for dialects that
    have one. Raises nothing for what a text may contain: faults are findings of the result.
    """
    head = split(text, path=path, style=_head_style(dialect), lenient=True)
    read = Read(path, text, dialect, head, sidecar=sidecar, body=head.end)
    read.findings.extend(head.findings)
    _identify(read)
    heading = take_fields(read)
    _take_title(read, heading)
    if read.is_template or _is_stub(read):
        read.findings.clear()
        return read
    if read.ref:
        require(read)
    read.status = read_status_text(read)
    read.date = _date_of(read)
    read.links = tuple(stated_links(read))
    return read


def _head_style(dialect: Dialect) -> Style:
    if "rfc822" in dialect.styles:
        return "rfc822"
    return "yaml" if "yaml" in dialect.styles else "none"


def _identify(read: Read) -> None:
    names = read.dialect.files
    if names.is_template(read.path):
        read.is_template = True
        return
    read.ref = ref_of_file(read.path, names, read.dialect.prefix)
    found = names.any_record(read.path) or names.part(read.path)
    number = found.groupdict().get("number") if found else None
    read.number = int(number) if number else None
    if number and not read.ref:
        read.part_of = f"{read.dialect.prefix}-{int(number)}"


_MOVED = re.compile(
    r"\W*(?:\w+ ){0,6}moved to:? \[[^\]]{0,200}\]\((?P<target>[^()\s]{1,300})\)\W*", re.IGNORECASE
)


_ADDRESS = re.compile(r"\]\((?P<link>[^()\s]{1,300})\)|(?P<bare>https?://[^\s<>)]{1,300})")


def _is_stub(read: Read) -> bool:
    """Whether the whole document only says where the record went."""
    if len(read.text) > 1_500:
        return False
    found = None if read.fields else _MOVED.fullmatch(read.text, read.body)
    target = found["target"] if found else _moved_by_status(read)
    if not target:
        return False
    read.moved_to = target
    read.ref = ""
    return True


def _moved_by_status(read: Read) -> str:
    rule = read.dialect.status
    stated = read.fields.get(rule.field) if rule.moved else None
    if stated is None or str(stated.raw).strip().casefold() not in rule.moved:
        return ""
    found = _ADDRESS.search(read.text, read.body)
    return (found["link"] or found["bare"]) if found else "elsewhere"


def _take_title(read: Read, heading: tuple[str, int]) -> None:
    stated = read.fields.get("title")
    number: int | None = None
    if stated is not None and isinstance(stated.value, str) and stated.value:
        read.title, read.title_line = stated.value, stated.line
    elif "heading" in read.dialect.title_from:
        text, line = heading if heading[0] else header.first_heading(read.text, read.head.end)
        if text and text.casefold() not in read.dialect.section_names:
            read.title, number = read.dialect.titles.split(text)
            read.title_line = line
            _compare_number(read, number, line, "The heading")
    if not read.title and read.ref:
        read.title = _title_of_slug(read)
    numbered = read.fields.get("number")
    if numbered is not None and isinstance(numbered.value, int):
        _compare_number(read, numbered.value, numbered.line, f"`{numbered.name}`")


def _compare_number(read: Read, number: int | None, line: int, where: str) -> None:
    if number is None or read.number is None or number == read.number or not read.ref:
        return
    read.findings.append(
        Finding(
            "number-mismatch",
            f"{where} says {number}, the file name {read.number}.",
            "Make the two agree; others refer to the record by its file name.",
            read.path,
            line,
            severity=Severity.WARNING,
        )
    )


def _title_of_slug(read: Read) -> str:
    found = read.dialect.files.any_record(read.path)
    slug = (found.groupdict().get("slug") if found else "") or ""
    return re.sub(r"[-_]+", " ", slug).strip()


def _date_of(read: Read) -> date | None:
    for key in ("date", "created", "updated"):
        value = read.value(key)
        if isinstance(value, date):
            return value
    return None
