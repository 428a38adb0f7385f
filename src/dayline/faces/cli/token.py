"""``dayline token``: secrets by which programs act as a person, within scopes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from dayline.accounts.scopes import SCOPES
from dayline.faces.cli.session import open_session, set_up
from dayline.faces.cli.terminal import as_json, note, table


@click.group()
def token() -> None:
    """Make, list and revoke tokens for programs.

    A token acts as one person and may do no more than they may. Its scopes narrow that further.
    """


@token.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(list(SCOPES)),
    help="What it may be used for; may be repeated.",
)
@click.option("--for", "person", default="", metavar="@AGENT", help="Whose it is (default: you).")
@click.option("--days", type=click.IntRange(1, 3660), help="It ends after so many days.")
def make(name: str, scopes: tuple[str, ...], person: str, days: int | None) -> None:
    """Make a token and print its secret, this once.

    \b
    dayline token make "release script" --scope read --scope write:records --days 90
    """
    set_up(web=True)
    session = open_session()
    from dayline.accounts.actions import make_token

    identity, secret = make_token(
        session.acting,
        name=name,
        scopes=scopes,
        at=datetime.now(UTC),
        person=person,
        lasts=None if days is None else timedelta(days=days),
    )
    click.echo(secret)
    note(f"This is {identity}. The secret is not kept and cannot be shown again.")


@token.command("list")
@click.option("--all", "everybody", is_flag=True, help="Those of everybody, for owners.")
@click.option("--json", "json_", is_flag=True, help="Print the list for programs.")
def list_(*, everybody: bool, json_: bool) -> None:
    """List your tokens."""
    set_up(web=True)
    session = open_session()
    from dayline.accounts.queries import tokens
    from dayline.people.queries import authorise

    if everybody:
        authorise(session.people, session.person, "owner", "auditor")
    found = tokens(session.workspace, person=None if everybody else session.person)
    rows = [
        (
            one.id,
            session.people.handle(one.person),
            one.name,
            " ".join(one.scopes),
            _standing(one.revoked, one.expires),
        )
        for one in found
    ]
    heads = ("TOKEN", "WHOSE", "NAME", "SCOPES", "STANDING")
    if json_:
        as_json([dict(zip(map(str.lower, heads), row, strict=True)) for row in rows])
    elif rows:
        table(rows, heads=heads, flexible=2)
    else:
        note("There is none.")


def _standing(revoked: datetime | None, expires: datetime | None) -> str:
    if revoked is not None:
        return f"revoked {revoked:%Y-%m-%d}"
    if expires is None:
        return "in force"
    over = expires <= datetime.now(UTC)
    return f"over since {expires:%Y-%m-%d}" if over else f"until {expires:%Y-%m-%d}"


@token.command()
@click.argument("identity", metavar="TOKEN")
def revoke(identity: str) -> None:
    """End a token at once. TOKEN is its id, such as K-1f00c2aa09."""
    set_up(web=True)
    session = open_session()
    from dayline.accounts.actions import revoke_token

    revoke_token(session.acting, identity, at=datetime.now(UTC))
    click.echo(f"{identity} is revoked.")
