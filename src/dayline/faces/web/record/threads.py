"""What people said about a record: threads, each beside the words that it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.shown_words import ShownWords, Span
from dayline.faces.web.record.body import Mark
from dayline.people.queries import Directory
from dayline.records.remarks.queries import Remark

_GUESTS = ("owner", "member", "guest")


@dataclass(frozen=True)
class Thread:
    """A comment with the replies to it.

    ``gone`` when the words that it quotes no longer stand in the text; ``mine`` when the reader
    may close it.
    """

    first: Remark
    replies: tuple[Remark, ...]
    gone: bool
    mine: bool

    @property
    def open(self) -> bool:
        """Whether it is neither resolved nor withdrawn."""
        return self.first.status == "open"

    @property
    def concern(self) -> bool:
        """Whether it objects."""
        return bool(self.first.concern)


def threads(said: Sequence[Remark], text: str, start: int, *, reader: str) -> list[Thread]:
    """The threads of a record's comments in their order; replies to replies join their thread."""
    roots: dict[str, str] = {}
    replies: dict[str, list[Remark]] = {}
    for one in said:
        root = roots.get(one.parent, "")
        roots[one.id] = root or one.id
        if root:
            replies.setdefault(root, []).append(one)
    return [
        Thread(
            one,
            tuple(replies.get(one.id, ())),
            gone=bool(one.quote) and text.find(one.quote, start) < 0,
            mine=not one.concern or one.author == reader,
        )
        for one in said
        if roots[one.id] == one.id
    ]


def quotes(found: Sequence[Thread], text: str, source: ShownWords) -> list[Mark]:
    """Where the quotes of open threads stand in the letters of the text."""
    marks = []
    for thread in found:
        span = _span(thread.first, text, source) if thread.open and not thread.gone else None
        if span:
            marks.append(Mark(thread.first.id, span))
    return marks


def _span(remark: Remark, text: str, source: ShownWords) -> Span | None:
    if not remark.quote:
        return None
    stood, length = max(remark.place, 0), len(remark.quote)
    places = (text.find(remark.quote, stood), text.rfind(remark.quote, 0, stood + length))
    found = [place for place in places if place >= 0]
    if not found:
        return None
    at = min(found, key=lambda place: abs(place - stood))
    return source.within((at, at + length))


def may_comment(people: Directory, person: str) -> bool:
    """Whether the role of the person lets them say something."""
    known = people.people.get(person)
    return known is not None and known.role in _GUESTS
