"""``dayline verify``, ``rebuild``, ``checkpoint``, ``erase``: the journal and its proofs."""

from __future__ import annotations

from pathlib import Path

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, progress


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print the result for programs.")
def verify(*, json_: bool) -> None:
    """Prove that nothing in the journal was changed.

    Every payload is hashed again, every leaf, the whole tree, and the head is compared with
    the checkpoints that this machine remembers.
    """
    session = open_session()
    from dayline.journal.queries import head
    from dayline.journal.verify import verify_journal

    with progress("Verifying", head(session.workspace).size) as advance:
        report = verify_journal(session.workspace, advance=advance)
    if json_:
        as_json({"workspace": session.origin, **report.summary()})
    else:
        click.echo(f"{session.origin}: {report.size} entries, root {report.root.hex()}")
        click.echo("Nothing was changed.")


@click.command()
@click.option("--check", is_flag=True, help="Compare only; change nothing.")
def rebuild(*, check: bool) -> None:
    """Derive every table again from the journal, or check that they equal it."""
    session = open_session()
    from dayline.journal.queries import head
    from dayline.journal.rebuild import rebuild as rebuild_tables

    with progress("Rebuilding", head(session.workspace).size) as advance:
        report = rebuild_tables(session.workspace, check=check, advance=advance)
    for name, count in report.rows.items():
        click.echo(f"{name:<24}{count:>10}")
    click.echo("The tables equal the journal." if check else "The tables were derived again.")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Write the note to this file.")
def checkpoint(out: Path | None) -> None:
    """Sign the journal's present head, for an auditor to keep."""
    session = open_session()
    from dayline.journal.actions import checkpoint as sign

    signed = sign(session.acting)
    if out:
        out.write_text(signed)
        note(f"Written to {out}. Give it to somebody who is not you.")
    else:
        click.echo(signed, nl=False)


@click.command()
@click.argument("index", type=int)
@click.option("--reason", required=True, help="Why, for the journal; no personal data.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(index: int, reason: str, *, yes: bool) -> None:
    """Erase one payload for good; all other proofs still hold.

    INDEX is the entry's number in the journal, as `dayline log` prints it.
    """
    session = open_session()
    from dayline.journal.actions import erase as destroy

    if not yes:
        click.confirm(f"Erase the words of entry {index} for ever?", abort=True)
    destroy(session.acting, index, reason)
    click.echo(f"Entry {index} is erased. Its place in the journal still proves itself.")
