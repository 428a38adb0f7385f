"""``dayline list``, ``show``, ``blame``, ``graph``, ``board``: a folder or a workspace."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.code import nothing_read
from dayline.faces.cli.day import DAY
from dayline.faces.cli.remote import or_remote
from dayline.faces.cli.sources import Item, source
from dayline.faces.cli.state import STATE
from dayline.faces.cli.terminal import as_json, lines, note, safe, table, when

if TYPE_CHECKING:
    from dayline.board.queries import Lane


class _Folder(click.Path):
    """A path that exists; who names a kind of record in its place is told how to ask for that."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as refused:
            word = str(value)
            if not word.isalpha():
                raise
            self.fail(f"{refused.message} For one kind of record: --kind {word}", param, ctx)


FOLDER = _Folder(exists=True, path_type=Path)


@click.command("list")
@click.argument("path", type=FOLDER, required=False)
@click.option("--kind", "kinds", multiple=True, help="Only this kind; may be repeated.")
@click.option(
    "--state", "states", type=STATE, multiple=True, help="Only this state; may be repeated."
)
@click.option("--as-of", type=DAY, help="As it was at the end of this day.")
@click.option("--json", "json_", is_flag=True, help="Print the list for programs.")
def list_(
    path: Path | None,
    kinds: tuple[str, ...],
    states: tuple[str, ...],
    as_of: date | None,
    *,
    json_: bool,
) -> None:
    """List records, now or as of a day."""
    where = source(path)
    items = where.listing(kinds, states, as_of)
    if json_:
        as_json([item.as_dict() for item in items])
        return
    if not items and path is not None:
        _nothing_in(path)
        return
    if not items and (kinds or states or as_of):
        note("No record that you may see is one of these.")
        return
    if not items:
        note("Nothing here. Open the first record: dayline new decision --title ...")
        return
    rows = [(item.ref, item.state or item.status, item.title, item.date) for item in items]
    table(rows, heads=("ID", "STATE", "TITLE", "DATE"), flexible=2)
    if as_of is not None:
        _note(where.hindsight([item.ref for item in items], as_of))


def _note(said: str) -> None:
    if said:
        note(said)


def _nothing_in(path: Path) -> None:
    from dayline.records.folder import walk

    folder = walk(path)
    none = "None of the records here fit. See all of them: dayline list PATH"
    note(none if folder.texts else str(nothing_read(path, folder)))


@click.command()
@click.argument("ref")
@click.argument("path", type=FOLDER, required=False)
@click.option("--revision", type=int, help="An earlier revision.")
@click.option("--raw", is_flag=True, help="The text alone, byte for byte.")
@click.option("--json", "json_", is_flag=True, help="Print the record for programs.")
def show(ref: str, path: Path | None, revision: int | None, *, raw: bool, json_: bool) -> None:
    """Show one record: what it says, what it links to, what people said.

    REF is an id such as D-42, a bare number, or a slug.
    """
    shown = source(path).show(ref, revision)
    if raw:
        sys.stdout.flush()
        sys.stdout.buffer.write(shown.content)
        return
    if json_:
        as_json(shown.as_dict())
        return
    click.secho(f"{shown.item.ref}  {safe(shown.item.title)}", bold=True)
    click.echo("  ".join(part for part in shown.facts if part))
    lines(f"  {edge}" for edge in shown.links)
    click.echo()
    click.echo(safe(shown.content.decode(errors="replace")).rstrip())
    for remark in shown.remarks:
        click.echo()
        click.secho(remark.head, dim=True)
        lines(f"  {line}" for line in remark.body)


@click.command()
@click.argument("target")
@click.argument("path", type=FOLDER, required=False)
@click.option("--json", "json_", is_flag=True, help="Print the list for programs.")
def blame(target: str, path: Path | None, *, json_: bool) -> None:
    """Tell which decisions a file or folder stands on.

    TARGET is a path as `applies_to` globs of records name it.
    """
    items = source(path).blame(target)
    if json_:
        as_json([item.as_dict() for item in items])
        return
    if not items:
        note(f"No record applies to {target}. If a decision does, add the path to its applies_to.")
        return
    rows = [(item.ref, item.state, item.title, item.date) for item in items]
    table(rows, heads=("ID", "STATE", "TITLE", "DATE"), flexible=2)


@click.command()
@click.argument("path", type=FOLDER, required=False)
@click.option("--json", "json_", is_flag=True, help="Edges with from, type and to.")
@click.option("--mermaid", is_flag=True, help="A Mermaid diagram.")
@click.option("--dot", is_flag=True, help="A Graphviz diagram.")
def graph(path: Path | None, *, json_: bool, mermaid: bool, dot: bool) -> None:
    """Print how records link."""
    edges = source(path).edges()
    if json_:
        as_json(
            [
                {
                    "from": edge.source,
                    "type": edge.type,
                    "to": edge.target,
                    "means": edge.means,
                    "stated_in": edge.source,
                }
                for edge in edges
            ]
        )
    elif mermaid:
        lines(["flowchart LR", *(f"  {e.source} -- {e.type} --> {e.target}" for e in edges)])
    elif dot:
        quoted = (f'  "{e.source}" -> "{e.target}" [label="{e.type}"];' for e in edges)
        lines(["digraph records {", *quoted, "}"])
    elif not edges:
        note("No record links another yet.")
    else:
        rows = [(edge.source, edge.type.replace("_", " "), edge.target) for edge in edges]
        table(rows, heads=("FROM", "", "TO"), flexible=2)


@click.command()
@click.option("--team", "teams", multiple=True, metavar="@TEAM", help="Only this team.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when a team is red.")
@click.option("--json", "json_", is_flag=True, help="Print the board for programs.")
@or_remote("remote_views:board")
def board(teams: tuple[str, ...], *, exit_code: bool, json_: bool) -> int:
    """Show how each team stands, and what waits on it, the worst first.

    A light is computed, never chosen: red when a clock has run out, amber when one is near its end
    or something has waited for two working days without one.
    """
    from dayline.faces.cli.session import now, open_session

    session = open_session(to_write=False)
    from dayline.board.queries import board as read_board
    from dayline.board.rules import Light

    ids = [session.people.team(handle).id for handle in teams]
    lanes = read_board(session.workspace, person=session.person, now=now(), teams=ids)
    if json_:
        as_json([lane.as_dict() for lane in lanes])
    elif not any(lane.total for lane in lanes):
        note("Nothing waits on anybody.")
    else:
        for lane in lanes:
            _print_lane(lane)
    return int(exit_code and any(lane.light is Light.RED for lane in lanes))


_COLOURS = {"Green": "green", "Amber": "yellow", "Red": "red"}


def _print_lane(lane: Lane) -> None:
    word = lane.light.word if lane.light is not None else ""
    click.secho(lane.name, bold=True, nl=False)
    click.secho(f"  {word}" if word else "", fg=_COLOURS.get(word))
    for one in lane.evidence[:5]:
        click.echo(f"  {one.ref}  {safe(one.words)}")
    rows = [(card.ref, card.state, card.title, card.waited) for card in lane.cards]
    if rows:
        table(rows, heads=("ID", "STATE", "TITLE", "WAITING"), flexible=2)
    else:
        click.secho("  nothing waits", dim=True)
    if lane.more:
        click.secho(f"{lane.more} more", dim=True)
    click.echo()


def brief(item: Item) -> str:
    """One line on a record."""
    return f"{item.ref}  {item.state or item.status}  {item.title}"


__all__ = ["blame", "board", "graph", "list_", "show", "when"]
