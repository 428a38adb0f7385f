"""The words of a record, cut as they are indexed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dayline.base.errors import DaylineError
from dayline.base.heads import split
from dayline.records.packing import unpacked
from dayline.records.queries import Record
from dayline.search.chunks import Chunk, chunks


class Content(NamedTuple):
    """``title`` and ``text`` are empty where the words were erased."""

    title: str
    text: str
    cuts: list[Chunk]


def content_of(record: Record, words: Mapping[str, Any] | None) -> Content:
    """What the payload of a record's text holds."""
    content = unpacked(words)
    text = "" if content is None else content.decode(errors="replace")
    return Content("" if content is None else record.title, text, cuts_of(text))


def cuts_of(text: str) -> list[Chunk]:
    """The passages of a text after its head."""
    try:
        start = split(text).end
    except DaylineError:
        start = 0
    return chunks(text, start=start)
