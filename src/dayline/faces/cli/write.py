"""``dayline new``, ``edit``, ``move``, ``link``, ``comment``, ``receipt``: acts on records."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import IO

import click

from dayline.base.errors import InvalidInput
from dayline.faces.cli.remote import or_remote
from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, indented, note

FIELD = click.option(
    "--field", "-f", "fields", multiple=True, metavar="NAME=VALUE", help="May be repeated."
)
TEXT = click.File("r", encoding="utf-8")


def values(fields: tuple[str, ...]) -> dict[str, str | list[str]]:
    """``("to=@austin", "tags=a,b")`` as values; a repeated name or a comma makes a list."""
    found: dict[str, str | list[str]] = {}
    for field in fields:
        name, sign, value = field.partition("=")
        if not sign:
            raise InvalidInput(f"{field!r} is no field.", do="Write NAME=VALUE.")
        parts = [part.strip() for part in value.split(",")]
        held = found.get(name)
        if held is not None:
            parts = [*([held] if isinstance(held, str) else held), *parts]
        found[name] = parts if len(parts) > 1 else parts[0]
    return found


@click.command()
@click.argument("kind")
@click.option("--title", default="", help="The title; also the file's name in a folder.")
@FIELD
@click.option("--from", "text", type=TEXT, help="Take the text from a file, or - for stdin.")
@click.option(
    "--in",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a file there, with no workspace.",
)
@click.option("--edit", is_flag=True, help="Open your editor first.")
@or_remote("remote_acts:new")
def new(
    kind: str,
    title: str,
    fields: tuple[str, ...],
    text: IO[str] | None,
    folder: Path | None,
    *,
    edit: bool,
) -> None:
    """Open a record from its template. KIND is decision, handoff, question ...

    See all kinds with: dayline contract list.
    """
    if folder is not None:
        from dayline.records.folder_actions import new_file

        author = os.environ.get("DAYLINE_AS") or f"@{getpass.getuser()}"
        click.echo(new_file(folder, kind, title=title, author=author, fields=values(fields)))
        return
    session = open_session()
    from dayline.records.actions import open_record

    body = text.read() if text else None
    if edit:
        body = _edited(session, kind, title, fields, body)
    written = open_record(session.acting, kind, title=title, text=body, fields=values(fields))
    click.echo(written.ref)
    tell_saved(session, written.ref)
    note(f"Read it: dayline show {written.ref}    Next: dayline move {written.ref}")


def tell_saved(session: Session, ref: str) -> None:
    """Say what is still to do before the next move of a text that was just saved."""
    from dayline.records.prospects import next_of, prospects, saved_words
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    step = next_of(prospects(session.acting, record)) if record.contract else None
    things = step.todo if step else ()
    note(f"{saved_words(ref, record.state, step)}{':' if things else '.'}")
    for what, remedy in things:
        note(indented(f"- {what} {remedy}", 2))


def _edited(
    session: Session, kind: str, title: str, fields: tuple[str, ...], body: str | None
) -> str:
    from dayline.contracts.queries import registry
    from dayline.contracts.template import blank

    contract = registry(session.workspace).named(kind)
    start = body or blank(
        contract, ref=f"{contract.prefix}-0", title=title, author="", fields=values(fields)
    )
    edited = click.edit(start, extension=".md")
    if edited is None:
        raise click.Abort
    return edited


@click.command()
@click.argument("ref")
@click.argument("text", type=TEXT, required=False)
@click.option("--expect", type=int, help="The revision that you read (default: the current one).")
@click.option("--note", "why", default="", help="Why, for the history.")
@or_remote("remote_acts:edit")
def edit(ref: str, text: IO[str] | None, expect: int | None, why: str) -> None:
    """Replace a record's text from a file or stdin, or in your editor."""
    session = open_session()
    from dayline.records.actions import revise
    from dayline.records.facts import text_of
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    standing = text_of(record)
    body = text.read() if text else click.edit(standing, extension=".md")
    if body is None or body == standing:
        note("Nothing was changed.")
        return
    written = revise(session.acting, record.ref, body, expect=expect or record.revision, note=why)
    click.echo(f"{written.ref} is at revision {written.revision}")
    _tell_along(written.along)
    tell_saved(session, written.ref)


@click.command()
@click.argument("ref")
@click.argument("name", required=False)
@FIELD
@click.option("--note", "why", default="", help="Why, for the history.")
@click.option("--json", "json_", is_flag=True, help="With no NAME: the moves for programs.")
@or_remote("remote_acts:move")
def move(ref: str, name: str | None, fields: tuple[str, ...], why: str, *, json_: bool) -> None:
    """Move a record, or with no NAME list its moves and what still stands in the way.

    REF is an id of the workspace, or a file that names its contract.
    """
    if Path(ref).is_file():
        _move_file(Path(ref), name, fields)
        return
    session = open_session()
    if name is None:
        _moves(session, ref, json_=json_)
        return
    from dayline.records.actions import move as make_move

    written = make_move(session.acting, ref, name, fields=values(fields), note=why)
    click.echo(f"{written.ref} is {written.state}")
    _tell_along(written.along)


@click.command()
@click.argument("ref")
@click.option("--note", "why", default="", help="Why, for the history.")
@or_remote("remote_acts:discard")
def discard(ref: str, why: str) -> None:
    """Discard a draft of yours that nobody needs. REF is its id, or a file.

    It leaves all open work. Its text and its history stay, as everything does.
    Example: dayline discard H-3 --note "written twice"
    """
    if Path(ref).is_file():
        _move_file(Path(ref), "discard", ())
        return
    session = open_session()
    from dayline.records.actions import move as make_move

    written = make_move(session.acting, ref, "discard", note=why)
    click.echo(f"{written.ref} is {written.state}")


def _move_file(path: Path, name: str | None, fields: tuple[str, ...]) -> None:
    """A record as a plain file: the same rules, and git keeps the history."""
    from dayline.records.folder_actions import move_file

    if name is None:
        raise click.UsageError("Name the move: dayline move FILE NAME.")
    for changed in move_file(path, name, fields=values(fields), today=now().date()):
        click.echo(f"{changed.path} is {changed.state}")


def _moves(session: Session, ref: str, *, json_: bool) -> None:
    from dayline.records.prospects import prospects
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    found = prospects(session.acting, record)
    if json_:
        as_json([prospect.as_dict() for prospect in found])
        return
    click.secho(f"{record.ref} is {record.state}", bold=True)
    if not found:
        click.echo("No move leaves this state.")
    for prospect in found:
        mark = "ready" if prospect.open else "not yet"
        click.echo(f"  {prospect.name:<12} → {prospect.to:<12} {mark}")
        for what, remedy in prospect.todo:
            click.echo(indented(what, 6))
            if remedy:
                click.secho(indented(remedy, 8), dim=True)


@click.command()
@click.argument("source")
@click.argument("type_", metavar="TYPE")
@click.argument("target")
@click.option("--remove", is_flag=True, help="Take the link out again.")
@click.option("--note", "why", default="", help="Why, for the history.")
@or_remote("remote_acts:link")
def link(source: str, type_: str, target: str, why: str, *, remove: bool) -> None:
    """Link two records at both ends: dayline link D-40 supersedes D-12."""
    if Path(source).is_file():
        from dayline.records.folder_actions import link_files

        for changed in link_files(Path(source), type_, target, present=not remove):
            click.echo(changed.path)
        return
    session = open_session()
    from dayline.records.links import actions

    act = actions.unlink if remove else actions.link
    written = act(session.acting, source, type_, target, note=why)
    click.echo(f"{written.ref} is at revision {written.revision}")
    _tell_along(written.along)


@click.command()
@click.argument("ref")
@click.argument("text", required=False)
@click.option("--quote", default="", help="The words of the record that you mean, exactly.")
@click.option("--concern", default="", metavar="NAME", help="Raise it as an objection.")
@click.option("--at", "anchor", default="", metavar="PLACE",
              help="In a recording or a picture: 02:14, or 10,20,30,40 in per cent.")  # fmt: skip
@click.option("--reply", "parent", default="", metavar="ID", help="The comment that you answer.")
@click.option("--resolve", metavar="ID", help="Close a comment instead.")
@click.option("--withdraw", metavar="ID", help="Withdraw a comment instead.")
@or_remote("remote_acts:comment")
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
    """Comment on a record, or raise a concern. TEXT comes from stdin when it is left out."""
    session = open_session()
    from dayline.records.remarks import actions

    closed = resolve or withdraw
    if closed:
        status = "resolved" if resolve else "withdrawn"
        actions.close_comment(session.acting, closed, status=status)
        click.echo(f"{closed} is {status}")
        return
    words = text if text is not None else sys.stdin.read()
    click.echo(
        actions.comment(
            session.acting, ref, words, quote=quote, concern=concern, parent=parent, anchor=anchor
        )
    )


@click.command()
@click.argument("ref")
@click.argument(
    "kind", type=click.Choice(["delivered", "read", "read_back", "accepted", "contested"])
)
@click.option("--text", default="", help="For a read-back: what you understood, in your words.")
@click.option("--scope", default="", help="For an acceptance: what of it you take on.")
@or_remote("remote_acts:receipt")
def receipt(ref: str, kind: str, text: str, scope: str) -> None:
    """Say that you took a record in. A read-back comes from stdin when --text is left out."""
    session = open_session()
    from dayline.records.remarks.actions import give_receipt

    words = text or (sys.stdin.read() if kind == "read_back" else "")
    give_receipt(session.acting, ref, kind, text=words, scope=scope)
    click.echo(f"{kind.replace('_', ' ')}: {ref}")


def _tell_along(along: tuple[str, ...]) -> None:
    for ref in along:
        click.echo(f"{ref} changed along")
