"""The links among the texts of a set. Texts are glanced at; lines are looked up for faults only."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.base.glance import Glance
from dayline.base.heads import split
from dayline.base.markdown import scan
from dayline.base.outline import Outline, slugs
from dayline.records.checks.links import Doubt, Exists, dead_links, doubts

_ALIVE = "\0"
GetOutline = Callable[[], Outline]


class Web:
    """Takes the texts of a set one by one and says which of their links are dead.

    ``text_of`` gives a text of the set that was not taken, None when it is not there.
    """

    def __init__(self, exists: Exists, text_of: Callable[[str], str | None]) -> None:
        self._exists = exists
        self._text_of = text_of
        self._glances: dict[str, Glance] = {}
        self._outlines: dict[str, GetOutline] = {}
        self._doubts: list[tuple[str, list[Doubt]]] = []
        self._slugs: dict[str, frozenset[str]] = {}

    def add(self, path: str, seen: Glance, outline: GetOutline) -> None:
        """Takes the text at ``path``; ``outline`` is called when a line must be named."""
        self._glances[path] = seen
        self._outlines[path] = outline
        doubtful = doubts(seen.targets, path, self._exists) if seen.targets else None
        if doubtful:
            self._doubts.append((path, doubtful))

    def faults(self) -> Iterable[Finding]:
        """The dead links of all texts that were taken."""
        for path, doubtful in self._doubts:
            dead = {doubt: near for doubt in doubtful if (near := self._judged(doubt)) != _ALIVE}
            if dead:
                yield from dead_links(self._outlines[path](), path, dead)

    def _judged(self, doubt: Doubt) -> str | None:
        """:data:`_ALIVE`, or the anchor most like the fragment; None when there is no file.

        Where the headings do not tell, the whole outline is asked: anchors may be HTML.
        """
        if doubt.goal is None:
            return None
        path, fragment = doubt.goal
        if fragment in self._anchors(path):
            return _ALIVE
        outline = self._outline(path)
        if outline is None or outline.has_anchor(fragment):
            return _ALIVE
        return outline.anchor_near(fragment)

    def _anchors(self, path: str) -> frozenset[str]:
        held = self._slugs.get(path)
        if held is None:
            seen = self._glances.get(path)
            texts = (text for _, text in seen.headings) if seen else ()
            held = self._slugs[path] = frozenset(slugs(texts))
        return held

    def _outline(self, path: str) -> Outline | None:
        if path not in self._outlines:
            text = self._text_of(path)
            outline = _outline_of(text) if text is not None else None
            if outline is None:
                return None
            self._outlines[path] = lambda: outline
        return self._outlines[path]()


def _outline_of(text: str) -> Outline | None:
    try:
        return scan(text, start=split(text, lenient=True).end)
    except DaylineError:
        return None
