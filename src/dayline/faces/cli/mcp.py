"""``dayline mcp``: the record for an agent that starts Dayline itself."""

from __future__ import annotations

import os

import click

from dayline.faces.cli.session import open_session


@click.command()
@click.option("--write", is_flag=True, help="Also offer what your role may write.")
def mcp(*, write: bool) -> None:
    """Serve the record to an agent, over standard input and output (MCP).

    It acts as you and sees what you see; without --write it only reads. A running server offers
    the same to holders of a token, at /mcp.

    \b
    {"mcpServers": {"dayline": {"command": "dayline", "args": ["--as", "@scout", "mcp"]}}}
    """
    session = open_session()
    person = session.person
    from dayline.faces.mcp.stdio import run

    base = os.environ.get("DAYLINE_URL", "").rstrip("/")
    run(session.workspace, session.origin, person, write=write, base=base)
