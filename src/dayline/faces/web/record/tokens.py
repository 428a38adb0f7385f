"""Cleaned HTML as a row of tokens, so that a page can put marks and links into what is safe.

The HTML comes from a cleaner that writes it well formed; nothing is let through here that the
cleaner did not write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.html import escape

VOID = frozenset(("br", "hr", "img", "wbr", "input", "col"))


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag (``sign`` "<"), an end tag ("/") or a text ("") with what it holds."""

    sign: str
    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    def written(self) -> str:
        """The token as HTML."""
        if not self.sign:
            return escape(self.name)
        if self.sign == "/":
            return f"</{self.name}>"
        stated = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes)
        return f"<{self.name}{stated}>"

    def attribute(self, name: str) -> str:
        """The value of an attribute, "" without."""
        return dict(self.attributes).get(name, "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tokens.append(Token("<", tag, tuple((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.tokens.append(Token("/", tag))

    def handle_data(self, data: str) -> None:
        if self.tokens and not self.tokens[-1].sign:
            self.tokens[-1] = Token("", self.tokens[-1].name + data)
        else:
            self.tokens.append(Token("", data))


def tokens(html: str) -> list[Token]:
    """The tokens of well-formed, cleaned HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tokens


def pieces(row: list[Token]) -> Iterator[list[Token]]:
    """The outermost elements, each as its tokens; blanks between them are dropped."""
    depth, piece = 0, list[Token]()
    for token in row:
        if not piece and not token.sign and not token.name.strip():
            continue
        piece.append(token)
        if token.sign == "<" and token.name not in VOID:
            depth += 1
        elif token.sign == "/":
            depth -= 1
        if depth <= 0:
            yield piece
            depth, piece = 0, []
    if piece:
        yield piece
