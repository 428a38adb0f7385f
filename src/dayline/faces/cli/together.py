"""``dayline critique``, ``retro``, ``kudos`` and ``examples``: looking at work, and back at it."""

from __future__ import annotations

from datetime import timedelta

import click

from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, indented, note, safe, table


@click.group()
def critique() -> None:
    """See how fast criticism of your own work comes back."""


@critique.command()
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def loop(*, json_: bool) -> None:
    """Tell the pace of your own loops in the learner's lane, and with whom you could pair.

    It is for you alone; nobody else is told, and nothing is counted for others.
    """
    session = open_session(to_write=False)
    from dayline.practices.critique.queries import own_pace

    found = own_pace(session.workspace, session.person, now())
    usual = found.pace.usual
    if json_:
        as_json(
            {
                "loops": len(found.pace.loops),
                "usual_minutes": None if usual is None else usual // timedelta(minutes=1),
                "pair_with": list(found.pair),
            }
        )
        return
    if usual is None:
        click.echo("Fewer than two loops in the learner's lane are known yet.")
        return
    hours = usual / timedelta(hours=1)
    click.echo(f"First comments usually come after {hours:.1f} awake-hours of your reviewers.")
    if found.pair:
        whom = " or ".join(found.pair)
        click.echo(f"That is slow for learning. Sit together with {whom} for the next piece:")
        click.echo(f"  dayline when {found.pair[0]}")


@click.group()
def retro() -> None:
    """Look back half in writing, each in their own time, and half together."""


@retro.command()
@click.argument("ref")
@click.argument("side", type=click.Choice(["helped", "hindered", "discuss"]))
@click.argument("words", nargs=-1, required=True)
def say(ref: str, side: str, words: tuple[str, ...]) -> None:
    """Add a point, in nobody's name. What writing does not settle is for discuss.

    \b
    dayline retro say O-1 helped "handoffs named what does not work"
    """
    session = open_session()
    from dayline.practices.retro import actions

    made = actions.say(session.acting, ref, side, " ".join(words))
    click.echo(f"{made.ref} is at revision {made.revision}")


@retro.command()
@click.argument("ref")
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def agenda(ref: str, *, json_: bool) -> None:
    """Print what the half hour together is for, and how much came in writing."""
    session = open_session(to_write=False)
    from dayline.practices.retro.queries import halves

    found = halves(session.workspace, ref, person=session.person)
    if json_:
        as_json(
            {
                "topics": [{"text": one.text, "minutes": one.minutes} for one in found.topics],
                "written_before": found.before,
                "points": found.points,
            }
        )
        return
    for number, one in enumerate(found.topics, 1):
        click.echo(indented(f"{number}. {one.text} ({one.minutes} min)", 0))
    if not found.topics:
        click.echo("Writing settled everything, so there is nothing to meet about.")
    note(f"{found.before} of {found.points} points were written before people met.")


@click.group()
def kudos() -> None:
    """Agree that a record of yours is shown as an example, or do not."""


@kudos.command()
@click.argument("ref")
@click.argument("answer", type=click.Choice(["yes", "no"]))
def show(ref: str, answer: str) -> None:
    """Say whether the record that a kudos praises is shown. Only whom it thanks may say so."""
    session = open_session()
    from dayline.practices.kudos import actions

    actions.consent(session.acting, ref, shown=answer == "yes")
    click.echo("It is shown when all who are thanked agree." if answer == "yes" else "Not shown.")


@click.command()
@click.option("--kind", default="", help="Only records of this kind, such as handoff.")
@click.option("--json", "json_", is_flag=True, help="Print them for programs.")
def examples(kind: str, *, json_: bool) -> None:
    """List records that are models of their kind, shown with the consent of their authors."""
    session = open_session(to_write=False)
    from dayline.practices.kudos import queries

    found = queries.examples(session.workspace, person=session.person, kind=kind)
    if json_:
        as_json(
            [
                {
                    "ref": one.record.ref,
                    "kind": one.record.kind,
                    "title": one.record.title,
                    "why": one.why,
                    "tags": list(one.tags),
                }
                for one in found
            ]
        )
        return
    rows = [(one.record.ref, one.record.kind, one.record.title, safe(one.why)) for one in found]
    table(rows, heads=("Id", "Kind", "Title", "What was good"), flexible=3)
    if not rows:
        click.echo("No record is shown as an example yet.")
