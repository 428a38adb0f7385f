"""``dayline when``: who is awake when, and the next hour that people share."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime
from typing import Any

import click

from dayline.base.band import Band, band
from dayline.base.band_text import Line, plain, render, sentence
from dayline.base.instants import to_text
from dayline.base.micros import HOUR, MINUTE, from_micros, to_micros
from dayline.faces.cli.remote import or_remote
from dayline.faces.cli.session import now
from dayline.faces.cli.terminal import as_json
from dayline.faces.cli.whom import Someone, Whom, here

_STYLES: dict[str, dict[str, Any]] = {
    "awake": {"fg": "yellow"},
    "dusk": {"fg": "yellow", "dim": True},
    "night": {"dim": True},
    "off": {"fg": "magenta"},
    "now": {"bold": True},
    "together": {"fg": "green"},
    "axis": {"dim": True},
    "label": {},
}


@click.command("when")
@click.argument("who", nargs=-1)
@click.option("--hours", default=48, show_default=True, help="How much to draw, 24 to 72.")
@click.option("--minutes", default=60, show_default=True, help="The least time to share.")
@click.option("--days", default=14, show_default=True, help="How far to look for it.")
@click.option("--zone", help="Read the times as in this zone (default: yours).")
@click.option("--json", "json_", is_flag=True, help="Print segments for programs.")
@or_remote("remote_views:when")
def when(
    who: tuple[str, ...], hours: int, minutes: int, days: int, zone: str | None, *, json_: bool
) -> None:
    """Show who is awake when, and the next hour that all of them share.

    WHO is a handle, a team, a place, a zone or a calendar file. Without one: all teams. Where
    there is no shared hour, it says so.

    \b
    dayline when @ana @ken
    dayline when @london "Austin, TX" Asia/Singapore
    """
    whom, instant = Whom(), now()
    people = [whom.find(text) for text in who] or whom.everybody()
    reader = whom.find(zone) if zone else whom.me()
    drawn = _band(people, instant, here(reader, instant), hours, minutes=minutes, days=days)
    if json_:
        as_json(_values(drawn))
        return
    columns = min(shutil.get_terminal_size((80, 24)).columns, 100) if sys.stdout.isatty() else 80
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        click.echo(plain(drawn, width=columns, ascii_only=ascii_only))
        return
    for line in render(drawn, width=columns, ascii_only=ascii_only):
        click.echo(_painted(line))
    click.echo()
    click.echo(click.wrap_text(sentence(drawn), columns))


def _band(
    people: list[Someone], instant: datetime, zone: str, hours: int, *, minutes: int, days: int
) -> Band:
    present = to_micros(instant) - to_micros(instant) % MINUTE
    half = min(max(hours, 24), 72) * HOUR // 2
    rows = [one.row(present - half, present + half) for one in people]
    return band(rows, now=present, zone=zone, hours=hours, minutes=minutes, within_days=days)


def _painted(line: Line) -> str:
    return "".join(click.style(piece.text, **_STYLES[piece.style]) for piece in line).rstrip()


def _values(drawn: Band) -> dict[str, Any]:
    """The band for programs: instants in UTC."""
    return {
        "now": _at(drawn.now),
        "from": _at(drawn.start),
        "to": _at(drawn.stop),
        "zone": drawn.zone,
        "people": [
            {
                "who": lane.label,
                "zone": lane.zone,
                "awake": lane.awake,
                "until": _at(lane.until),
                "segments": [
                    {"from": _at(one.start), "to": _at(one.end), "light": one.light.value}
                    for one in lane.segments
                ],
            }
            for lane in drawn.lanes
        ],
        "together": [{"from": _at(start), "to": _at(end)} for start, end in drawn.together],
        "next_shared": None
        if drawn.next_shared is None
        else {"from": _at(drawn.next_shared[0]), "to": _at(drawn.next_shared[1])},
    }


def _at(micros: int | None) -> str | None:
    return None if micros is None else to_text(from_micros(micros))
