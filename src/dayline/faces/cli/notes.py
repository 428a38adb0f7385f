"""``dayline import --as update``: what people say in meeting notes becomes records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, safe

if TYPE_CHECKING:
    from dayline.practices.update.importing import Found

_SHOWN = 20


def bring_notes(path: Path, kind: str, under: str, *, dry_run: bool, json_: bool) -> int:
    """Bring the notes of a folder in. Exits 0 also where something was not understood: that is
    reported, and stays readable in the file itself, which comes in too."""
    from dayline.practices.update.importing import prefix_of, read_all

    prefix_of(kind)
    found = read_all(_files(path))
    if dry_run:
        _outcome(found, f"Would bring in {len(found.said)} {kind}s", json_=json_)
        return 0
    session = open_session()
    from dayline.practices.update.bringing.actions import import_notes

    done = import_notes(session.acting, found, kind=kind, root=under)
    said = done.said
    noun = kind if said.opened == 1 else f"{kind}s"
    words = (
        f"{said.opened} {noun} came in, {said.revised} were revised,"
        f" {said.unchanged} stood as they were"
    )
    _outcome(found, words, json_=json_)
    return 0


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_file():
        yield path.name, path.read_bytes()
        return
    from dayline.records.folder import walk

    folder = walk(path)
    for name in sorted(folder.texts):
        if name.endswith(".md"):
            yield name, (folder.root / name).read_bytes()


def _outcome(found: Found, words: str, *, json_: bool) -> None:
    if json_:
        as_json(
            {
                "files": len(found.sources),
                "said": [
                    {
                        "file": source.path,
                        "date": source.notes.day,
                        "line": said.line,
                        "who": said.who,
                        "section": said.section,
                        "note": said.note,
                        "status": list(said.colours),
                        "done": [item.text for item in said.done],
                        "blocked": [item.text for item in said.blocked],
                        "next": [item.text for item in said.next],
                    }
                    for source in found.sources
                    for said in source.notes.said
                ],
                "not_understood": [
                    {"file": one.path, "line": one.line, "why": one.message}
                    for one in found.findings
                ],
            }
        )
        return
    files = "1 file" if len(found.sources) == 1 else f"{len(found.sources)} files"
    click.echo(f"{words}, from {files}.")
    if found.findings:
        note(f"{len(found.findings)} places were not understood; they are kept in their files:")
    for finding in found.findings[:_SHOWN]:
        note(f"{finding.place}: {safe(finding.message)}")
    if len(found.findings) > _SHOWN:
        note(f"and {len(found.findings) - _SHOWN} more; all of them: --json")
