"""``dayline share``: who may see a record."""

from __future__ import annotations

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, table
from dayline.records.sharing.rules import LEVELS

_WHY = {"author": "wrote it", "named": "is named in it", "shown": "was shown it"}


@click.command()
@click.argument("ref")
@click.argument("parties", nargs=-1, metavar="[@WHO]...")
@click.option("--with", "level", type=click.Choice(LEVELS), help="Who sees it besides.")
@click.option("--json", "json_", is_flag=True, help="Print who sees it for programs.")
def share(ref: str, parties: tuple[str, ...], level: str | None, *, json_: bool) -> None:
    """Say who may see a record, or show who does.

    \b
    dayline share D-42                                   who sees it
    dayline share D-42 --with workspace @gus             all, and a guest
    dayline share D-42 --with team @austin               a team
    dayline share D-42 --with restricted @ana @ines      these two

    Its author and whom its fields name always see it.
    """
    if level is None and parties:
        level = "restricted"
    if level is not None:
        session = open_session()
        from dayline.records.sharing.actions import show_to

        show_to(session.acting, ref, level, parties)
    session = open_session(to_write=False)
    from dayline.records.queries import find
    from dayline.records.sharing.queries import audience

    record = find(session.workspace, ref, person=session.person)
    rows = [
        (session.people.handle(one.party), _WHY[one.why])
        for one in audience(session.workspace, record.ref)
    ]
    if json_:
        seen = [dict(zip(("who", "why"), row, strict=True)) for row in rows]
        as_json({"ref": record.ref, "visibility": record.visibility, "audience": seen})
        return
    everybody = record.visibility == "workspace"
    note("The whole workspace sees it, but guests; and:" if everybody else "These see it:")
    table(rows, heads=("WHO", "WHY"), flexible=0)
