"""A message as sentences: without code, quoted lines and greetings. Pure."""

from __future__ import annotations

import re

from dayline.synthesis.messages import LONGEST_MESSAGE

LONGEST = 600
_CODE = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_MARKS = re.compile(
    r"^[ \t]*(?:[-*+\u2022]|\d{1,3}[.)]|#{1,6})[ \t]+(?:\[[ xX]\][ \t]*)?", re.MULTILINE
)
_TYPED = re.compile(r"^\([a-z_]{2,20}\)\s+")
_END = re.compile(
    r"(?<=[.!?\u2026])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bNo\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bvs\.)(?<!\betc\.)"
    r"[\"')\u201d*_`]*\s+(?=[\"'(\u201c*_`@+#]*[A-Z0-9@+])"
)
_CHATTY = re.compile(r"(?<=[.!?\u2026])(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=\S)")
"""Where somebody writes without capitals, a full stop alone ends a sentence, and so does a line."""
_WORD = re.compile(r"\w|\+1")


def sentences(text: str) -> list[str]:
    """The sentences of a message in their order, each on one line and as it was written."""
    text = _CODE.sub("\n\n", text[:LONGEST_MESSAGE].replace("\r\n", "\n"))
    text = _QUOTED.sub("", text)
    chatty = text.lstrip()[:1].islower()
    end = _CHATTY if chatty else _END
    found: list[str] = []
    for block in re.split(r"\n" if chatty else r"\n[ \t]*\n", text):
        for part in _items(block):
            found += [one for raw in end.split(part) if (one := _clean(raw))]
    return found


def _items(block: str) -> list[str]:
    """List items apart; other lines of a block are one text that was wrapped."""
    items: list[str] = []
    for line in block.split("\n"):
        bare = _MARKS.sub("", line, count=1)
        if bare != line or not items:
            items.append(_TYPED.sub("", bare.strip()))
        else:
            items[-1] = f"{items[-1]} {line.strip()}"
    return items


def _clean(raw: str) -> str:
    text = " ".join(raw.split())
    if not _WORD.search(text):
        return ""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "\u2026"
