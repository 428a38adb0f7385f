"""``dayline inbox`` and ``dayline page``: what you will be told, and calling somebody now."""

from __future__ import annotations

from typing import Any

import click

from dayline.base.micros import to_micros
from dayline.faces.cli.remote import or_remote
from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, note, table
from dayline.faces.cli.terminal import when as in_utc


@click.command()
@click.option("--letters", is_flag=True, help="The letters that you got, newest first.")
@click.option("--read", "letter", metavar="ID", help="Print one of your letters, such as L42.")
@click.option(
    "--letters-for",
    type=click.Choice(["all", "pages"]),
    help="Choose what you get: all letters, or pages only.",
)
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
@or_remote("remote_views:inbox")
def inbox(letter: str | None, letters_for: str | None, *, letters: bool, json_: bool) -> None:
    """Show what you have not been told yet, or the letters that told you."""
    if letters_for:
        _choose(letters_for)
    elif letters:
        _letters(json_=json_)
    elif letter:
        _letter(letter, json_=json_)
    else:
        _pending(json_=json_)


def _choose(letters: str) -> None:
    session = open_session()
    from dayline.inbox.actions import choose_letters

    choose_letters(session.acting, letters)
    click.echo("You get all letters." if letters == "all" else "You get pages only.")


def _letters(*, json_: bool) -> None:
    session = open_session(to_write=False)
    from dayline.inbox.queries import letters_to

    found = letters_to(session.workspace, session.person)
    rows = [
        (one.id, in_utc(one.composed_at), one.sort, one.state, str(one.tries or ""))
        for one in found
    ]
    heads = ("LETTER", "COMPOSED (UTC)", "SORT", "STATE", "TRIES")
    if json_:
        names = ("id", "composed_at", "sent_at", "sort", "state", "tries")
        as_json([{name: getattr(one, name) for name in names} for one in found])
    elif rows:
        table(rows, heads=heads, flexible=2)
    else:
        note("You got no letter yet.")


def _letter(identity: str, *, json_: bool) -> None:
    session = open_session(to_write=False)
    from dayline.base.errors import NotFound
    from dayline.inbox.letters import render
    from dayline.inbox.queries import letter

    found = letter(session.workspace, identity)
    words = None
    if found.person == session.person:
        words = render(session.workspace, found, sender="dayline@localhost", now=now())
    if words is None:
        raise NotFound(f"There is no letter {identity} for you.", do="See: dayline inbox --letters")
    if json_:
        as_json({"id": found.id, "subject": words.subject, "text": words.text})
        return
    click.secho(words.subject, bold=True)
    click.echo()
    click.echo(words.text)


def _pending(*, json_: bool) -> None:
    session = open_session(to_write=False)
    items = _items(session)
    if json_:
        as_json(
            [
                {
                    "topic": one.topic,
                    "ref": one.ref,
                    "title": one.title,
                    "by": one.who,
                    "at": one.at,
                    "need_by": one.need_by,
                    "why": one.why,
                }
                for one in items
            ]
        )
        return
    if not items:
        note("You have been told everything.")
        return
    from dayline.inbox.words import body
    from dayline.people.timetable import timetable

    zone = timetable(session.workspace).zone(session.person, now())
    click.echo(body(items, zone=zone, now=now(), closing=_morning(session)).rstrip())


def _items(session: Session) -> list[Any]:
    from dayline.inbox import queries
    from dayline.inbox.letters import items_of
    from dayline.inbox.rules import ordered

    people = session.people
    told = queries.told(session.workspace)
    mine = [
        one
        for one in queries.pending(session.workspace)
        if (one.id, session.person) not in told
        and session.person in {person.id for person in queries.readers(people, one, ())}
    ]
    stated = [
        {**{name: getattr(one, name) for name in _NAMES}, "at": one.made_at}
        for one in ordered(mine)
    ]
    return items_of(session.workspace, session.person, stated, now=now())


_NAMES = ("id", "topic", "receiver", "ref", "deadline", "idx", "actor", "need_by")


def _morning(session: Session) -> str:
    """When the next letter comes."""
    from dayline.base.errors import DaylineError
    from dayline.clocks.timing import Party
    from dayline.inbox.rules import day_of
    from dayline.inbox.words import local
    from dayline.people.timetable import timetable

    times, instant = timetable(session.workspace), now()
    zone = times.zone(session.person, instant)
    hours = times.hours(session.person)
    try:
        day = day_of(Party(session.person, zone, hours), to_micros(instant))
        opens = hours.next_awake(instant) if day is None else None
    except DaylineError:
        return "You are never awake by your calendar, so no letter comes."
    if opens is None:
        return "The letter comes with your next morning, or sooner when it is needed sooner."
    return f"Your next letter comes {local(opens, zone, instant)}, when your day begins."


@click.command()
@click.argument("who", nargs=-1)
@click.option("--ref", help="The record that it is about.")
@click.option("--reason", help="What is wrong, in a sentence.")
@click.option("--budget", is_flag=True, help="Show what teams have spent on pages.")
@click.option("--allow", metavar="@TEAM=PAGES/DAYS", help="Set a team's budget, as @austin=4/28.")
@click.option("--over-budget", is_flag=True, help="Call although the budget is spent.")
@click.option("--json", "json_", is_flag=True, help="Print the budgets for programs.")
def page(
    who: tuple[str, ...],
    ref: str | None,
    reason: str | None,
    allow: str | None,
    *,
    budget: bool,
    over_budget: bool,
    json_: bool,
) -> None:
    """Call people or teams now, asleep or not; your team's budget pays for it.

    Where the budget is spent, it has to be said that it cannot wait: --over-budget. The leads of
    the team that pays are told of that.

    \b
    dayline page @ines --ref I-3 --reason "The ledger refuses every capture."
    """
    if allow:
        _allow(allow)
    elif budget or not who:
        _budgets(json_=json_)
    elif not ref or not reason:
        raise click.UsageError("A page needs --ref and --reason.")
    else:
        session = open_session()
        from dayline.inbox.actions import page as declare

        declare(session.acting, who, ref, reason, over_budget=over_budget)
        click.echo(f"{' '.join(who)} will be called by the next round of the worker.")
        _left(session)


def _allow(text: str) -> None:
    session = open_session()
    from dayline.inbox.actions import set_page_budget

    team, _, amounts = text.partition("=")
    pages, _, days = amounts.partition("/")
    if not (pages.isdigit() and days.isdigit()):
        raise click.UsageError("Write it as @team=4/28: four pages in 28 days.")
    set_page_budget(session.acting, team, pages=int(pages), days=int(days))
    click.echo(f"{team} may cost others {pages} pages in {days} days.")


def _left(session: Session) -> None:
    """What is left of the budget that paid."""
    from dayline.inbox.queries import page_budget, payer

    team = payer(session.people, session.person)
    if team:
        one = page_budget(session.workspace, team, now(), person=session.person)
        name = session.people.handle(team)
        note(f"{name} has spent {one.spent} of its {one.pages} pages in {one.days} days.")


def _budgets(*, json_: bool) -> None:
    session = open_session(to_write=False)
    from dayline.inbox.queries import page_budgets

    found = page_budgets(session.workspace, now(), person=session.person)
    handle = session.people.handle
    if json_:
        names = ("spent", "pages", "days", "left")
        as_json(
            [
                {"team": handle(one.team), **{name: getattr(one, name) for name in names}}
                for one in found
            ]
        )
        return
    rows = [
        (handle(one.team), str(one.spent), str(one.pages), f"{one.days} days", str(one.left))
        for one in found
    ]
    table(rows, heads=("TEAM", "SPENT", "OF", "IN", "LEFT"), flexible=0)
