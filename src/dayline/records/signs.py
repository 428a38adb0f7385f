"""What a text shows at first sight: the keys of its head, its bullets, its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_YAML_KEY = re.compile(r"(?m)^(?P<key>[A-Za-z][\w -]{0,60}?)[ \t]{0,8}:(?:[ \t]|\r?$)")
_BULLET_KEY = re.compile(
    r"(?m)^[ \t]{0,3}[-*+][ \t]+(?:\*\*|__)?(?P<key>[A-Za-z][\w /#-]{0,60}?)(?:\*\*|__)?[ \t]{0,8}:"
)
_HEADING = re.compile(r"(?m)^[ ]{0,3}#{1,6}[ \t]++(?P<text>[^\r\n]*)")
_HEAD_LENGTH = 4_000


@dataclass(frozen=True)
class Signs:
    """What a text shows at first sight."""

    text: str

    @cached_property
    def style(self) -> str:
        start = self.text.lstrip("\ufeff")
        if start.startswith("---"):
            return "yaml"
        return "rfc822" if _YAML_KEY.match(start) else "none"

    @cached_property
    def _head(self) -> str:
        head = self.text[:_HEAD_LENGTH].lstrip("\ufeff")
        if self.style == "yaml":
            end = re.search(r"\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", head)
            return head[: end.start()] if end else head
        blank = re.search(r"\n[ \t]*\r?\n", head)
        return head[: blank.start()] if blank else head

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of a YAML or RFC 822 head, in lower case."""
        if self.style == "none":
            return frozenset()
        return frozenset(found["key"].casefold() for found in _YAML_KEY.finditer(self._head))

    @cached_property
    def bullets(self) -> frozenset[str]:
        """The keys of bullets such as ``- Status: accepted`` near the top, in lower case."""
        top = self.text[:_HEAD_LENGTH]
        return frozenset(
            " ".join(found["key"].split()).casefold() for found in _BULLET_KEY.finditer(top)
        )

    @cached_property
    def low(self) -> str:
        """The whole text in lower case: what is not in it is no heading either."""
        return self.text.lower()

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings in lower case."""
        return frozenset(
            found["text"].rstrip(" \t#:").casefold() for found in _HEADING.finditer(self.text)
        )
