"""The options that a decision considered and the one it took, in the manner of MADR."""

from __future__ import annotations

import re

from dayline.records.dialect import header
from dayline.records.dialect.document import Read

_ITEM = re.compile(r"(?m)^[ ]{0,1}(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(?P<text>[^\r\n]*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CHOSEN = re.compile(r"(?i)\bchosen option:?[ \t*_]*:?[ \t*_]*")
_LONGEST = 20_000
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_CLOSES = re.compile(r"\s*(?:\Z|[,.;:(\u2014-]|because\b)")
_QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}


def considered_options(read: Read) -> tuple[str, ...] | None:
    """The list under "Considered Options", None when there is no such section.

    Items keep their Markdown; a comment that is the whole item (a form's) counts as one.
    """
    found = header.section(read.text, read.body, "Considered Options")
    if found is None:
        return None
    return tuple(item["text"].strip() for item in _ITEM.finditer(found.value))


def chosen_option(read: Read) -> str | None:
    """What "Chosen option:" names in the outcome, None when it names nothing for sure.

    The name is quoted, with either kind of quotation marks, or a link's text.
    """
    found = header.section(read.text, read.body, "Decision Outcome")
    if found is None:
        return None
    outcome = _COMMENT.sub("", found.value[:_LONGEST])
    marker = _CHOSEN.search(outcome)
    if not marker:
        return None
    return _quoted(outcome[marker.end() :].split("\n\n", 1)[0])


def _quoted(text: str) -> str | None:
    """The quotation that ``text`` begins with: to the mark before ``, because`` or a stop."""
    link = _LINK.match(text)
    if link:
        return link[1].strip(' "') or None
    closing = _QUOTES.get(text[:1])
    if closing is None:
        return None
    for at in range(1, len(text)):
        if text[at] == closing and _CLOSES.match(text, at + 1):
            return " ".join(text[1:at].split()) or None
    return None
