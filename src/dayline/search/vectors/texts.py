"""What of a passage is embedded: where it stands and what it says, in one string. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.search.chunks import Chunk, readable


def told(title: str, cut: Chunk, text: str) -> str:
    """A passage under the title and headings that lead to it: alone it seldom says of what."""
    lead = " > ".join(part for part in (title, *_below(title, cut.headings)) if part)
    said = " ".join(readable(text[cut.start : cut.end]).split())
    return said if not lead or said.startswith(lead) else f"{lead}\n{said}"


def passages(title: str, text: str, cuts: Sequence[Chunk], remarks: Sequence[str]) -> list[str]:
    """The texts of a page's passages, in the order of :func:`dayline.search.pages.page_of`."""
    return [told(title, cut, text) for cut in cuts] + [
        told(title, Chunk((), 0, len(remark)), remark) for remark in remarks
    ]


def _below(title: str, headings: Sequence[str]) -> list[str]:
    return [heading for heading in headings if heading != title]
