"""The source files of a folder, read as texts beside its records and pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from dayline.base.errors import NotFound
from dayline.base.heads import Head
from dayline.records.collection import collection
from dayline.records.dialect import Read
from dayline.records.dialect.library import named
from dayline.records.folder import LIMIT_BYTES, Folder
from dayline.records.imports.rules import Incoming, Version
from dayline.records.reading import Reading
from dayline.records.sources.languages import is_source
from dayline.records.sources.rules import KIND, PREFIX, Sourced, sourced


def sources_of(
    folder: Folder,
    *,
    kept: Collection[str] | None = None,
    advance: Callable[[int], object] = lambda _count: None,
) -> list[Sourced]:
    """What the source files of a folder say to people; files that say nothing are left out.

    ``kept`` are the paths that version control does not ignore, None where there is none.
    """
    found = []
    for path in source_paths(folder, kept):
        try:
            content = folder.read(path)
        except NotFound:
            continue
        one = sourced(path, content[:LIMIT_BYTES])
        if one.text or one.findings:
            found.append(one)
        advance(1)
    return found


def source_paths(folder: Folder, kept: Collection[str] | None = None) -> list[str]:
    """The paths of the programs in a folder that somebody of the repository wrote."""
    return [path for path in folder.paths if is_source(path) and (kept is None or path in kept)]


def with_sources(reading: Reading, found: Sequence[Sourced]) -> Reading:
    """A reading with the texts of source files as further pages of it."""
    told = [one for one in found if one.text]
    both = collection([*reading.collection.reads, *(_page(one) for one in told)])
    contents = {one.path: one.text.encode() for one in told}
    return replace(reading, collection=both, contents={**reading.contents, **contents})


def incoming_of(one: Sourced, *, root: str = "") -> Incoming:
    """What an import brings of a source file: its words, at the file's own path."""
    path = f"{root}/{one.path}" if root else one.path
    version = Version(one.text.encode(), path, state="", status="")
    return Incoming(KIND, "plain", path, [version], prefix=PREFIX)


def _page(one: Sourced) -> Read:
    head = Head("none", 0, 0, {}, {})
    return Read(one.path, one.text, named("plain"), head, title=one.path)
