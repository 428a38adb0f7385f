"""``dayline read-me-in``: what changed since one left, and in which order a newcomer reads."""

from __future__ import annotations

import click

from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, indented, note, safe, table


@click.command("read-me-in")
@click.argument("subject", metavar="AREA|@TEAM|REF")
@click.option("--since", default="", metavar="WHEN", help="left, seen, joined, or a day.")
@click.option(
    "--minutes", type=click.IntRange(1, 600), default=60, show_default=True,
    help="How long the path for newcomers may be.",
)  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="For programs.")
def read_me_in(subject: str, since: str, minutes: int, *, json_: bool) -> None:
    """Tell what changed on something since you left, and what to read if you are new to it.

    Without --since: since your last leave began, else since you last took part in it.

    \b
    dayline read-me-in ledger
    dayline read-me-in @london --since joined --minutes 30
    """
    session = open_session(to_write=False)
    from dayline.briefing.queries import read_me_in as brief
    from dayline.faces.briefings import as_dict, lines_of

    found = brief(
        session.workspace, subject, person=session.person, now=now(), since=since, minutes=minutes
    )
    if json_:
        as_json(as_dict(found, session))
        return
    at = found.since.at.strftime("%Y-%m-%d %H:%M UTC")
    click.secho(f"{found.subject.name}: changed since {at}, when {found.since.why}", bold=True)
    for one in lines_of(found, session):
        click.echo(indented(f"{one.ref}  {one.title}", 2))
        click.secho(indented(one.said, 6), dim=True)
    if not found.changes:
        click.echo("  Nothing, by anybody but you.")
    if found.more:
        note(f"and {found.more} more records")
    if found.moving:
        click.echo()
        click.secho("On the move", bold=True)
        rows = [(one.ref, one.state, safe(one.title)) for one in found.moving]
        table(rows, heads=("ID", "STATE", "TITLE"), flexible=2)
    click.echo()
    click.secho(f"New to it? Read in this order, {found.path.minutes} minutes", bold=True)
    steps = [
        (str(number), one.text.ref, f"{one.text.minutes} min", safe(one.text.title))
        for number, one in enumerate(found.path.steps, 1)
    ]
    table(steps, heads=("", "ID", "READ", "TITLE"), flexible=3)
    if not steps:
        click.echo("  Nothing that is settled is written about it yet.")
    if found.path.later:
        note(f"{len(found.path.later)} more for later: --minutes {2 * minutes}")
