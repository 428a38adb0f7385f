"""``dayline plan``: who should own what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.base.micros import to_micros
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, table
from dayline.practices.ownership.rules import plan as planned
from dayline.practices.ownership.values import plan_values

if TYPE_CHECKING:
    from dayline.practices.ownership.terms import Organisation, Plan


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def plan() -> None:
    """Plan the organisation itself: advice, never a change."""


@plan.command("ownership")
@click.argument("file", required=False, type=_FILE)
@click.option("--most-moves", type=click.IntRange(0), help="Move at most so many areas.")
@click.option(
    "--headroom",
    default=25,
    show_default=True,
    metavar="PERCENT",
    type=click.IntRange(0, 1000),
    help="Room above an even share, without FILE.",
)
@click.option("--json", "json_", is_flag=True, help="Print the plan for programs.")
def ownership(file: Path | None, most_moves: int | None, headroom: int, *, json_: bool) -> None:
    """Propose which site should own which area, so that work changes hands least often.

    Without FILE the teams of the workspace and their work of the last 91 days count. A plan is
    never worse than what is; it says what each move costs and when that is paid back.

    \b
    dayline plan ownership
    dayline plan ownership --most-moves 2
    dayline plan ownership organisation.yaml --json
    """
    if file is not None:
        from dayline.practices.ownership.reading import read_organisation

        text = file.read_text(encoding="utf-8", errors="replace")
        one = read_organisation(text, to_micros(now()), path=str(file))
        _finish(one, most_moves, str, "", json_=json_)
        return
    one, said, name = _of_workspace(headroom)
    _finish(one, most_moves, name, said, json_=json_)


def _finish(
    one: Organisation, most_moves: int | None, name: Callable[[str], str], said: str, *, json_: bool
) -> None:
    made = planned(one, most_moves=most_moves)
    if json_:
        as_json(plan_values(made, name))
        return
    _tell(one, made, name)
    if said:
        note(said)


def _of_workspace(headroom: int) -> tuple[Organisation, str, Callable[[str], str]]:
    session = open_session(to_write=False)
    from dayline.practices.ownership.queries import organisation

    found = organisation(session.workspace, now(), person=session.person, headroom=headroom)
    said = (
        f"From {found.records} records of {found.days} days that you may see"
        f"{' (more were not read)' if found.cut else ''}. What a transfer takes is an assumption."
    )
    return found.organisation, said, session.people.handle


def _tell(one: Organisation, made: Plan, name: Callable[[str], str]) -> None:
    click.echo(f"Expected handoffs a week: {made.before:.1f} now, {made.after:.1f} as planned.")
    if not made.moves:
        click.echo("No move was found that saves any. Leave it as it is.")
    moves = [
        (
            move.area,
            name(move.source),
            name(move.target),
            f"{-move.handoffs:+.1f}",
            f"{move.hours:.0f} h",
            "with the next" if move.weeks is None else f"{move.weeks:.0f} weeks",
        )
        for move in made.moves
    ]
    table(moves, heads=("AREA", "FROM", "TO", "HANDOFFS", "COSTS ONCE", "PAID BACK IN"), flexible=2)
    if made.moves:
        hours = made.saved * one.hours_per_handoff
        click.echo(
            f"All of it costs {made.hours:.0f} hours once and saves {made.saved:.1f} handoffs"
            f" a week, {hours:.1f} hours."
        )
    loads = [
        (name(site), f"{before:.1f}", f"{after:.1f}", f"{made.limit[site]:.1f}")
        for site, (before, after) in made.load.items()
    ]
    table(loads, heads=("SITE", "LOAD NOW", "PLANNED", "LIMIT"), flexible=0)
    for site in made.above:
        note(f"{name(site)} carries more than its limit today; it keeps as much and gets no more.")
