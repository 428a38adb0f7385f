"""A record's text as blocks of safe HTML, with places for what people said about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dayline.base.anchors import slugs
from dayline.base.markdown import rendered
from dayline.base.shown_words import ShownWords, Span, nearest
from dayline.faces.web.record.references import Neighbours
from dayline.faces.web.record.tokens import Token, pieces, tokens

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LITERAL = frozenset(("a", "code", "pre"))
_ITEM = re.compile(r"\s*\((?P<type>[A-Za-z][A-Za-z _-]{0,39})\)\s*")
_OWN_FILE = re.compile(r"(?:[A-Z][A-Z0-9]*-[0-9]+)/files/[\w.-]+\Z")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\w\"'(@])")


@dataclass(frozen=True)
class Block:
    """An outermost element of the text. ``number`` counts from 1 and is its address, ``#b3``.

    ``level`` is that of a heading, else 0; ``name`` its anchor; ``words`` what it says, without
    marks; ``letters`` the span of its letters in the whole text.
    """

    number: int
    html: SafeString
    level: int
    name: str
    words: str
    letters: Span

    @property
    def choices(self) -> list[str]:
        """The sentences that a comment may quote, the whole paragraph first where it is short."""
        found = [part.strip() for part in _SENTENCE.split(self.words) if part.strip()]
        whole = " ".join(self.words.split())
        return found if len(found) == 1 or len(whole) > 600 else [whole, *found]


@dataclass(frozen=True)
class Mark:
    """A quote to be marked: the id of the comment and the span of letters in the source."""

    name: str
    letters: Span


@dataclass(frozen=True)
class Body:
    """The blocks of a text; ``placed`` tells on which block each mark begins."""

    blocks: tuple[Block, ...] = ()
    placed: Mapping[str, int] = field(default_factory=dict)

    @property
    def contents(self) -> list[Block]:
        """The headings of the second and third level."""
        return [block for block in self.blocks if block.level in (2, 3)]

    def without_empty(self) -> Body:
        """The body without headings of the second or a deeper level under which nothing stands.

        What somebody spoke about stays.
        """
        kept: list[Block] = []
        spoken = frozenset(self.placed.values())
        follows = 0  # the level of the heading that comes next, 0 where there is text
        for block in reversed(self.blocks):
            empty = block.level > 1 and (follows or not kept) and follows <= block.level
            blank = empty or (not block.level and not _shows(block))
            if blank and block.number not in spoken:
                continue
            kept.append(block)
            follows = block.level
        return replace(self, blocks=tuple(reversed(kept)))


def _shows(block: Block) -> bool:
    """Whether there is anything to see: a comment in the text leaves an empty element."""
    return bool(block.words) or any(sign in block.html for sign in ("<img", "<hr", "<input"))


def body_of(
    text: str,
    start: int,
    *,
    path: str,
    near: Neighbours,
    items: frozenset[str] = frozenset(),
    quotes: Iterable[Mark] = (),
    source: ShownWords | None = None,
) -> Body:
    """The text from the character ``start`` on, without its title.

    ``items`` are the types of list items that must survive; ``quotes`` are marked where the page
    shows them. Raises :class:`HostileInput` as :func:`rendered` does.
    """
    row = tokens(rendered(text[start:], path=path))
    shown = "".join("".join(token.name.split()) for token in row if not token.sign)
    marks = [_moved(mark, source, shown) for mark in quotes] if source else []
    writer = _Writer(near, path, items, [mark for mark in marks if mark])
    blocks = _without_title(list(writer.blocks(list(pieces(row)))))
    placed = {
        mark.name: block.number
        for mark in writer.marks
        for block in blocks
        if block.letters[0] <= mark.letters[0] < block.letters[1]
    }
    return Body(tuple(blocks), placed)


def _moved(mark: Mark, source: ShownWords, shown: str) -> Mark | None:
    """The mark in the letters that the page shows: raw HTML may shift them, or take them away."""
    if source.letters == shown:
        return mark
    first, last = mark.letters
    found = nearest(shown, source.letters[first:last], first)
    return replace(mark, letters=found) if found else None


def _without_title(blocks: list[Block]) -> list[Block]:
    """The first heading of level one is the page's own heading."""
    title = next((block for block in blocks if block.level == 1), None)
    return [block for block in blocks if block is not title]


class _Writer:
    """Writes tokens as HTML and counts letters on the way."""

    def __init__(
        self, near: Neighbours, path: str, items: frozenset[str], marks: Sequence[Mark]
    ) -> None:
        self.marks = sorted(marks, key=lambda mark: mark.letters)
        self._near = near
        self._path = path
        self._items = items
        self._letter = 0
        self._literal = 0
        self._named: set[str] = set()

    def blocks(self, found: list[list[Token]]) -> Iterator[Block]:
        headings = [piece for piece in found if piece[0].name in _HEADINGS]
        names = dict(zip(map(id, headings), slugs(map(_words, headings)), strict=True))
        for number, piece in enumerate(found, 1):
            begin = self._letter
            name = names.get(id(piece), "")
            html = "".join(self._written(piece, name))
            yield Block(
                number,
                mark_safe(html),  # noqa: S308 -- cleaned by nh3; what is added here is escaped
                int(piece[0].name[1]) if name or id(piece) in names else 0,
                name,
                _words(piece).strip(),
                (begin, self._letter),
            )

    def _written(self, piece: list[Token], name: str) -> Iterator[str]:
        fresh_item = False
        for index, token in enumerate(piece):
            if not token.sign:
                yield from self._text(token.name, item=fresh_item)
                fresh_item = fresh_item and not token.name.strip()
                continue
            step = 1 if token.sign == "<" else -1
            self._literal += step * (token.name in _LITERAL)
            if token.sign == "<" and token.name == "li":
                fresh_item = True
            elif token.name != "p":
                fresh_item = False
            named = index == 0 and name
            own = (("id", name), *token.attributes) if named else token.attributes
            yield self._tag(replace(token, attributes=own), first=index == 0)

    def _tag(self, token: Token, *, first: bool) -> str:
        if token.name == "h1" and not first:
            token = replace(token, name="h2")
        if token.sign == "/":
            return "</table></div>" if token.name == "table" else token.written()
        if token.name == "table":
            return '<div class="scrolls" tabindex="0" role="group" aria-label="Table"><table>'
        if token.name == "pre":
            return '<pre tabindex="0">'
        if token.name == "img":
            return self._picture(token)
        return token.written()

    def _picture(self, token: Token) -> str:
        """Pictures of the workspace are shown; from elsewhere nothing is fetched, but linked."""
        address, says = token.attribute("src"), token.attribute("alt")
        if _OWN_FILE.match(address):
            return f'<img src="/{escape(address)}" alt="{escape(says)}" loading="lazy">'
        if urlsplit(address).scheme in ("http", "https") and not self._literal:
            label = escape(says or address)
            return (
                f'<a class="elsewhere" href="{escape(address)}" rel="noopener noreferrer">'
                f"Picture elsewhere: {label}</a>"
            )
        return f'<span class="soft">{escape(says or "A picture that is not here.")}</span>'

    def _text(self, text: str, *, item: bool) -> Iterator[str]:
        found = _ITEM.match(text) if item and self._items else None
        if found and found["type"].casefold().replace(" ", "_") in self._items:
            self._letter += len("".join(found[0].split()))
            word = escape(found["type"].replace("_", " "))
            yield f'<span class="must must-{escape(found["type"].casefold())}">{word}</span> '
            text = text[found.end() :]
        for part, names in self._cut(text):
            if not part:
                continue
            if self._literal:
                inner = str(escape(part))
            else:
                inner = "".join(self._near.linked(part, here=self._path))
            yield self._marked(inner, names) if names else inner

    def _marked(self, inner: str, names: tuple[str, ...]) -> str:
        fresh = next((name for name in names if name not in self._named), "")
        self._named.update(names)
        anchor = f' id="quote-{fresh}"' if fresh else ""
        return f'<mark{anchor} data-remarks="{" ".join(names)}">{inner}</mark>'

    def _cut(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The text in runs that lie in the same quotes, with the names of those."""
        if not self.marks:
            self._letter += len("".join(text.split()))
            yield text, ()
            return
        begin, last, here = 0, 0, self._names_at(self._letter)
        for place, character in enumerate(text):
            if character.isspace():
                continue
            names = self._names_at(self._letter)
            if names != here:
                yield text[begin:last], here
                yield text[last:place], ()
                begin, here = place, names
            self._letter += 1
            last = place + 1
        yield text[begin:last], here
        yield text[last:], ()

    def _names_at(self, letter: int) -> tuple[str, ...]:
        return tuple(
            mark.name for mark in self.marks if mark.letters[0] <= letter < mark.letters[1]
        )


def _words(piece: list[Token]) -> str:
    return "".join(token.name for token in piece if not token.sign)
