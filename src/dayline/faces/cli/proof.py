"""``dayline verify``, ``prove``, ``rebuild``, ``checkpoint``, ``erase``: the journal's proofs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, progress

if TYPE_CHECKING:
    from dayline.journal.checkpoint import Checkpoint
    from dayline.journal.note import Verifier


@click.command()
@click.option(
    "--checkpoint",
    "notes",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A signed checkpoint that was kept elsewhere; may be repeated.",
)
@click.option("--json", "json_", is_flag=True, help="Print the result for programs.")
def verify(notes: tuple[Path, ...], *, json_: bool) -> int:
    """Prove that nothing in the journal was changed.

    Every payload is hashed again, every leaf and the whole tree, and the heads that were known
    before are compared: those that this machine remembers, and those you give. Exits 1 and names
    the first bad entry when something was changed.
    """
    session = open_session(to_write=False)
    from dayline.journal.queries import head, verifiers
    from dayline.journal.verify import examine, verify_journal

    heads = [_opened(note_, verifiers(session.workspace)) for note_ in notes]
    with progress("Verifying", head(session.workspace).size) as advance:
        if json_:
            verdict = examine(session.workspace, heads=heads, advance=advance)
            as_json({"workspace": session.origin, **verdict.summary()})
            return 1 if verdict.faults else 0
        verdict = verify_journal(session.workspace, heads=heads, advance=advance)
    click.echo(f"{session.origin}: {verdict.size} entries, root {verdict.root.hex()}")
    click.echo("Nothing was changed.")
    return 0


def _opened(path: Path, keys: Sequence[Verifier]) -> Checkpoint:
    """A checkpoint from a file, if a key of this journal signed it."""
    from dayline.journal.checkpoint import parse_checkpoint
    from dayline.journal.note import open_note

    return parse_checkpoint(open_note(path.read_text(), keys))


@click.command()
@click.argument("index", type=int)
@click.option("--out", type=click.Path(path_type=Path), help="Write the proof to this file.")
def prove(index: int, out: Path | None) -> None:
    """Prove one entry: its words, and that they are in the signed journal.

    Whoever has the proof and the journal's public key needs neither the journal nor Dayline:
    python3 verify_dayline.py --key KEY --proof FILE (the program comes with `dayline export
    --proof`).
    """
    session = open_session()
    from dayline.journal.actions import checkpoint as sign
    from dayline.journal.queries import proof, verifiers
    from dayline.records.events.queries import entry_seen

    entry_seen(session.workspace, session.person, index)
    shown = proof(session.workspace, index, sign(session.acting))
    if out:
        out.write_text(shown)
        note(f"Written to {out}.")
    else:
        click.echo(shown, nl=False)
    note(f"The key to check it with: {verifiers(session.workspace)[-1]}")


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
    from dayline.records.events.queries import entry_seen

    entry_seen(session.workspace, session.person, index)
    if not yes:
        click.confirm(f"Erase the words of entry {index} for ever?", abort=True)
    destroy(session.acting, index, reason)
    click.echo(f"Entry {index} is erased. Its place in the journal still proves itself.")
