"""Reading in server mode: the log, the board, the inbox, deadlines, people, the dayline."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click

from dayline.faces.cli.remote import client, needs_workspace, pages
from dayline.faces.cli.terminal import as_json, note, safe, table


def _minute(text: str | None) -> str:
    return text[:16].replace("T", " ") if text else "-"


def log(ref: str | None, path: Path | None, last: int, *, json_: bool) -> None:
    """``dayline log``."""
    if path is not None:
        raise needs_workspace()
    if ref:
        _history(ref, json_=json_)
        return
    found = pages(lambda cursor: client().list_entries(newest_first=True, cursor=cursor, limit=200))
    entries = list(islice(found, last or None))
    if json_:
        as_json([{key: one[key] for key in one if key != "ref"} for one in reversed(entries)])
        return
    rows = [
        (
            str(one["index"]),
            _minute(one["at"]),
            one["actor"],
            one["kind"].replace(".", " ", 1).replace(".", " → ").replace("_", " "),
            one["subject"] + (" (erased)" if one["erased"] else ""),
        )
        for one in entries
    ]
    table(rows, heads=("#", "WHEN (UTC)", "WHO", "WHAT", "ON"), flexible=4)


def _history(ref: str, *, json_: bool) -> None:
    found = list(pages(lambda cursor: client().get_history(ref, cursor=cursor, limit=200)))
    if json_:
        as_json(found)
        return
    record = client().get_record(ref)
    rows = [
        (
            str(one["revision"]),
            _minute(one["effective_at"]),
            one["by"],
            one["state"] or one["status"],
            one["note"] or one["move"],
        )
        for one in reversed(found)
    ]
    click.secho(f"{record['ref']}  {safe(record['title'])}", bold=True)
    table(rows, heads=("REV", "WHEN (UTC)", "WHO", "STATE", "WHAT"), flexible=4)


def diff(ref: str, before: int | None, after: int | None) -> None:
    """``dayline diff``."""
    from dayline.faces.cli.history import colour

    for line in client().diff_record(ref, before=before, after=after)["diff"].splitlines():
        click.secho(safe(line), fg=colour(line))


def board(teams: tuple[str, ...], *, exit_code: bool, json_: bool) -> int:
    """``dayline board``."""
    lanes = client().get_board(team=list(teams))["items"]
    if json_:
        as_json(lanes)
    elif not any(lane["total"] for lane in lanes):
        note("Nothing waits on anybody.")
    else:
        for lane in lanes:
            _print_lane(lane)
    return int(exit_code and any(lane["light"] == "red" for lane in lanes))


_COLOURS = {"green": "green", "amber": "yellow", "red": "red"}


def _print_lane(lane: Any) -> None:
    light = lane["light"] or ""
    click.secho(lane["name"], bold=True, nl=False)
    click.secho(f"  {light.title()}" if light else "", fg=_COLOURS.get(light))
    for one in lane["evidence"][:5]:
        click.echo(f"  {one['ref']}  {safe(one['words'])}")
    rows = [
        (card["ref"], card["state"], card["title"], _minute(card["since"]))
        for card in lane["records"]
    ]
    if rows:
        table(rows, heads=("ID", "STATE", "TITLE", "SINCE (UTC)"), flexible=2)
    else:
        click.secho("  nothing waits", dim=True)
    if lane["total"] > len(rows):
        click.secho(f"{lane['total'] - len(rows)} more", dim=True)
    click.echo()


def inbox(letter: str | None, letters_for: str | None, *, letters: bool, json_: bool) -> None:
    """``dayline inbox``."""
    if letter or letters_for:
        raise needs_workspace()
    if letters:
        _letters(json_=json_)
        return
    items = client().get_inbox()["items"]
    if json_:
        as_json(items)
        return
    if not items:
        note("You have been told everything.")
    for one in items:
        need = f"  needed by {_minute(one['need_by'])} UTC" if one["need_by"] else ""
        click.echo(f"{one['ref']}  {safe(one['title'])}")
        click.secho(f"  {one['by']}, {_minute(one['at'])} UTC{need}", dim=True)
        click.echo(f"  You are told because {safe(one['why'])}")


def _letters(*, json_: bool) -> None:
    found = client().list_letters()["items"]
    if json_:
        as_json(found)
        return
    rows = [(one["id"], _minute(one["composed_at"]), one["sort"], one["state"]) for one in found]
    table(rows, heads=("LETTER", "COMPOSED (UTC)", "SORT", "STATE"), flexible=2)
    if not rows:
        note("You got no letter yet.")


def when(
    who: tuple[str, ...], hours: int, minutes: int, days: int, zone: str | None, *, json_: bool
) -> None:
    """``dayline when``: handles and teams only; times are in your zone."""
    if zone or any(not one.startswith("@") for one in who):
        raise needs_workspace()
    found = client().get_dayline(
        who=list(who), hours=min(max(hours, 24), 72), minutes=minutes, days=days
    )
    if json_:
        as_json(found)
        return
    for one in found["people"]:
        state = "awake" if one["awake"] else "asleep"
        until = f" until {_there(one['until'], found['zone'])}" if one["until"] else ""
        click.echo(f"{one['who']:<16} {one['zone']:<20} {state}{until}")
    shared = found["next_shared"]
    click.echo()
    if shared is None:
        click.echo(f"No shared hour within {days} days.")
        return
    start, stop = (_there(shared[end], found["zone"]) for end in ("start", "stop"))
    click.echo(f"The next time that all share: {start} to {stop} in {found['zone']}.")


def _there(text: str, zone: str) -> str:
    from dayline.base.zones import zone as zone_of

    there = datetime.fromisoformat(text).astimezone(zone_of(zone))
    return f"{there:%a} {there.day} {there:%b %H:%M}"
