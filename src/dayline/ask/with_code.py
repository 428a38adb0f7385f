"""A plain folder that is asked with what its source files say to people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from dayline.ask.folder import FolderLibrary
from dayline.records.folder import walk
from dayline.records.reading import Reading, read_folder
from dayline.records.sources.reading import with_sources
from dayline.records.sources.rules import Sourced


class CodeLibrary(FolderLibrary):
    """As :class:`FolderLibrary`, with comments and docstrings as further documents."""

    def __init__(self, root: Path, found: Sequence[Sourced], *, as_of: date | None = None) -> None:
        super().__init__(root, as_of=as_of)
        self._found = found

    @cached_property
    def _reading(self) -> Reading:
        return with_sources(read_folder(walk(self._root)), self._found)
