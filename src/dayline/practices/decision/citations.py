"""Decisions that added lines cite by their id or by their file. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dayline.base.ids import parse_ref
from dayline.practices.decision.diffs import Change

_REVISION = r"(?:\s*(?:@|\(?\s*(?:rev(?:ision)?|version|v)[.\s]*)(?P<revision>\d{1,6}))?"
_PASSING: Final = re.compile(
    r"supersed|replac|deprecat|obsolete|no longer|formerly|previous|\buntil\b|\bwas\b|instead of"
    r"|withdraw",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A decision named in an added line; ``revision`` is 0 where none is named."""

    ref: str
    revision: int
    line: int
    passing: bool


class Citations:
    """Finds the ids of known decisions in text: ``D-42``, ``ADR 0042``, ``0042-use-kafka.md``.

    ``files`` gives the id of each decision's file name, for links.
    """

    def __init__(self, refs: Iterable[str], files: Mapping[str, str]) -> None:
        known = list(refs)
        self._known = frozenset(known)
        prefixes = {parsed.prefix for one in known if (parsed := parse_ref(one))}
        self._files = files
        self._pattern = _pattern(prefixes)

    def within(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Each known decision that a text names: its id, the revision or 0, and the offset."""
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                ref = f"{match['prefix'].upper()}-{int(match['number'])}"
                if ref in self._known:
                    yield ref, int(match["revision"] or 0), match.start()
        for match in _FILE.finditer(text):
            ref = self._files.get(match[0], "")
            if ref:
                yield ref, 0, match.start()

    def of(self, change: Change) -> Iterator[Citation]:
        """What the added lines of a change cite. Passing mentions say that it is history."""
        text = change.added_text
        lines = text.split("\n")
        for ref, revision, offset in self.within(text):
            index = text.count("\n", 0, offset)
            passing = _PASSING.search(lines[index]) is not None
            yield Citation(ref, revision, change.added[index][0], passing)


_FILE = re.compile(r"[\w.-]+\.(?:md|markdown|rst)\b")


def _pattern(prefixes: set[str]) -> re.Pattern[str] | None:
    """Long prefixes may stand in small letters or before a space; one letter needs its dash."""
    if not prefixes:
        return None
    either = "|".join(
        rf"{one}(?=-)" if len(one) == 1 else rf"(?i:{re.escape(one)})(?=[- _]?\d)"
        for one in sorted(prefixes)
    )
    number = r"[- _]?0*(?P<number>\d{1,6})(?!\w|[-.]\w)"
    return re.compile(rf"(?<![\w.-])(?P<prefix>{either}){number}{_REVISION}")
