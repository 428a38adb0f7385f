"""Calendars on the command line: ``dayline person calendar``, ``leave``, ``focus``, ``moves``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.base.errors import InvalidInput
from dayline.base.zones import zone as zone_of
from dayline.faces.cli.day import DAY
from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, indented, note

if TYPE_CHECKING:
    from dayline.integrations.ics.receive import Received

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_YEAR = timedelta(days=366)
_USUAL = "Monday to Friday, nine to five, counts"


def _whose(session: Session, handle: str | None) -> str:
    return handle or session.people.handle(session.person)


def _read(path: Path) -> str:
    if str(path) == "-":
        return sys.stdin.read()
    return path.read_text(encoding="utf-8")


@click.command()
@click.argument("who", required=False)
@click.option("--set", "path", type=_FILE, help="Take it from this YAML file, or from - (stdin).")
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def calendar(who: str | None, path: Path | None, *, json_: bool) -> None:
    """Print somebody's calendar, or replace it.

    WHO is a handle; without it, you. What depends on the hours moves in the same act.
    """
    session = open_session(to_write=path is not None)
    whose = _whose(session, who)
    if path is not None:
        _replace(session, whose, path)
    _show(whose, json_=json_)


def _replace(session: Session, whose: str, path: Path) -> None:
    from dayline.people.calendars.actions import set_calendar

    with _telling_moves(session):
        schedule = set_calendar(session.acting, whose, _read(path))
    for finding in schedule.notes:
        note(f"{finding.place}: {finding.message} {finding.remedy}")


@contextmanager
def _telling_moves(session: Session) -> Iterator[None]:
    """Say how many deadlines an act has moved, because it changed somebody's hours."""
    from dayline.journal.queries import entries, head

    size = head(session.workspace).size
    yield
    moved = sum(1 for _ in entries(session.workspace, start=size, kinds=("clock.moved",)))
    if moved:
        note(f"{moved} deadline{'s' * (moved > 1)} moved along. See: dayline clock list")


def _show(whose: str, *, json_: bool) -> None:
    """The text, and as a comment what it comes to in the days ahead."""
    session = open_session(to_write=False)
    from dayline.people.timetable import timetable

    times = timetable(session.workspace)
    known = times.people.known(whose)
    instant = now()
    zone = times.zone(known.id, instant)
    blocks = times.hours(known.id).blocks(instant, instant + timedelta(days=7))
    if json_:
        days = [{"from": opens, "to": closes} for opens, closes in blocks]
        values = {"who": f"@{known.handle}", "zone": zone, "calendar": known.calendar}
        as_json({**values, "next_seven_days": days})
        return
    usual = "its members' hours count" if known.id in times.people.teams else _USUAL
    text = known.calendar.rstrip()
    click.echo(text or f"# @{known.handle} has stated no hours; {usual}.")
    click.echo()
    note(f"The next seven days in {zone}:")
    shown = ""
    for opens, closes in blocks:
        begin, end = opens.astimezone(zone_of(zone)), closes.astimezone(zone_of(zone))
        day = f"{begin:%a %d %b}"
        note(f"  {day if day != shown else '':<10}  {begin:%H:%M}-{end:%H:%M}")
        shown = day
    if not blocks:
        note("  no working time")


@click.command()
@click.argument("words", nargs=-1)
@click.option("--ics", type=_FILE, help="Take the leave in this calendar file.")
def leave(words: tuple[str, ...], ics: Path | None) -> None:
    """Add leave: whole days, or an absence with times.

    \b
    dayline person leave 2026-12-24 to 2026-12-31
    dayline person leave @ana 2026-11-19
    dayline person leave --ics holidays.ics
    """
    session = open_session()
    from dayline.people.calendars.actions import add_leave

    who, rest = _split(words)
    whose = _whose(session, who)
    found = [" ".join(rest)] if rest else []
    if ics is not None:
        received = _received(session, whose, ics)
        found += _dates(received)
        if received.focus.starts:
            note(f"For its focus blocks: dayline person focus --ics {ics}")
    if not found and ics is None:
        raise InvalidInput("When?", do="Write 2026-12-24 to 2026-12-31, or give --ics FILE.")
    found = _fresh(session, whose, found)
    if found:
        with _telling_moves(session):
            add_leave(session.acting, whose, found)
    else:
        note("All of it is known already.")
    for one in found:
        click.echo(f"{whose} is away: {one}")


def _split(words: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """A handle in front, if there is one, and the rest."""
    return (words[0], words[1:]) if words and words[0].startswith("@") else (None, words)


def _fresh(session: Session, whose: str, items: list[str]) -> list[str]:
    """Those that do not stand in the calendar already, so that a file can be taken again."""
    text = session.people.known(whose).calendar
    return [one for one in items if f"- {one}\n" not in text]


def _received(session: Session, whose: str, path: Path) -> Received:
    from dayline.integrations.ics.receive import receive

    known = session.people.known(whose)
    instant = now()
    received = receive(
        _read(path), zone=known.zone, start=instant, stop=instant + _YEAR, path=str(path)
    )
    for finding in received.findings:
        note(indented(f"{finding.place}: {finding.message} {finding.remedy}", 0))
    return received


def _dates(received: Received) -> list[str]:
    dates = [
        f"{first}" if first == last else f"{first} to {last}"
        for first, last in received.leave_dates
    ]
    spans = [f"{_text(start)} to {_text(stop)}" for start, stop in received.leave]
    return [*dates, *spans]


def _text(micros: int) -> str:
    from dayline.base.micros import from_micros

    return from_micros(micros).strftime("%Y-%m-%dT%H:%M:%SZ")


@click.command()
@click.argument("words", nargs=-1)
@click.option("--ics", type=_FILE, help="Take the focus blocks in this calendar file.")
def focus(words: tuple[str, ...], ics: Path | None) -> None:
    """Add a focus block: working time in which nobody waits for you.

    \b
    dayline person focus tue,thu 13:00-15:00
    dayline person focus --ics deep-work.ics
    """
    session = open_session()
    from dayline.people.calendars.actions import add_focus

    who, rest = _split(words)
    whose = _whose(session, who)
    found = [" ".join(rest)] if rest else []
    if ics is not None:
        found += _blocks(session, whose, _received(session, whose, ics))
    elif not found:
        raise InvalidInput("When?", do="Write tue,thu 13:00-15:00, or give --ics FILE.")
    found = _fresh(session, whose, found)
    if found:
        with _telling_moves(session):
            add_focus(session.acting, whose, found)
    else:
        note("All of it is known already.")
    for one in found:
        click.echo(f"{whose} has focus: {one}")


def _blocks(session: Session, whose: str, received: Received) -> list[str]:
    """Focus blocks of a file as a calendar states them, in their own local time."""
    from dayline.base.micros import MINUTE, from_micros
    from dayline.people.timetable import timetable

    times = timetable(session.workspace)
    identity = times.people.known(whose).id
    blocks = []
    for start, stop in received.focus:
        begin = from_micros(start)
        local = begin.astimezone(zone_of(times.zone(identity, begin)))
        length = f"{(stop - start) // MINUTE}m"
        blocks.append(f"{{rule: FREQ=DAILY;COUNT=1, start: {local:%Y-%m-%d %H:%M}, for: {length}}}")
    return blocks


@click.command("moves")
@click.argument("who", required=False)
@click.option("--to", "zone", required=True, help="A zone or a place, such as Asia/Singapore.")
@click.option("--from", "since", required=True, type=DAY)
def moves(who: str | None, zone: str, since: date) -> None:
    """Say that somebody lives elsewhere from a date on."""
    session = open_session()
    from dayline.people.calendars.actions import add_move

    whose = _whose(session, who)
    with _telling_moves(session):
        add_move(session.acting, whose, since.isoformat(), zone)
    click.echo(f"{whose} lives in {zone} from {since} on")


@click.command()
@click.argument("team")
@click.option("--set", "path", type=_FILE, help="Take it from this YAML file, or from - (stdin).")
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def team_calendar(team: str, path: Path | None, *, json_: bool) -> None:
    """Print a team's calendar, or replace it. Without one, its members' hours count."""
    if path is not None:
        session = open_session()
        _replace(session, session.people.team(team).id, path)
    _show(team, json_=json_)
