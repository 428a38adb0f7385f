"""The links among the texts of a set. Texts are glanced at; lines are looked up for faults only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dayline.base.anchors import Anchors
from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.base.glance import Glance, glance
from dayline.base.heads import split
from dayline.base.outline import Outline
from dayline.base.places import link_places
from dayline.records.checks.links import Doubt, Exists, dead_links, doubts

_ALIVE = "\0"


class Page(NamedTuple):
    """A text of a set: its body begins at ``body``, ``seen`` is the glance at it.

    ``outline`` is called when a place must be named that cannot be found otherwise.
    """

    path: str
    text: str
    body: int
    seen: Glance
    outline: Callable[[], Outline]


class Web:
    """Takes the texts of a set one by one and says which of their links are dead.

    ``text_of`` gives a text of the set that was not taken, None when it is not there.
    """

    def __init__(self, exists: Exists, text_of: Callable[[str], str | None]) -> None:
        self._exists = exists
        self._text_of = text_of
        self._anchors: dict[str, Anchors | None] = {}
        self._doubtful: list[tuple[Page, list[Doubt]]] = []

    def add(self, page: Page) -> None:
        """Takes a text."""
        words = (words for _, words in page.seen.headings)
        self._anchors[page.path] = Anchors(words, page.text, page.body)
        targets = page.seen.targets
        doubtful = doubts(targets, page.path, self._exists) if targets else None
        if doubtful:
            self._doubtful.append((page, doubtful))

    def faults(self) -> Iterable[Finding]:
        """The dead links of all texts that were taken."""
        for page, doubtful in self._doubtful:
            dead = {doubt: near for doubt in doubtful if (near := self._judged(doubt)) != _ALIVE}
            if dead:
                targets = [doubt.target for doubt in dead]
                places = link_places(page.text, page.body, page.seen, targets)
                yield from dead_links(places or page.outline().links, page.path, dead)

    def _judged(self, doubt: Doubt) -> str | None:
        """:data:`_ALIVE`, or the anchor most like the fragment; None when there is no file."""
        if doubt.goal is None:
            return None
        path, fragment = doubt.goal
        anchors = self._anchors_of(path)
        return _ALIVE if anchors is None or anchors.has(fragment) else anchors.near(fragment)

    def _anchors_of(self, path: str) -> Anchors | None:
        if path not in self._anchors:
            text = self._text_of(path)
            self._anchors[path] = _anchors_in(text) if text is not None else None
        return self._anchors[path]


def _anchors_in(text: str) -> Anchors | None:
    body = split(text, lenient=True).end
    try:
        return Anchors((words for _, words in glance(text, body).headings), text, body)
    except DaylineError:
        return None
