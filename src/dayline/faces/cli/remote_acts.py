"""Acts on records in server mode: the same commands, through the API."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Literal

import click

from dayline.client.records import NewRecord
from dayline.faces.cli.remote import client, needs_workspace
from dayline.faces.cli.terminal import as_json, indented, note
from dayline.faces.cli.write import values


def new(
    kind: str,
    title: str,
    fields: tuple[str, ...],
    text: IO[str] | None,
    folder: Path | None,
    *,
    edit: bool,
) -> None:
    """``dayline new``."""
    if folder is not None:
        raise needs_workspace()
    body = text.read() if text else None
    if edit:
        body = _edited(kind, title, values(fields), body)
    sent: NewRecord = {"kind": kind, "title": title, "fields": values(fields)}
    if body is not None:
        sent["text"] = body
    made = client().open_record(sent)
    click.echo(made["ref"])
    _tell_saved(made["ref"])
    note(f"Read it: dayline show {made['ref']}    Next: dayline move {made['ref']}")


def _edited(kind: str, title: str, fields: dict[str, Any], body: str | None) -> str:
    from dayline.contracts.language import parse_contract
    from dayline.contracts.template import blank

    contract = parse_contract(client().get_contract(kind)["text"])
    start = body or blank(
        contract, ref=f"{contract.prefix}-0", title=title, author="", fields=fields
    )
    edited = click.edit(start, extension=".md")
    if edited is None:
        raise click.Abort
    return edited


def edit(ref: str, text: IO[str] | None, expect: int | None, why: str) -> None:
    """``dayline edit``."""
    found = client().get_record(ref)
    standing = found["text"] or ""
    body = text.read() if text else click.edit(standing, extension=".md")
    if body is None or body == standing:
        note("Nothing was changed.")
        return
    made = client().revise_record(
        found["ref"], {"text": body, "note": why}, if_match=f'"r{expect or found["revision"]}"'
    )
    click.echo(f"{made['ref']} is at revision {made['revision']}")
    _tell_along(made["along"])
    _tell_saved(made["ref"])


def _tell_saved(ref: str) -> None:
    """Say of a draft what is still to do; later moves may be other people's."""
    from dayline.records.prospects import Prospect, next_of, saved_words

    found = client().list_moves(ref)
    if found["state"] != "draft":
        return
    step = next_of(
        [
            Prospect(
                one["move"], one["title"], one["to"],
                tuple((todo["what"], todo["remedy"]) for todo in one["todo"]),
            )
            for one in found["items"]
        ]
    )  # fmt: skip
    things = step.todo if step else ()
    note(f"{saved_words(ref, 'draft', step)}{':' if things else '.'}")
    for what, remedy in things:
        note(indented(f"- {what} {remedy}", 2))


def move(ref: str, name: str | None, fields: tuple[str, ...], why: str, *, json_: bool) -> None:
    """``dayline move``."""
    if Path(ref).is_file():
        raise needs_workspace()
    if name is not None:
        made = client().move_record(ref, {"move": name, "fields": values(fields), "note": why})
        click.echo(f"{made['ref']} is {made['state']}")
        _tell_along(made["along"])
        return
    found = client().list_moves(ref)
    if json_:
        as_json(
            [
                {
                    **{key: one[key] for key in ("move", "title", "to")},
                    "todo": [f"{todo['what']} {todo['remedy']}".strip() for todo in one["todo"]],
                }
                for one in found["items"]
            ]
        )
        return
    click.secho(f"{found['ref']} is {found['state']}", bold=True)
    if not found["items"]:
        click.echo("No move leaves this state.")
    for one in found["items"]:
        mark = "not yet" if one["todo"] else "ready"
        click.echo(f"  {one['move']:<12} → {one['to']:<12} {mark}")
        for todo in one["todo"]:
            click.echo(indented(todo["what"], 6))
            if todo["remedy"]:
                click.secho(indented(todo["remedy"], 8), dim=True)


def discard(ref: str, why: str) -> None:
    """``dayline discard``."""
    move(ref, "discard", (), why, json_=False)


def link(source: str, type_: str, target: str, why: str, *, remove: bool) -> None:
    """``dayline link``."""
    if Path(source).is_file():
        raise needs_workspace()
    if remove:
        made = client().unlink_record(source, type_, target)
    else:
        made = client().link_record(source, {"type": type_, "target": target, "note": why})
    click.echo(f"{made['ref']} is at revision {made['revision']}")
    _tell_along(made["along"])


def comment(
    ref: str,
    text: str | None,
    quote: str,
    concern: str,
    anchor: str,
    parent: str,
    resolve: str | None,
    withdraw: str | None,
) -> None:
    """``dayline comment``."""
    closed = resolve or withdraw
    if closed:
        status: Literal["resolved", "withdrawn"] = "resolved" if resolve else "withdrawn"
        client().close_comment(closed, {"status": status})
        click.echo(f"{closed} is {status}")
        return
    words = text if text is not None else sys.stdin.read()
    made = client().comment_on(
        ref,
        {"text": words, "quote": quote, "concern": concern, "parent": parent, "anchor": anchor},
    )
    click.echo(made["id"])


def receipt(ref: str, kind: Any, text: str, scope: str) -> None:
    """``dayline receipt``."""
    words = text or (sys.stdin.read() if kind == "read_back" else "")
    client().give_receipt(ref, {"kind": kind, "text": words, "scope": scope})
    click.echo(f"{kind.replace('_', ' ')}: {ref}")


def _tell_along(along: Sequence[str]) -> None:
    for ref in along:
        click.echo(f"{ref} changed along")
