"""A plain folder that is asked with what its source files say to people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from dayline.ask.folder import FolderLibrary
from dayline.records.folder import Folder
from dayline.records.reading import Reading, read_folder
from dayline.records.sources.reading import with_sources
from dayline.records.sources.rules import Sourced


class CodeLibrary(FolderLibrary):
    """As :class:`FolderLibrary`, of a folder as it was walked, with comments and docstrings as
    further documents.
    """

    def __init__(
        self,
        folder: Folder,
        found: Sequence[Sourced],
        *,
        as_of: date | None = None,
        today: date | None = None,
    ) -> None:
        super().__init__(folder.root, as_of=as_of, today=today)
        self._folder = folder
        self._found = found

    @cached_property
    def _reading(self) -> Reading:
        return with_sources(read_folder(self._folder), self._found)
