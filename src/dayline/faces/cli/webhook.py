"""``dayline webhook``: tell programs elsewhere what happened, signed."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, table, when


@click.group()
def webhook() -> None:
    """Tell programs elsewhere what happened, signed, at least once."""


@webhook.command("add")
@click.argument("url")
@click.option(
    "--kind", "kinds", multiple=True, help="Only this, such as record.moved; may be repeated."
)
def add(url: str, kinds: tuple[str, ...]) -> None:
    """Subscribe URL to what happens from now on. Prints the secret, this once.

    The worker delivers. Messages are signed as Standard Webhooks has it.
    """
    session = open_session()
    from dayline.webhooks.actions import add as subscribe

    identity, secret = subscribe(session.acting, url, kinds, at=datetime.now(UTC))
    click.echo(secret)
    note(f"{identity} sends to {url}. Keep the secret: it is not shown again.")


@webhook.command("list")
@click.option("--json", "json_", is_flag=True, help="Print the list for programs.")
def list_(*, json_: bool) -> None:
    """List the subscriptions, and how far each has come."""
    session = open_session(to_write=False)
    from dayline.people.queries import authorise
    from dayline.webhooks.queries import subscriptions

    authorise(session.people, session.person, "owner")
    found = subscriptions(session.workspace)
    if json_:
        as_json(
            [
                {
                    "id": one.id,
                    "url": one.url,
                    "kinds": list(one.kinds),
                    "cursor": one.cursor,
                    "tries": one.tries,
                    "retry_at": one.retry_at,
                    "last_status": one.last_status,
                    "last_error": one.last_error,
                    "disabled": one.disabled,
                }
                for one in found
            ]
        )
        return
    rows = [
        (
            one.id,
            one.url,
            " ".join(one.kinds) or "all",
            str(one.cursor),
            one.disabled
            or (f"again {when(one.retry_at)} UTC: {one.last_error}" if one.retry_at else "well"),
        )
        for one in found
    ]
    table(rows, heads=("ID", "URL", "KINDS", "NEXT ENTRY", "STATE"), flexible=4)
    if not rows:
        note("Nobody outside is told anything.")


@webhook.command("remove")
@click.argument("identity", metavar="ID")
def remove(identity: str) -> None:
    """End a subscription for good."""
    session = open_session()
    from dayline.webhooks.actions import remove as end

    end(session.acting, identity)
    click.echo(f"{identity} is removed.")


@webhook.command("replay")
@click.argument("identity", metavar="ID")
@click.option("--since", type=int, default=0, show_default=True, help="The first entry to send.")
def replay(identity: str, since: int) -> None:
    """Send everything again from an entry of the journal on.

    Also takes up a subscription that was ended because it failed for days.
    """
    session = open_session()
    from dayline.webhooks.actions import replay as again

    again(session.acting, identity, since)
    click.echo(f"{identity} goes on from entry {since}.")
