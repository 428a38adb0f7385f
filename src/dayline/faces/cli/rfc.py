"""``dayline rfc``: the fair window of an RFC, explained to the minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table

if TYPE_CHECKING:
    from dayline.practices.rfc.rules import Hearing, Standing
    from dayline.records.queries import Record


@click.group()
def rfc() -> None:
    """Ask when an RFC closes and why it is still open; appeal against concerns."""


@rfc.command()
@click.argument("ref")
@click.option("--json", "json_", is_flag=True, help="Print the window for programs.")
def status(ref: str, *, json_: bool) -> None:
    """Say when an RFC closes, and to the minute why it is still open."""
    session = open_session(to_write=False)
    from dayline.practices.rfc import queries
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    if record.kind != queries.KIND or record.state not in queries.RUNNING:
        if json_:
            as_json({"ref": record.ref, "state": record.state, "window": None})
        else:
            click.echo(f"{record.ref} is {record.state}; no window is running.")
        return
    found = queries.standing(session.workspace, record, now())
    if json_:
        as_json(_values(record, found))
        return
    say = _local(session)
    click.secho(f"{record.ref}  {safe(record.title)}", bold=True)
    if record.state == "closing":
        _last_call(session, record, say)
    else:
        click.echo(queries.promise(found, say))
    for reason in found.reasons:
        click.echo(f"  {safe(reason)}")
    _appeals(session, record)
    click.echo()
    rows = [_row(hearing, found, say) for hearing in found.hearings]
    table(rows, heads=("REVIEWER", "HAD", "OWED", "ALL BY"), flexible=3)


def _local(session: Session) -> Callable[[datetime], str]:
    """How this reader says an instant."""
    from dayline.inbox.words import local
    from dayline.people.timetable import timetable

    instant = now()
    zone = timetable(session.workspace).zone(session.person, instant)
    return lambda when: local(when, zone, instant)


def _last_call(session: Session, record: Record, say: Callable[[datetime], str]) -> None:
    """What an RFC in its last call waits for."""
    from dayline.people.timetable import timetable
    from dayline.practices.rfc.queries import terms_of

    terms = terms_of(record.fields, timetable(session.workspace), record.author)
    click.echo("The window is closed; it waits for its result.")
    if terms.cap is not None:
        click.echo(f"Without one the default, {terms.disposition}, comes {say(terms.cap)}.")


def _appeals(session: Session, record: Record) -> None:
    from dayline.practices.rfc.appeals.queries import appeals

    for one in appeals(session.workspace, record.ref).values():
        names = " or ".join(session.people.handle(decider) for decider in one.deciders)
        click.echo(
            f"  {session.people.handle(one.by)} appealed against {one.concern}; {names} decides"
        )


def _row(hearing: Hearing, found: Standing, say: Callable[[datetime], str]) -> tuple[str, ...]:
    from dayline.practices.rfc.queries import in_words

    full = "never" if hearing.full_at is None else say(hearing.full_at)
    by = "" if hearing.by == hearing.reviewer else f" (heard by {hearing.by})"
    return (
        f"{hearing.reviewer}{by}",
        in_words(hearing.had),
        in_words(hearing.needs),
        f"{full}, once it goes on" if found.still and not hearing.full else full,
    )


def _values(record: Record, found: Standing) -> dict[str, Any]:
    return {
        "ref": record.ref,
        "state": record.state,
        "starts_at": found.starts_at,
        "floor_at": found.floor_at,
        "closes_at": found.closes_at,
        "capped": found.capped,
        "stands_still": found.still,
        "due": found.due,
        "reasons": list(found.reasons),
        "concerns": [
            {"id": one.id, "name": one.name, "by": one.author, "raised_at": one.raised_at}
            for one in found.open_concerns
        ],
        "reviewers": [
            {
                "reviewer": hearing.reviewer,
                "heard_by": hearing.by,
                "awake_minutes_had": int(hearing.had.total_seconds() // 60),
                "awake_minutes_owed": int(hearing.needs.total_seconds() // 60),
                "full_at": hearing.full_at,
            }
            for hearing in found.hearings
        ],
    }


@rfc.command()
@click.argument("ref")
@click.argument("concern")
@click.argument("reason")
def appeal(ref: str, concern: str, reason: str) -> None:
    """Ask somebody on neither side to decide on a concern.

    Leads of the RFC's areas decide, else owners. Authors and reviewers may ask.

    \b
    dayline rfc appeal R-3 C41 "The figures are in the appendix; nothing else is asked."
    """
    session = open_session()
    from dayline.practices.rfc.appeals.actions import appeal as ask

    names = ask(session.acting, ref, concern, reason)
    click.echo(f"{' or '.join(names)} will be told and may decide on {concern}.")


@rfc.command()
@click.argument("ref")
@click.argument("concern")
@click.argument("reason")
@click.option("--overrule", is_flag=True, help="Close the concern.")
@click.option("--uphold", is_flag=True, help="Let it stand.")
def decide(ref: str, concern: str, reason: str, *, overrule: bool, uphold: bool) -> None:
    """Decide an appeal that you were asked to decide: --overrule or --uphold, and why."""
    if overrule == uphold:
        raise click.UsageError("Say --overrule or --uphold.")
    session = open_session()
    from dayline.practices.rfc.appeals.actions import decide as judge

    judge(session.acting, ref, concern, reason, overrule=overrule)
    click.echo(f"{concern} is {'overruled and closed' if overrule else 'upheld'}.")


@rfc.command()
def close() -> None:
    """Close every window that is over, and apply the defaults of those at their cap.

    The worker does the same by itself.
    """
    session = open_session()
    from dayline.practices.rfc.actions import end_windows

    ended = end_windows(session.acting)
    for one in ended:
        click.echo(
            f"{one.ref}: {one.move}" + (f" refused: {safe(one.refused)}" if one.refused else "")
        )
    if not ended:
        note("No window is over.")
