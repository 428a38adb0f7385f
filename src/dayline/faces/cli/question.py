"""``dayline question``: ask the record first, then whoever is on duty; write the answer down."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table, when


@click.group()
def question() -> None:
    """Ask the record; send on what it cannot answer; write answers down."""


@question.command("ask")
@click.argument("words", nargs=-1, required=True)
@click.option("--area", "areas", multiple=True, metavar="AREA", help="What it is about.")
@click.option("--owner", default="", metavar="@HANDLE", help="A person or a team to ask.")
@click.option("--need-by", "until", metavar="TIME", help="When you need it, with an offset.")
@click.option("--if-unanswered", default="", help="What you will do without an answer.")
@click.option("--visibility", default="workspace", help="workspace, restricted, team:@london ...")
def ask(
    words: tuple[str, ...],
    areas: tuple[str, ...],
    owner: str,
    until: str | None,
    if_unanswered: str,
    visibility: str,
) -> None:
    """Ask the record. Only what it cannot answer goes to somebody, with a need-by.

    Of the team that owns the area, whoever is awake soonest gets it. The need-by is a working day
    of theirs where you give none.

    \b
    dayline question ask "Does the cut-off move with London?" --area ledger
    """
    session = open_session()
    from dayline.base.instants import from_text
    from dayline.faces.asked import ask_record, said_of
    from dayline.practices.question import actions

    asked = " ".join(words)
    said = said_of(ask_record(session.workspace, asked, person=session.person, now=now()))
    need_by: datetime | None = from_text(until) if until else None
    made = actions.ask(
        session.acting, said, owner=owner, areas=areas, need_by=need_by,
        if_unanswered=if_unanswered, visibility=visibility,
    )  # fmt: skip
    if not made.ref:
        for sentence in said.told:
            click.echo(safe(sentence))
        note("The record answers it, so nobody was asked.")
        return
    click.echo(made.ref)
    due = f" until {when(made.need_by)} UTC" if made.need_by else ""
    note(f"Nothing is written about it. {made.owner} has it{due}.")


@question.command()
@click.argument("ref")
@click.argument("words", required=False)
@click.option("--promote", type=click.Choice(["guide", "decision"]),
              help="Write the answer down as this record, in the same act.")  # fmt: skip
def answer(ref: str, words: str | None, promote: str | None) -> None:
    """Answer a question. WORDS come from stdin when they are left out.

    \b
    dayline question answer Q-4 "It moves with London." --promote guide
    """
    session = open_session()
    from dayline.practices.question import actions

    said = words if words is not None else sys.stdin.read()
    made = actions.answer(session.acting, ref, said, promote=promote or "")
    click.echo(f"{made.ref} is {made.state.replace('_', ' ')}")
    if not promote:
        note(f"The next reader would not find it yet: dayline question write-down {made.ref}")


@question.command("write-down")
@click.argument("ref")
@click.option("--as", "kind", type=click.Choice(["guide", "decision"]), default="guide",
              show_default=True, help="The record that it becomes.")  # fmt: skip
@click.option("--into", default="", metavar="ID", help="A record that holds the answer already.")
def write_down(ref: str, kind: str, into: str) -> None:
    """Promote an answered question to a record, in one act."""
    session = open_session()
    from dayline.practices.question import actions

    made = actions.write_down(session.acting, ref, kind=kind, into=into)
    click.echo(f"{made.ref} is {made.state.replace('_', ' ')}")


@question.command()
@click.option("--json", "json_", is_flag=True, help="Print them for programs.")
def gaps(*, json_: bool) -> None:
    """List what the record cannot answer yet, by area: the backlog of documentation."""
    session = open_session(to_write=False)
    from dayline.practices.question import queries

    found = queries.gaps(session.workspace, person=session.person)
    if json_:
        as_json(
            [
                {
                    "area": gap.area,
                    "unanswered": gap.unanswered,
                    "questions": [
                        {"ref": one.ref, "title": one.title, "state": one.state}
                        for one in gap.questions
                    ],
                }
                for gap in found
            ]
        )
        return
    for gap in found:
        click.secho(gap.area or "no area", bold=True)
        table(
            [(one.ref, one.state, one.title) for one in gap.questions],
            heads=("Id", "State", "Question"),
            flexible=2,
        )
    if not found:
        click.echo("Everything that was asked is written down.")


@question.command()
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def measure(*, json_: bool) -> None:
    """Tell how many questions the record answered itself, in the last 91 days."""
    session = open_session(to_write=False)
    from dayline.practices.question import queries

    found = queries.deflection(session.workspace, now())
    if json_:
        as_json(
            {
                "asked": found.asked,
                "by_record": found.by_record,
                "sent_on": found.sent_on,
                "percent": found.percent,
            }
        )
        return
    if not found.asked:
        click.echo("Nothing was asked in the last 91 days.")
        return
    click.echo(
        f"The record answered {found.by_record} of {found.asked} questions ({found.percent} %);"
        f" {found.sent_on} were sent on."
    )
