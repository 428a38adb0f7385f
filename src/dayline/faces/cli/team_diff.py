"""``dayline team diff``: what a new version of a team's contract breaks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dayline.base.errors import InvalidInput
from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, safe, table
from dayline.practices.team.reading import read_contract
from dayline.practices.team.rules import breaking, changes, version_needed
from dayline.practices.team.values import change_values

if TYPE_CHECKING:
    from dayline.practices.team.terms import Change

_LONGEST = 1024 * 1024


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--exit-code", is_flag=True, help="Exit with 1 when a promise is taken back.")
@click.option("--json", "json_", is_flag=True, help="Print the changes for programs.")
@click.pass_context
def diff(ctx: click.Context, old: str, new: str | None, *, exit_code: bool, json_: bool) -> None:
    """Tell what changes for those who rely on a team, and which version it must be.

    OLD is a team or its contract (T-1): what is written now against what is published. With NEW,
    both are files.

    \b
    dayline team diff @london
    dayline team diff before.md after.md --exit-code
    """
    if new is not None:
        one, other = read_contract(_text(old)), read_contract(_text(new))
        found: Sequence[Change] = changes(one, other)
        said = {"published": one.version, "stated": other.version,
                "needed": version_needed(one.version, found), "told": []}  # fmt: skip
    else:
        found, said = _of_workspace(old)
    if json_:
        as_json({**said, "changes": [change_values(change) for change in found]})
    else:
        _tell(found, said)
    if exit_code and breaking(found):
        ctx.exit(1)


def _of_workspace(name: str) -> tuple[Sequence[Change], dict[str, Any]]:
    session = open_session(to_write=False)
    from dayline.practices.team import queries

    record = queries.contract_named(session.workspace, name, person=session.person)
    if record.kind != queries.KIND:
        raise InvalidInput(f"{record.ref} is no team contract.", do="Name a team, or its contract.")
    found = queries.difference(record)
    others = queries.dependants(session.workspace, record, person=session.person)
    told = [f"@{team.handle}" for team in others]
    return found.changes, {
        "ref": record.ref,
        "published": found.published,
        "stated": found.stated,
        "needed": found.needed,
        "told": told,
    }


def _tell(found: Sequence[Change], said: dict[str, Any]) -> None:
    if not said["published"] and not found:
        click.echo("No version was published yet; nobody relies on it.")
        return
    if not found:
        click.echo(f"Nothing is different from version {said['published']}.")
        return
    rows = [(one.effect, one.what, one.said, one.rule) for one in found]
    table(rows, heads=("EFFECT", "WHAT", "HOW", "RULE"), flexible=2)
    click.echo(
        f"It must be version {said['needed']} or higher; the text says"
        f" {said['stated'] or 'none'}, {said['published'] or 'none'} is in force."
    )
    if said["told"]:
        note(safe(f"Told when it is published: {', '.join(said['told'])}."))


def _text(path: str) -> str:
    file = Path(path)
    if not file.is_file():
        raise InvalidInput(f"There is no file {path}.", do="Give two files, or one team.")
    if file.stat().st_size > _LONGEST:
        raise InvalidInput(f"{path} is too long for a contract.", do="Keep it under 1 MiB.")
    return file.read_text(encoding="utf-8", errors="replace")
