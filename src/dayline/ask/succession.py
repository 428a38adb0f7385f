"""Which documents of a folder replace which, by what they say of each other. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from posixpath import dirname

from dayline.ask.material import OPEN, OVER, UNMADE
from dayline.records.dialect import Read
from dayline.records.lineage import Edge, Lineage, lineage
from dayline.records.reading import NATIVE

_ANYWHERE = "*"
_MEANINGS = ("supersedes", "superseded_by")


def state_of(read: Read) -> str:
    """The state of a document; a record of our own says it itself."""
    if read.dialect.name == NATIVE:
        return str(read.head.fields.get("state") or "")
    return read.state


def day_of(read: Read) -> date | None:
    """The day from which a document counts, where it states one."""
    stated = read.head.fields.get("decided_on") if read.dialect.name == NATIVE else None
    try:
        return date.fromisoformat(str(stated)[:10]) if stated else read.date
    except ValueError:
        return None


class Succession:
    """What replaces what among documents by their keys.

    A key is a document's id, or its path where another has that id already. An id means the
    document of the same folder first: two collections below one root have numbers of their own.
    """

    def __init__(self, reads: Mapping[str, Read]) -> None:
        self._reads = reads

    @cached_property
    def lineage(self) -> Lineage:
        """The pairs that hold: what was only proposed, or turned down, replaces nothing."""
        stated = lineage(self._edges()).pairs
        return Lineage({pair: said for pair, said in stated.items() if self._holds(*pair)})

    def _holds(self, old: str, new: str) -> bool:
        made = state_of(self._reads[new]) not in OPEN | UNMADE
        return made or state_of(self._reads[old]) in OVER

    def _edges(self) -> Iterator[Edge]:
        for key, read in self._reads.items():
            for means, target in _links(read):
                if found := self._key(read, target):
                    yield Edge(key, means, means, found, read.path, 0)

    @cached_property
    def _keys(self) -> Mapping[tuple[str, str], str]:
        """The key of each id in its folder, and anywhere where one document alone has it."""
        found: dict[tuple[str, str], str] = {}
        having = Counter(read.ref for read in self._reads.values())
        for key, read in self._reads.items():
            found.setdefault((dirname(read.path), read.ref), key)
            if having[read.ref] == 1:
                found[_ANYWHERE, read.ref] = key
        return found

    def _key(self, read: Read, target: str) -> str:
        here = self._keys.get((dirname(read.path), target), "")
        return here or self._keys.get((_ANYWHERE, target), "")


def _links(read: Read) -> Iterator[tuple[str, str]]:
    if read.dialect.name != NATIVE:
        yield from ((link.means, link.target) for link in read.links if link.means in _MEANINGS)
        return
    for means in _MEANINGS:
        told = read.head.fields.get(means)
        yield from (
            (means, str(one)) for one in (told if isinstance(told, list) else [told]) if one
        )
