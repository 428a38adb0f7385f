"""``dayline import`` and ``dayline export``: collections come in and go out as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.base.findings import Finding, Severity
from dayline.faces.cli.code import HELP, TEXT_HELP, nothing_read, opened, sources
from dayline.faces.cli.intake import Told, tell, told
from dayline.faces.cli.reports import as_dict
from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.terminal import as_json, note, progress

if TYPE_CHECKING:
    from dayline.records.folder import Folder
    from dayline.records.imports.actions import Imported
    from dayline.records.imports.rules import Incoming
    from dayline.records.reading import Reading
    from dayline.records.sources.rules import Sourced

FOLDER = click.Path(exists=True, path_type=Path)


@click.command("import")
@click.argument("path", type=FOLDER)
@click.option("--git", is_flag=True, help="History becomes revisions: who, when, which status.")
@click.option("--code", is_flag=True, help=HELP)
@click.option("--text", is_flag=True, help=TEXT_HELP)
@click.option("--under", default="", metavar="FOLDER", help="Keep the paths under this folder.")
@click.option(
    "--as",
    "kind",
    metavar="KIND",
    help="What PATH holds: notes that become update or handoff; incident; minutes.",
)
@click.option("--dry-run", is_flag=True, help="Read and report; bring nothing in.")
@click.option("--json", "json_", is_flag=True, help="Print the result for programs.")
def import_(
    path: Path,
    under: str,
    kind: str | None,
    *,
    git: bool,
    code: bool,
    text: bool,
    dry_run: bool,
    json_: bool,
) -> int:
    """Bring a folder of records in, as it is.

    Nothing in PATH is changed, and a second import of the same folder changes nothing.

    \b
    dayline import docs/adr --git
    dayline import . --code
    """
    if kind is not None:
        return _bring_as(kind, path, under, dry_run=dry_run, json_=json_)
    folder = opened(path, text=text)
    items, left, notes = _read(path, folder, under, git=git, code=code)
    if not folder.texts and not items:
        note(str(nothing_read(path, folder, text=text, code=code)))
    if dry_run:
        said = told(folder.root, left, notes, under=under)
        _would(items, path, said, json_=json_)
    else:
        session = open_session()
        from dayline.records.imports.actions import import_records

        with progress("Importing", len(items)) as advance:
            done = import_records(session.acting, items, advance=advance)
        said = told(folder.root, [*left, *done.findings], notes, under=under)
        _print_outcome(done, session, said, as_json_=json_)
        if done.opened and folder.repository and not git and not json_:
            note(f"Who wrote what when is in git, and can follow: dayline import {path} --git")
    if not json_:
        tell(said, path, dry_run=dry_run)
    return 1 if said.failed else 0


def _read(
    path: Path, folder: Folder, under: str, *, git: bool, code: bool
) -> tuple[list[Incoming], list[Finding], list[Finding]]:
    """What comes in, what is left out, and what is to be said of what comes in."""
    from dayline.records.imports.rules import sifted
    from dayline.records.reading import read_folder

    closed: list[Finding] = []
    with progress("Reading", len(folder.texts)) as advance:
        reading = read_folder(folder, advance=advance, closed=closed)
    found = sources(path, folder) if code else []
    unread: list[Finding] = []
    items, left = sifted(_incoming(path, reading, found, under, unread, git=git))
    notes = [*reading.findings, *unread, *(one for each in found for one in each.findings)]
    return items, [*folder.unseen, *closed, *left], notes


def _bring_as(kind: str, path: Path, under: str, *, dry_run: bool, json_: bool) -> int:
    """Files that become records of a kind."""
    if kind == "incident":
        from dayline.faces.cli.postmortems import bring_postmortems

        return bring_postmortems(path, under, dry_run=dry_run, json_=json_)
    if kind == "minutes":
        from dayline.faces.cli.minutes import bring_minutes

        return bring_minutes(path, under, dry_run=dry_run, json_=json_)
    from dayline.faces.cli.notes import bring_notes

    return bring_notes(path, kind, under, dry_run=dry_run, json_=json_)


def _incoming(
    path: Path,
    reading: Reading,
    found: list[Sourced],
    under: str,
    unread: list[Finding],
    *,
    git: bool,
) -> list[Incoming]:
    from dayline.records.imports.reading import incoming
    from dayline.records.sources.reading import incoming_of

    if git:
        from dayline.integrations.git.importing import with_history

        items = list(with_history(path, reading, root=under, unread=unread))
    else:
        items = list(incoming(reading, root=under))
    return items + [incoming_of(one, root=under) for one in found if one.text]


def _would(items: list[Incoming], path: Path, said: Told, *, json_: bool) -> None:
    from dayline.records.imports.reading import PAGE_PREFIX
    from dayline.records.sources.rules import PREFIX

    pages = sum(one.prefix == PAGE_PREFIX for one in items)
    programs = sum(one.prefix == PREFIX for one in items)
    records = len(items) - pages - programs
    if json_:
        as_json({"records": records, "pages": pages, "programs": programs, **_findings(said)})
        return
    counts = f"{records} records, {pages} pages" + f", {programs} source files" * bool(programs)
    click.echo(f"Would bring in {counts} from {path}.")


def _print_outcome(done: Imported, session: Session, said: Told, *, as_json_: bool) -> None:
    if as_json_:
        as_json(
            {
                "opened": done.opened,
                "revised": done.revised,
                "unchanged": done.unchanged,
                "versions": done.versions,
                **_findings(said),
            }
        )
        return
    left = sum(one.severity is Severity.ERROR for one in said.left)
    away = f", {left} {'was' if left == 1 else 'were'} left out" if left else ""
    click.echo(
        f"{done.opened} came in, {done.revised} were revised, {done.unchanged} stood as they were"
        f"{away} ({done.versions} versions in {session.origin})."
    )


def _findings(said: Told) -> dict[str, object]:
    return {
        "left_out": [as_dict(one) for one in said.left],
        "findings": [as_dict(one) for one in said.found],
    }


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--proof", is_flag=True, help="With the journal, for an auditor: proof/.")
def export(folder: Path, *, proof: bool) -> None:
    """Write everything out: a tree of texts, byte for byte as they came or were written.

    llms.txt lists them for language models. All of it is what you may see, and no more.

    With --proof also the journal with its tiles, a signed checkpoint, and the one file with
    which anybody can verify it: python verify_dayline.py FOLDER.
    """
    session = open_session()
    from dayline.records.exporting import export_list, export_texts

    person, workspace = session.person, session.workspace
    written = export_texts(workspace, folder / "records", person=person)
    export_list(workspace, folder, person=person, name=session.origin, texts="records")
    click.echo(f"{written} records are in {folder / 'records'}, listed in llms.txt")
    if proof:
        from dayline.journal.actions import checkpoint
        from dayline.journal.export import export as export_journal

        signed = checkpoint(session.acting)
        exported = export_journal(session.workspace, folder / "proof", signed)
        click.echo(f"{exported.head.size} journal entries are in {folder / 'proof'}")
        note(f"Prove them: python3 {folder / 'proof' / 'verify_dayline.py'} {folder / 'proof'}")
