"""``dayline incident``: claims, the review that they make, and the actions that come out of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.day import DAY
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, indented, table

if TYPE_CHECKING:
    from dayline.practices.incident.queries import Standing


def standing_of(ref: str) -> Standing:
    """Everything of an incident that the person may see."""
    session = open_session(to_write=False)
    from dayline.practices.incident import queries

    return queries.standing(session.workspace, ref, person=session.person)


@click.command()
@click.argument("ref")
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def agenda(ref: str, *, json_: bool) -> None:
    """Print the agenda of the review: each contested claim, and nothing else."""
    known = standing_of(ref)
    if json_:
        from dayline.faces.telling_incidents import agenda_told

        as_json(agenda_told(known.agenda))
        return
    if not known.agenda:
        click.echo("Nothing is contested, so there is nothing to meet about.")
    for point in known.agenda:
        claim = point.claim
        click.echo(indented(f"{claim.number}. {claim.statement} ({point.minutes} min)", 0))
        who = claim.author or "nobody"
        click.echo(indented(f"{who} says so: {claim.evidence or 'no evidence yet'}", 3))
        click.echo(indented(f"Against it: {claim.dissent or 'no reason written yet'}", 3))


@click.command()
@click.argument("ref")
@click.argument("statement")
@click.option("--evidence", default="", help="Where it can be seen.")
def claim(ref: str, statement: str, evidence: str) -> None:
    """Claim something about an incident, with its evidence.

    \b
    dayline incident claim I-3 "The key was used on two days" --evidence "schema.sql, line 41"
    """
    session = open_session()
    from dayline.practices.incident import actions

    made = actions.add_claim(session.acting, ref, statement, evidence=evidence)
    click.echo(f"Claim {made.number} of {ref} is open")


@click.command()
@click.argument("ref")
@click.argument("number", type=click.IntRange(1))
@click.argument("reason")
def contest(ref: str, number: int, reason: str) -> None:
    """Contest a claim; it comes onto the agenda of the review."""
    session = open_session()
    from dayline.practices.incident import actions

    actions.contest(session.acting, ref, number, reason)
    click.echo(f"Claim {number} of {ref} is contested")


@click.command()
@click.argument("ref")
@click.argument("number", type=click.IntRange(1))
@click.option("--dissent", is_flag=True, help="You do not agree; both views stay on record.")
def settle(ref: str, number: int, *, dissent: bool) -> None:
    """Settle a claim: agreed, or kept with its dissent."""
    session = open_session()
    from dayline.practices.incident import actions

    made = actions.settle(session.acting, ref, number, keep_dissent=dissent)
    click.echo(f"Claim {number} of {ref} is settled: {made.mark}")


@click.command()
@click.argument("ref")
@click.argument("text")
@click.option("--owner", required=True, metavar="@HANDLE", help="Who does it.")
@click.option("--due", required=True, type=DAY, help="By which day.")
def act(ref: str, text: str, owner: str, due: date) -> None:
    """Add an action with one owner and one day."""
    session = open_session()
    from dayline.practices.incident import actions

    made = actions.add_action(session.acting, ref, text, owner=owner, due=due)
    click.echo(f"Action {made.number} of {ref} is {made.owner}'s, by {made.due}")


@click.command()
@click.argument("ref")
@click.argument("number", type=click.IntRange(1))
def done(ref: str, number: int) -> None:
    """Tick an action off, also after the incident is closed."""
    session = open_session()
    from dayline.practices.incident import actions

    actions.finish_action(session.acting, ref, number)
    click.echo(f"Action {number} of {ref} is done")


@click.command("actions")
@click.option("--owner", default="", metavar="@HANDLE", help="Only those of one owner.")
@click.option("--json", "json_", is_flag=True, help="Print them for programs.")
def actions_(owner: str, *, json_: bool) -> None:
    """List open actions of incidents, retrospectives and meetings, late ones first."""
    session = open_session(to_write=False)
    from dayline.faces.telling_incidents import action_told
    from dayline.practices.incident import queries

    today: date = now().date()
    found = queries.open_actions(session.workspace, person=session.person, owner=owner, today=today)
    if json_:
        as_json([action_told(one.record.ref, one.action, today) for one in found])
        return
    rows = [
        (
            one.record.ref, str(one.action.number), one.action.owner or "nobody",
            str(one.action.due or "no day"), "late" if one.action.late(today) else "",
            one.action.text,
        )
        for one in found
    ]  # fmt: skip
    table(rows, heads=("In", "No", "Owner", "By", "", "Action"), flexible=5)
    if not rows:
        click.echo("No action is open.")


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def measure(*, json_: bool) -> None:
    """Tell how much is written before reviews begin, over the last closed incidents."""
    session = open_session(to_write=False)
    from dayline.faces.telling_incidents import share_told
    from dayline.practices.incident import queries

    found = queries.measured(session.workspace, person=session.person)
    if json_:
        as_json(
            {
                "incidents": found.incidents,
                "written_before": share_told(found.share),
                "without_contest": found.without_contest,
            }
        )
        return
    if not found.incidents:
        click.echo("No incident with a review is closed yet.")
        return
    click.echo(
        f"{found.share.before} of {found.share.final} final claims ({found.share.percent} %) were"
        f" written before minute 0 of {found.incidents} reviews;"
        f" {found.without_contest} of these had nothing to contest."
    )


COMMANDS = (agenda, claim, contest, settle, act, done, actions_, measure)
"""What `dayline incident` can do besides noting and reading."""
