"""``dayline doctor``, ``dayline backup`` and ``dayline restore``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from dayline.faces.cli.session import set_up
from dayline.faces.cli.terminal import as_json, note, progress

_MARKS = {"good": ("ok", "green"), "note": ("note", "yellow"), "bad": ("bad", "red")}


@click.command()
@click.option("--json", "json_", is_flag=True, help="For programs.")
def doctor(*, json_: bool) -> int:
    """Look whether this installation is in order. Exits 1 when something must be done."""
    set_up(web=True)
    from dayline.operation.examination import examine

    found = list(examine(datetime.now(UTC)))
    if json_:
        as_json([{"level": one.level, "what": one.what, "do": one.do} for one in found])
    else:
        for one in found:
            word, colour = _MARKS[one.level]
            click.echo(f"{click.style(f'{word:>4}', fg=colour)}  {one.what}")
            if one.do:
                click.secho(f"      {one.do}", dim=True)
    return 1 if any(one.level == "bad" for one in found) else 0


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path) -> None:
    """Write all workspaces to one new file, as of one instant. Nobody has to stop writing.

    The file holds secrets: digests of passwords, and the keys that sign checkpoints.
    """
    set_up(web=True)
    from dayline.journal.queries import head, workspaces
    from dayline.operation.backup import back_up

    total = sum(head(workspace).size for workspace, _ in workspaces()) * 2
    with progress("Backing up", total) as advance:
        made = back_up(target, datetime.now(UTC), advance=advance)
    for origin, size, root in made.journals:
        click.echo(f"{origin}: {size:,} entries, root {root}")
    note(f"{made.rows:,} rows and {made.keys} keys in {target}. Keep it where only you can read.")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(source: Path) -> None:
    """Fill an empty database from a backup, of either kind, and prove that it is whole."""
    set_up(web=True)
    from dayline.faces.cli.workspace import migrate
    from dayline.operation.restore import restore as give_back

    migrate()
    made = give_back(source)
    for origin, size, root in made.journals:
        click.echo(f"{origin}: {size:,} entries, root {root}: as the backup states")
    note(f"{made.rows:,} rows and {made.keys} keys. Every table was derived from the journal.")
