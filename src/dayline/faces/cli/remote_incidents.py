"""Incidents in server mode: declare one, read oneself in, see the timeline, through the API."""

from __future__ import annotations

from typing import Any

import click

from dayline.faces.cli.remote import client
from dayline.faces.cli.terminal import as_json, indented, note, safe, table


def declare(title: str, severity: Any, area: tuple[str, ...], visibility: str) -> None:
    """``dayline incident declare``."""
    made = client().declare_incident(
        {
            "title": title,
            "severity": severity or "",
            "area": list(area),
            "visibility": visibility,
        }
    )
    click.echo(made["ref"])
    note(f"Note what happens: dayline incident note {made['ref']} WORDS")


def show(ref: str, *, json_: bool) -> None:
    """``dayline incident show``."""
    known = client().read_incident(ref)
    if json_:
        as_json(known)
        return
    click.secho(f"{known['ref']}  {safe(known['title'])}", bold=True)
    click.echo(indented(known["sentence"], 0))
    if known["impact"]:
        click.echo(indented(known["impact"], 0))
    _tell(known["latest"])
    for claim in known["claims"]:
        mark = claim["mark"] or "open"
        click.echo(indented(f"{claim['number']}. ({mark}) {claim['statement']}", 0))


def timeline(ref: str, *, json_: bool) -> None:
    """``dayline incident timeline``."""
    found = client().get_timeline(ref)["items"]
    if json_:
        as_json(found)
        return
    _tell(found)


def _tell(events: Any) -> None:
    rows = [(one["stamp"], one["id"], one["author"], one["text"] or "(erased)") for one in events]
    table(rows, heads=("UTC", "Line", "By", "Event"), flexible=3)
