"""``dayline init``: a workspace, and a look at what the folder already holds."""

from __future__ import annotations

import getpass
import re
from pathlib import Path

import click

from dayline.faces.cli.found import commands, overview
from dayline.faces.cli.session import now, set_up
from dayline.faces.cli.terminal import note
from dayline.journal.database import home, pending_migrations, ready


@click.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--name", help="The workspace's name for ever, such as example.org/payments.")
@click.option("--handle", help="Your handle (default: your login name).")
@click.option("--zone", help="Your time zone, such as Europe/London (default: this machine's).")
def init(path: Path, name: str | None, handle: str | None, zone: str | None) -> None:
    """Create a workspace, or show what a folder already holds.

    Nothing in PATH is changed. A second run changes nothing either; another workspace beside one
    that is there is made by its --name.
    """
    set_up(web=True)
    if not ready() or pending_migrations():
        migrate()
    known = _known()
    origin = name or _meant(_slug(path.resolve().name), known)
    fresh = origin not in known
    if fresh:
        _create(origin, (handle or _login()).removeprefix("@"), zone)
    click.echo(f"Workspace {origin} in {home()}" + ("" if fresh else " (it was there)"))
    _show_collections(path)


def migrate() -> None:
    """Bring the database's tables to this version."""
    from django.core.management import call_command

    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", verbosity=0, interactive=False)


def _known() -> list[str]:
    from dayline.journal.queries import workspaces

    return [workspace.origin for workspace in workspaces()]


def _meant(folder: str, known: list[str]) -> str:
    """The workspace of the folder's name, else one that is there, else a new one of that name."""
    return folder if folder in known or not known else known[0]


def _create(origin: str, handle: str, given: str | None) -> None:
    from dayline.contracts.actions import open_workspace
    from dayline.faces.cli.machine_zone import zone_or_machine

    zone, why = zone_or_machine(given)
    open_workspace(origin, now(), handle=handle, name=handle, zone=zone)
    me = home() / "me"
    if not me.exists():
        me.write_text(f"@{handle}\n")
    if why:
        note(f"You are in {zone}, {why}. Another: dayline person change @{handle} --zone ZONE")
    note(f"You are @{handle}, its owner. See what you can write: dayline contract list")


def _show_collections(path: Path) -> None:
    from dayline.records.detection import detect
    from dayline.records.folder import walk
    from dayline.records.reading import own_dialects

    folder = walk(path)
    known = own_dialects(folder)
    found = detect(
        folder.paths, lambda one: folder.read(one).decode(errors="replace"), dialects=known
    )
    titles = {name: one.title for name, one in known.items()}
    for line in overview(found, titles, path):
        click.echo(line)
    for line in commands(found, path, in_git=bool(folder.repository)):
        note(line)


def _login() -> str:
    try:
        return _slug(getpass.getuser())
    except (KeyError, OSError):
        return "me"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.casefold()).strip("-.") or "workspace"
