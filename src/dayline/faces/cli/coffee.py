"""``dayline coffee``: twenty minutes with somebody of a team that yours depends on."""

from __future__ import annotations

import click

from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, safe


@click.group(invoke_without_command=True)
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
@click.pass_context
def coffee(ctx: click.Context, *, json_: bool) -> None:
    """Show your coffee of this round: with whom, and when both of you are awake.

    \b
    dayline coffee
    dayline coffee out
    """
    if ctx.invoked_subcommand:
        return
    session = open_session(to_write=False)
    from dayline.base.zones import zone as zone_of
    from dayline.people.timetable import timetable
    from dayline.practices.coffee.queries import standing

    found = standing(session.workspace, session.person)
    mine = found.coffee
    if json_:
        as_json({
            "taking_part": found.taking_part,
            "with": session.people.handle(mine.partner) if mine else None,
            "at": mine.at if mine else None,
            "questions": list(mine.questions) if mine else [],
        })  # fmt: skip
        return
    if mine is None:
        stays_out = "You stay out of coffee. Come in at any time: dayline coffee in"
        nothing = "There is no coffee for you in this round."
        click.echo(nothing if found.taking_part else stays_out)
        return
    who = session.people.handle(mine.partner)
    if mine.at is not None:
        zone = timetable(session.workspace).zone(session.person, now())
        local = mine.at.astimezone(zone_of(zone))
        click.echo(safe(f"Coffee with {who}: {local:%A} {local.day} {local:%B}, {local:%H:%M}"
                        f" in {zone}, 20 minutes."))  # fmt: skip
        return
    click.echo(safe(f"Coffee with {who}, each in your own time: you are never awake together."))
    for question in mine.questions:
        click.echo(f"  {question}")
    note("Answer in writing or with your voice, within two weeks.")


@coffee.command("draw")
@click.option("--seed", default="", help="What the lot is drawn by (default: the round's number).")
def draw(seed: str) -> None:
    """Draw the next round, for everybody who takes part. Owners only."""
    session = open_session()
    from dayline.practices.coffee.actions import draw as drawn

    held = drawn(session.acting, seed=seed)
    click.echo(
        f"Round {held.round}: {held.calls} pairs meet, {held.written} write to each other,"
        f" {held.left} sit out and come first next time."
    )
    note(f"Each pair is told, and nobody else. The lot can be drawn again by its seed {held.seed}.")


@coffee.command("out")
def out() -> None:
    """Stay out. Nobody is told."""
    _choose(taking_part=False)
    click.echo("You stay out. Nobody is told.")


@coffee.command("in")
def in_() -> None:
    """Take part from the next round on."""
    _choose(taking_part=True)
    click.echo("You take part from the next round on.")


def _choose(*, taking_part: bool) -> None:
    session = open_session()
    from dayline.practices.coffee.actions import choose

    choose(session.acting, taking_part=taking_part)
