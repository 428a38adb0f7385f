"""``dayline rfc``: the fair window of an RFC, explained to the minute."""

from __future__ import annotations

import click

from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table


@click.group()
def rfc() -> None:
    """Ask when an RFC closes and why it is still open."""


@rfc.command()
@click.argument("ref")
@click.option("--json", "json_", is_flag=True, help="Print the window for programs.")
def status(ref: str, *, json_: bool) -> None:
    """Say when an RFC closes, and to the minute why it is still open."""
    session = open_session(to_write=False)
    from dayline.practices.rfc import queries
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    if record.state not in queries.RUNNING:
        click.echo(f"{record.ref} is {record.state}; no window is running.")
        return
    found = queries.standing(session.workspace, record, now())
    if json_:
        as_json(
            {
                "ref": record.ref,
                "state": record.state,
                "starts_at": found.starts_at,
                "floor_at": found.floor_at,
                "closes_at": found.closes_at,
                "capped": found.capped,
                "due": found.due,
                "reasons": list(found.reasons),
                "reviewers": [
                    {
                        "reviewer": hearing.reviewer,
                        "heard_by": hearing.by,
                        "awake_minutes_had": int(hearing.had.total_seconds() // 60),
                        "awake_minutes_owed": int(hearing.needs.total_seconds() // 60),
                        "full_at": hearing.full_at,
                    }
                    for hearing in found.hearings
                ],
            }
        )
        return
    click.secho(f"{record.ref}  {safe(record.title)}", bold=True)
    click.echo(queries.promise(found))
    for reason in found.reasons:
        click.echo(f"  {safe(reason)}")
    rows = [
        (
            hearing.reviewer,
            "" if hearing.by == hearing.reviewer else hearing.by,
            queries.in_words(hearing.had),
            queries.in_words(hearing.needs),
            hearing.full_at.strftime("%Y-%m-%d %H:%M") if hearing.full_at else "never",
        )
        for hearing in found.hearings
    ]
    click.echo()
    table(rows, heads=("REVIEWER", "HEARD BY", "HAD", "OWED", "FULL AT (UTC)"), flexible=1)


@rfc.command()
def close() -> None:
    """Close every window that is over, and apply the defaults of those at their cap."""
    session = open_session()
    from dayline.practices.rfc.actions import end_windows

    ended = end_windows(session.acting)
    for one in ended:
        click.echo(
            f"{one.ref}: {one.move}" + (f" refused: {safe(one.refused)}" if one.refused else "")
        )
    if not ended:
        note("No window is over.")
