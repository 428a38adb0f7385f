"""A quick look at a Markdown text: what its headings and links say, but not where they stand.

Making HTML costs the parser a third of what its events cost Python, and a text in good order needs
no line numbers. A check therefore glances first and asks :func:`dayline.base.markdown.scan` for
places only where something is wrong. What is glanced equals what is scanned: where HTML cannot
tell, the glance is made of the scan; tags that a person wrote are told apart by their case.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from dayline.base.outline_events import LIMIT_PARTS, PARSER, outline_of
from dayline.base.text_limits import check_size, half_character

_LONGEST = 200_000
# What a person may write as HTML that reads like the parser's own.
_RAW = re.compile(r"<(?:a href=\"|img src=\"|/?h[1-6]>|/a>)")
# A link whose target is in angle brackets and reads like a tag.
_RAW_TARGET = re.compile(r"\][(:]\s*<(?:/?h[1-6]|/a)>")
_CAPITALS = re.compile(r"<(?:A HREF=\"|IMG SRC=\"|/?H[1-6]>|/A>)")
_HEADING = re.compile(r"<h([1-6])>(.*?)</h[1-6]>", re.DOTALL)
_TARGET = re.compile(r"<(?:a href|(img) src)=\"([^\"]*)\"")
# Brackets in the text of an image: links there are no links in HTML. In `![text][label]` the first
# bracket to close ends the text, unless it is escaped.
_ODD_IMAGE = re.compile(r"!\[(?:(?!\]\()[^\[])*+(?<![^\\]\])\[")
_NOTE = re.compile(r"<sup class=\"footnote-reference\"><a href=\"[^\"]*\">")
_IMAGE = re.compile(r"<img src=\"([^\"]*)\" alt=\"([^\"]*)\"(?: title=\"[^\"]*\")? />")
_TAG = re.compile(r"</?[A-Za-z](?:\"[^\"]*+\"|'[^']*+'|[^<>\"'])*+>")


class Glance(NamedTuple):
    """``headings`` are (level, text) in order; ``targets`` those of links and images in order.

    In targets, characters that an address may not hold are percent-encoded.
    """

    headings: tuple[tuple[int, str], ...]
    targets: tuple[str, ...]


def glance(text: str, start: int = 0, *, path: str = "") -> Glance:
    """What stands in ``text`` from the character ``start`` on.

    Raises what :func:`dayline.base.markdown.scan` raises.
    """
    check_size(text, path)
    try:
        return _glanced(text, start)
    except UnicodeEncodeError as error:
        raise half_character(text, error, path) from None


def _glanced(text: str, start: int) -> Glance:
    body = text[start:] if start else text
    if len(body) > _LONGEST:
        return _scanned(text, start)
    own_html = "<" in body and _RAW.search(body) is not None
    if own_html:
        if _RAW_TARGET.search(body):
            return _scanned(text, start)
        body = _RAW.sub(_in_capitals, body)
    html = PARSER.html(body)
    found = _TARGET.findall(html)
    if any(target[:1] == "#" for _, target in found) and "<sup class" in html:
        found = _TARGET.findall(_NOTE.sub("", html))
    if any(image for image, _ in found) and _holds_odd_image(body, html):
        return _scanned(text, start)
    headings = []
    for level, inner in _HEADING.findall(html):
        words = _plain(inner) if "<" in inner or "&" in inner else inner
        if words is None or (own_html and _CAPITALS.search(words)):
            return _scanned(text, start)
        headings.append((int(level), " ".join(words.split())))
    if len(found) > LIMIT_PARTS or len(headings) > LIMIT_PARTS:
        return _scanned(text, start)
    return Glance(
        tuple(headings),
        tuple([_unescaped(target) if "&" in target else target for _, target in found]),
    )


def _in_capitals(found: re.Match[str]) -> str:
    """A person's own tag so that it does not read like the parser's; Markdown asks for no case."""
    return found[0].upper()


def _holds_odd_image(body: str, html: str) -> bool:
    """Whether brackets may stand in the text of an image. What is shown as it stands is code."""
    pieces = Counter(_ODD_IMAGE.findall(body))
    return any(html.count(_escaped(piece)) < count for piece, count in pieces.items())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _scanned(text: str, start: int) -> Glance:
    outline = outline_of(text, start, 1)
    return Glance(
        tuple((heading.level, heading.text) for heading in outline.headings),
        tuple(link.target for link in outline.links),
    )


def _plain(inner: str) -> str | None:
    """The words of HTML that the parser made of a heading; None when there is more in it.

    A sign of less in words is escaped, so what is left between angles are tags.
    """
    if _NOTE.search(inner):
        return None
    inner = _TAG.sub("", _IMAGE.sub(r"\2", inner))
    if "<" in inner:
        return None
    return _unescaped(inner) if "&" in inner else inner


def _unescaped(html: str) -> str:
    html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return html.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
