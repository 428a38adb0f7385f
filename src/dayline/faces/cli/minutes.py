"""``dayline import --as minutes``: decisions and actions of meetings come in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.postmortems import text_files
from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, safe

if TYPE_CHECKING:
    from dayline.practices.minutes.importing import Found
    from dayline.practices.minutes.reading import Said

_SHOWN = 20


def bring_minutes(path: Path, under: str, *, dry_run: bool, json_: bool) -> int:
    """Bring the minutes of a folder in. A weekday that contradicts its date is reported, and
    neither is changed; the exit code is 0 then too."""
    from dayline.practices.minutes.importing import read_all

    found = read_all(text_files(path))
    if dry_run:
        counts = f"{found.decisions} decisions and {found.actions} actions"
        _outcome(found, f"Would bring in {counts} of {len(found.read)} files.", json_=json_)
        return 0
    session = open_session()
    from dayline.practices.minutes.actions import import_minutes

    done = import_minutes(session.acting, found, root=under)
    said = done.decisions
    words = (
        f"{said.opened} decisions came in, {said.revised} were revised, {said.unchanged} stood as"
        f" they were; {found.actions} actions stand in {done.meetings.opened} new meetings."
    )
    _outcome(found, words, json_=json_)
    return 0


def _said(items: tuple[Said, ...]) -> list[dict[str, object]]:
    return [{"id": one.id, "text": one.text, "line": one.line} for one in items]


def _outcome(found: Found, words: str, *, json_: bool) -> None:
    if json_:
        as_json(
            {
                "minutes": [
                    {
                        "file": read.path,
                        "date": read.day,
                        "weekday": read.weekday,
                        "decisions": _said(read.decisions),
                        "actions": _said(read.actions),
                    }
                    for read, _ in found.read
                ],
                "not_understood": [
                    {"file": one.path, "line": one.line, "why": one.message}
                    for one in found.findings
                ],
            }
        )
        return
    click.echo(words)
    for finding in found.findings[:_SHOWN]:
        note(f"{finding.place}: {safe(finding.message)}")
    if len(found.findings) > _SHOWN:
        note(f"and {len(found.findings) - _SHOWN} more; all of them: --json")
