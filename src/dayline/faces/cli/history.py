"""``dayline log`` and ``diff``: what happened, and what changed in a text."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from dayline.base.errors import NotFound
from dayline.faces.cli.remote import or_remote
from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table, when


@click.command()
@click.argument("ref", required=False)
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("-n", "--last", default=40, show_default=True, help="How many; 0 for all.")
@click.option("--json", "json_", is_flag=True, help="Print the entries for programs.")
@or_remote("remote_views:log")
def log(ref: str | None, path: Path | None, last: int, *, json_: bool) -> None:
    """Show the journal, or the history of one record.

    With PATH, of a record in a plain folder, as git has it.
    """
    if ref and path:
        _folder_log(ref, path, json_=json_)
        return
    session = open_session(to_write=False)
    if ref:
        _record_log(session, ref, json_=json_)
    else:
        _journal_log(session, last, json_=json_)


def _folder_log(ref: str, path: Path, *, json_: bool) -> None:
    from dayline.faces.cli.folder_source import FolderSource

    read, versions = FolderSource(path).past(ref)
    if json_:
        as_json(
            [
                {
                    "revision": number,
                    "effective_at": version.at,
                    "by": version.by,
                    "state": version.state,
                    "status": version.status,
                    "note": version.note,
                }
                for number, version in enumerate(versions, 1)
            ]
        )
        return
    rows = [
        (
            str(number),
            when(version.at) if version.at else "",
            version.by,
            version.state or version.status,
            version.note,
        )
        for number, version in reversed(list(enumerate(versions, 1)))
    ]
    click.secho(f"{read.ref or read.path}  {safe(read.title)}", bold=True)
    table(rows, heads=("REV", "WHEN (UTC)", "WHO", "STATE", "WHAT"), flexible=4)


def _record_log(session: Session, ref: str, *, json_: bool) -> None:
    from dayline.records.queries import find, history

    record = find(session.workspace, ref, person=session.person)
    past = history(session.workspace, record.ref)
    if json_:
        as_json(
            [
                {
                    "revision": one.number,
                    "index": one.index,
                    "at": one.at,
                    "effective_at": one.effective_at,
                    "by": session.people.handle(one.actor),
                    "state": one.state,
                    "status": one.status,
                    "move": one.move,
                    "note": one.note,
                }
                for one in past
            ]
        )
        return
    rows = [
        (
            str(one.number),
            when(one.effective_at),
            session.people.handle(one.actor),
            one.state or one.status,
            one.note or one.move,
        )
        for one in reversed(past)
    ]
    click.secho(f"{record.ref}  {safe(record.title)}", bold=True)
    table(rows, heads=("REV", "WHEN (UTC)", "WHO", "STATE", "WHAT"), flexible=4)


def _journal_log(session: Session, last: int, *, json_: bool) -> None:
    from dayline.journal.queries import head
    from dayline.records.events.queries import latest

    most = last or head(session.workspace).size
    found = latest(session.workspace, session.person, limit=most + 1)[::-1]
    more, found = len(found) > most, found[-most:]
    if json_:
        as_json(
            [
                {
                    "index": entry.index,
                    "at": entry.at,
                    "actor": session.people.handle(entry.actor),
                    "kind": entry.kind,
                    "subject": entry.subject,
                    "erased": entry.payload is None,
                    "leaf_hash": entry.leaf_hash.hex(),
                }
                for entry in found
            ]
        )
        return
    rows = [
        (
            str(entry.index),
            when(entry.at),
            session.people.handle(entry.actor),
            _in_words(entry.kind),
            entry.subject + (" (erased)" if entry.payload is None else ""),
        )
        for entry in reversed(found)
    ]
    table(rows, heads=("#", "WHEN (UTC)", "WHO", "WHAT", "ON"), flexible=4)
    if more:
        note("There are earlier entries: dayline log -n 0")


def _in_words(kind: str) -> str:
    noun, verb, *rest = kind.split(".", 2)
    outcome = f" → {rest[0].replace('_', ' ')}" if rest else ""
    return f"{noun} {verb.replace('_', ' ')}{outcome}"


@click.command()
@click.argument("ref")
@click.argument("before", type=int, required=False)
@click.argument("after", type=int, required=False)
@or_remote("remote_views:diff")
def diff(ref: str, before: int | None, after: int | None) -> None:
    """Show what changed between two revisions of a record (by default the last two)."""
    session = open_session(to_write=False)
    from dayline.records.queries import find, text_at

    record = find(session.workspace, ref, person=session.person)
    newer = after or (before + 1 if before else record.revision)
    older = before or newer - 1
    if older < 1:
        raise NotFound(
            f"{record.ref} has one revision only.", do=f"See: dayline show {record.ref}."
        )
    before_lines, after_lines = (
        (text_at(session.workspace, record.ref, number) or b"(erased)\n")
        .decode(errors="replace")
        .splitlines()
        for number in (older, newer)
    )
    for line in difflib.unified_diff(
        before_lines,
        after_lines,
        f"{record.ref} revision {older}",
        f"{record.ref} revision {newer}",
        lineterm="",
    ):
        click.secho(safe(line), fg=colour(line))


def colour(line: str) -> str | None:
    """The colour of a line of a diff."""
    if line.startswith(("+++", "---")):
        return None
    return {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
