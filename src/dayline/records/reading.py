"""Reading a folder of records: each file in its dialect, and what they say as a whole."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.findings import Finding
from dayline.base.ids import parse_ref
from dayline.records.checks.references import lineage_faults
from dayline.records.checks.texts import decoded
from dayline.records.collection import Collection, collection
from dayline.records.detection import assigned, detect
from dayline.records.dialect import Dialect, Read, read_document
from dayline.records.folder import PLAIN, Folder
from dayline.records.own_dialects import dialects_for

NATIVE = "native"


def kind_of(read: Read) -> str:
    """The kind of a record: of a native one what its contract says."""
    stated = str(read.head.fields.get("contract") or "")
    return stated.partition("/")[0] if read.dialect.name == NATIVE and stated else read.kind


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder that was read: ``contents`` are the bytes of each path, as they are on disk."""

    folder: Folder
    collection: Collection
    contents: dict[str, bytes]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not read as it was meant, and what the records do not agree on.

        Each is found by the rule that the check of a folder asks too.
        """
        texts = (found for one in self.contents.items() for found in decoded(*one)[1])
        reads = (found for read in self.collection.reads for found in read.findings)
        lineage = lineage_faults(self.collection.reads)
        return tuple(dict.fromkeys((*texts, *reads, *lineage)))

    @property
    def records(self) -> tuple[Read, ...]:
        """The files that are records of a collection, in the order of their paths."""
        return tuple(
            read
            for read in self.collection.reads
            if read.ref and not read.part_of and not read.is_template
        )

    @property
    def pages(self) -> tuple[Read, ...]:
        """All other texts: pages, appendices, forms to fill in."""
        records = {read.path for read in self.records}
        return tuple(read for read in self.collection.reads if read.path not in records)


def _identify(read: Read) -> None:
    """A native record says itself what it is called, whatever its file is called."""
    ref = parse_ref(str(read.head.fields.get("id") or ""))
    if ref is not None:
        read.ref, read.number = str(ref), ref.number


def own_dialects(folder: Folder) -> Mapping[str, Dialect]:
    """The dialects that hold for a folder. Raises :class:`InvalidInput` for a file that is none."""
    known = dialects_for(folder.root)
    if known.findings:
        raise InvalidInput(
            "A dialect of this repository cannot be read.",
            kept="Nothing was read.",
            do="Mend the file; reference/dialects.md says what it may hold.",
            findings=known.findings,
        )
    return known.dialects


def _sidecar(folder: Folder, path: str, dialect: Dialect) -> str:
    """The text of the file beside ``path`` that holds its header, for dialects that have one."""
    beside = posixpath.join(posixpath.dirname(path), dialect.sidecar)
    if not dialect.sidecar or beside not in folder.names:
        return ""
    return folder.read(beside).decode(errors="replace")


def _contents(folder: Folder, closed: list[Finding] | None) -> dict[str, bytes]:
    found = {}
    for path in folder.texts:
        try:
            found[path] = folder.read(path)
        except NotFound as error:
            if closed is None:
                raise
            closed.append(Finding("file-closed", error.what, error.do, path, 1))
    return found


def read_folder(
    folder: Folder,
    *,
    advance: Callable[[int], object] = lambda _count: None,
    closed: list[Finding] | None = None,
) -> Reading:
    """Read every text of a folder. What cannot be decoded is read as far as it can be.

    A file that cannot be opened is noted in ``closed``; without that it raises :class:`NotFound`.
    Raises :class:`InvalidInput` when one of the repository's own dialects is none.
    """
    known = own_dialects(folder)
    contents = _contents(folder, closed)
    if closed:
        paths = tuple(path for path in folder.paths if path in contents or path not in folder.texts)
        folder = replace(folder, paths=paths)
    texts = {path: content.decode(errors="replace") for path, content in contents.items()}

    def sample(path: str) -> str:
        return texts[path] if path in texts else folder.read(path).decode(errors="replace")

    found = detect(folder.paths, sample, dialects=known)
    dialects = assigned(folder.paths, sample, found, dialects=known)
    reads = []
    for path, text in texts.items():
        dialect = dialects[path]
        sidecar = _sidecar(folder, path, dialect)
        read = read_document(dialect, path, text, sidecar=sidecar)
        if dialect.name == NATIVE:
            _identify(read)
        if not read.title and path.endswith(PLAIN):
            read.title = posixpath.basename(path)
        reads.append(read)
        advance(1)
    return Reading(folder, collection(reads), contents)
