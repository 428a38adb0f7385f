"""``dayline import --as incident``: post-mortems become closed incidents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, safe

if TYPE_CHECKING:
    from dayline.practices.incident.importing import Found
    from dayline.practices.incident.postmortem import Postmortem

_SHOWN = 20
_TEXTS = ("", ".md", ".markdown", ".txt")
_MOST = 4_000_000


def bring_postmortems(path: Path, under: str, *, dry_run: bool, json_: bool) -> int:
    """Bring the post-mortems of a folder in. What is not understood is reported and stays in the
    text, so the exit code is 0 then too."""
    from dayline.practices.incident.importing import read_all

    found = read_all(text_files(path))
    if dry_run:
        _outcome(found, f"Would bring in {len(found.read)} incidents.", json_=json_)
        return 0
    session = open_session()
    from dayline.practices.incident.bringing.actions import import_postmortems

    done = import_postmortems(session.acting, found, root=under)
    noun = "incident" if done.opened == 1 else "incidents"
    words = (
        f"{done.opened} {noun} came in, {done.revised} were revised,"
        f" {done.unchanged} stood as they were."
    )
    _outcome(found, words, json_=json_)
    return 0


def text_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """The texts of a folder, ``(path, content)``, or the one file; no links, nothing hidden."""
    if path.is_file():
        yield path.name, path.read_bytes()
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if hidden or file.is_symlink() or not file.is_file() or not _may_be_text(file):
            continue
        yield file.relative_to(path).as_posix(), file.read_bytes()


def _may_be_text(file: Path) -> bool:
    """By its name's end; a blank in it is no ending, as in ``PM-9 - Bad v1.2 image``."""
    ending = file.suffix.casefold()
    return (ending in _TEXTS or " " in ending) and file.stat().st_size <= _MOST


def _told(read: Postmortem) -> dict[str, Any]:
    from dayline.practices.incident.timeline import backwards

    times = [row.at for row in read.dated if row.at]
    return {
        "file": read.path,
        "id": read.id,
        "title": read.title,
        "sections": list(read.sections),
        "zone": read.zone,
        "events": [[row.stamp, row.event] for row in read.rows],
        "dated": len(times),
        "first": f"{times[0]:%Y-%m-%dT%H:%M}" if times else None,
        "last": f"{times[-1]:%Y-%m-%dT%H:%M}" if times else None,
        "minutes": read.minutes,
        "backwards": [row.line for row in backwards(read.rows)],
        "actions": list(read.actions),
        "factors": list(read.factors),
        "lessons": list(read.lessons),
        "stats": read.stats,
    }


def _outcome(found: Found, words: str, *, json_: bool) -> None:
    if json_:
        as_json(
            {
                "incidents": [_told(read) for read, _ in found.read],
                "forms": found.forms,
                "not_understood": [
                    {"file": one.path, "line": one.line, "why": one.message}
                    for one in found.findings
                ],
            }
        )
        return
    click.echo(words)
    for path in found.forms:
        note(f"{safe(path)} is a form to fill in, and left out.")
    for finding in found.findings[:_SHOWN]:
        note(f"{finding.place}: {safe(finding.message)}")
    if len(found.findings) > _SHOWN:
        note(f"and {len(found.findings) - _SHOWN} more; all of them: --json")
