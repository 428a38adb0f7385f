"""Writing texts out: where they came from, byte for byte."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from dayline.base.errors import InvalidInput
from dayline.journal import queries as journal
from dayline.records.files.queries import pictures
from dayline.records.files.rules import address
from dayline.records.llms import llms_text
from dayline.records.packing import unpacked
from dayline.records.queries import Record, listing
from dayline.records.sources.rules import KIND

_PAGE = 200


def export_texts(
    workspace: int,
    folder: Path,
    *,
    person: str,
    advance: Callable[[int], object] = lambda _count: None,
) -> int:
    """Write the text of every visible record under ``folder``; returns how many.

    Imported records go to the path from which they came, others to ``<kind>/<id>-<slug>.md``.
    Pictures go beside the text, where its links lead: ``<folder of the text>/D-42/files/...``.
    What was erased is left out. A file that says something else is replaced.
    """
    written = 0
    found = listing(workspace, person=person)
    for begin in range(0, len(found), _PAGE):
        part = found[begin : begin + _PAGE]
        payloads = journal.payloads(workspace, [record.text_index for record in part])
        for record in part:
            content = unpacked(payloads.get(record.text_index))
            if content is not None:
                _write(folder, path_of(record), content)
                written += 1
        _write_pictures(workspace, folder, part)
        advance(len(part))
    return written


def export_list(workspace: int, folder: Path, *, person: str, name: str, texts: str) -> None:
    """Write ``llms.txt`` into ``folder``: what a person may see, by the paths of its texts.

    ``texts`` is the folder of the texts as seen from there.
    """
    found = listing(workspace, person=person)
    text = llms_text(name, found, lambda one: quote(posixpath.join(texts, path_of(one))))
    _write(folder, "llms.txt", text.encode())


def _write_pictures(workspace: int, folder: Path, records: Sequence[Record]) -> None:
    paths = {record.ref: path_of(record) for record in records}
    for picture in pictures(workspace, list(paths)):
        content = picture.content(workspace)
        if content is not None:
            beside = address(picture.ref, picture.digest, picture.extension)
            _write(folder, posixpath.join(posixpath.dirname(paths[picture.ref]), beside), content)


def path_of(record: Record) -> str:
    """Where a record's file belongs in an export. What a source file says is no source file."""
    if record.kind == KIND and record.path:
        return f"{record.path}.md"
    return record.path or f"{record.kind}/{record.ref}-{record.slug}.md"


def _write(folder: Path, path: str, content: bytes) -> None:
    clean = posixpath.normpath(path)
    if clean.startswith(("/", "..")) or "\0" in clean:
        raise InvalidInput(f"{path!r} leads out of the folder.", do="Give the record another path.")
    target = folder / clean
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
