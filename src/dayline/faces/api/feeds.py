"""Lists as Atom feeds (RFC 4287). Pure: values in, bytes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from dayline.base.instants import to_text

MEDIA_TYPE = "application/atom+xml"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed. ``key`` is unique within the workspace and stays."""

    key: str
    title: str
    url: str
    updated: datetime
    author: str
    summary: str = ""
    category: str = ""


def feed(
    origin: str, key: str, title: str, *, own: str, page: str, items: Sequence[Item], at: datetime
) -> bytes:
    """A feed; ``own`` is its address, ``page`` that of the page that shows the same.

    ``at`` stands for the time of a feed without entries.
    """
    updated = max((item.updated for item in items), default=at)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_id(origin, key)}</id><title>{_text(title)}</title>",
        f"<updated>{to_text(updated)}</updated>",
        f'<link rel="self" type="{MEDIA_TYPE}" href={quoteattr(own)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        "<generator>Dayline</generator>",
        *(_entry(origin, item) for item in items),
        "</feed>\n",
    ]
    return "".join(parts).encode()


def _entry(origin: str, item: Item) -> str:
    category = f"<category term={quoteattr(_clean(item.category))}/>" if item.category else ""
    summary = f"<summary>{_text(item.summary)}</summary>" if item.summary else ""
    return (
        f"<entry><id>{_id(origin, item.key)}</id><title>{_text(item.title)}</title>"
        f'<link rel="alternate" href={quoteattr(item.url)}/>'
        f"<updated>{to_text(item.updated)}</updated>"
        f"<author><name>{_text(item.author)}</name></author>{category}{summary}</entry>"
    )


def _id(origin: str, key: str) -> str:
    """A tag URI (RFC 4151): it does not depend on where the server is."""
    return escape(f"tag:dayline.invalid,2026:{quote(origin, safe='')}/{quote(key)}")


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _text(text: str) -> str:
    return escape(_clean(text)) or "-"
