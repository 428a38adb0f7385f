"""Marked-up text as a reader hears it: words without the marks of Markdown and RST. Pure."""

from __future__ import annotations

import re

_ROLE = re.compile(r":(?P<role>[a-z:+-]{1,60}):`(?P<text>[^`\n]*(?:\n[^`\n]*)?)`", re.IGNORECASE)
_TARGET = re.compile(r"\s*<[^<>]*>$")
_NAMED = re.compile(r"`(?P<text>[^`]+?)(?:\s+<[^<>`]*>)?`__?")
FOOTNOTE = re.compile(r"\s?\[(?:\d+|#[\w-]*|\*|[\w-]+)\]_(?!\w)")
"""A mark of reStructuredText that leads to a footnote."""
_LINK = re.compile(r"!?\[(?P<text>[^\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_CODE = re.compile(r"``?(?P<text>[^`]+)``?")
_STRONG = re.compile(r"(?<![\w*])(\*{1,2})(?=[^\s*])(?P<text>[^*\n]{1,200}?)(?<=[^\s*])\1(?![\w*])")
_UNDER = re.compile(
    r"(?<![\w_])(?:_(?=[^\s_])(?P<one>[^_\n]{1,200}?)(?<=[^\s_])_"
    r"|__(?![a-z0-9]{1,100}(?:_[a-z0-9]{1,100}){0,9}__)(?=[^\s_])(?P<two>[^_\n]{1,200}?)(?<=[^\s_])__)"
    r"(?![\w_])"
)
"""What is written small between two underlines is a name: ``__init__``."""
_REFERENCE = re.compile(r"(?<![\w])(?P<name>[^\W_]\w{0,200}?)__?(?=[\s.,;:)]|$)")
_ESCAPED = re.compile(r"(?<=[\w\x00])\\ (?=\w)|\\(?P<text>[*_`|\\<>\[\]#~])")
_BREAK = re.compile(r"\\(?=\n)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-z][a-z0-9-]{0,30}(?:[\s/][^<>\n]{0,200})?>", re.IGNORECASE)
_ADDRESS = re.compile(
    r"<(?P<text>(?:[a-z][a-z0-9+.-]{1,20}:|[^<>\s@:]{1,64}@)[^<>\s]{1,500})>", re.IGNORECASE
)
"""An address that is its own words."""
_SPACE = re.compile(r"\s+")


def plain(text: str, *, html: bool = True) -> str:
    """The words of a piece of prose on one line; addresses of links and pictures are dropped.

    Tags and comments of HTML are dropped with it; reStructuredText has none.
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match["text"] or "")
        return f"\x00{len(kept) - 1}\x00"

    text = _ROLE.sub(_role, text)
    text = _NAMED.sub(r"\g<text>", text)
    text = _CODE.sub(keep, text)
    if "\\" in text:
        text = _ESCAPED.sub(keep, _BREAK.sub(" ", text))
    text = _LINK.sub(r"\g<text>", text) if "](" in text else text
    if "<" in text:
        text = _ADDRESS.sub(r"\g<text>", text)
    if html:
        closed = (
            text.rfind("-->") + 3
        )  # behind it each opening would be followed to the end in vain
        text = _TAG.sub(" ", _COMMENT.sub(" ", text[:closed]) + text[closed:])
    text = FOOTNOTE.sub("", text)
    text = _STRONG.sub(r"\g<text>", text)
    text = _UNDER.sub(lambda found: found["one"] or found["two"], text)
    text = _REFERENCE.sub(r"\g<name>", text)
    text = re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], text)
    return _SPACE.sub(" ", text.replace("::", ":") if text.endswith("::") else text).strip()


def _role(match: re.Match[str]) -> str:
    role, text = match["role"].rpartition(":")[2].lower(), match["text"]
    if role in ("pep", "rfc") and text.strip().split("#")[0].isdecimal():
        return f"{role.upper()} {text.split('#')[0].strip()}"
    shown = _TARGET.sub("", text).lstrip("~!")
    return f"``{shown}``" if shown else ""
