"""Lines for a timeline: to the workspace, to the server, or kept here until one can be reached."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from dayline.base.instants import from_text, to_text
from dayline.faces.cli.remote import client, in_server_mode
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import note
from dayline.journal.database import home
from dayline.practices.incident.timing import instant_of, taken_apart

if TYPE_CHECKING:
    from dayline.client.incidents import NewNote

_BATCH = 500


@dataclass(frozen=True)
class Kept:
    """A line with the time at which it happened and the key under which it is added once.

    ``server`` is where it goes: an address, or "" for the workspace on this machine.
    """

    ref: str
    text: str
    at: datetime
    key: str
    corrects: str
    server: str
    origin: str
    who: str


class Lines:
    """Adds lines to one timeline, each as soon as it comes."""

    def __init__(self, ref: str, *, at: str | None, corrects: str, offline: bool) -> None:
        self.ref = ref
        self.at = at
        self.corrects = corrects
        self.offline = offline

    def add(self, line: str) -> None:
        """Add one line, now or at the time that it begins with."""
        instant = now().astimezone(UTC)
        at, text = (None, line.strip()) if self.at else taken_apart(line, instant)
        if self.at:
            at = instant_of(self.at, instant)
        one = Kept(
            self.ref, text, at or instant, uuid4().hex, self.corrects, *_destination()
        )  # fmt: skip
        if not self.offline and _sent([*_of(waiting(), one), one]):
            return
        _keep([*waiting(), one])
        note("Kept on this machine; it goes out with the next line, or: dayline incident sync")


def _destination() -> tuple[str, str, str]:
    names = ("DAYLINE_SERVER", "DAYLINE_WORKSPACE", "DAYLINE_AS")
    server, origin, who = (os.environ.get(name, "") for name in names)
    return server, origin, who


def _of(kept: Sequence[Kept], one: Kept) -> list[Kept]:
    """What waits for the same timeline, from the same person."""
    place = (one.ref, one.server, one.origin, one.who)
    return [two for two in kept if (two.ref, two.server, two.origin, two.who) == place]


def _sent(lines: Sequence[Kept]) -> bool:
    """Send lines of one timeline; False where the server cannot be reached."""
    from dayline.client.transport import Unreachable

    for begin in range(0, len(lines), _BATCH):
        part = lines[begin : begin + _BATCH]
        try:
            said = _to_server(part) if in_server_mode() else _to_workspace(part)
        except Unreachable:
            return False
        for identity in said:
            click.echo(identity)
        gone = {one.key for one in part}
        _keep([one for one in waiting() if one.key not in gone])
    return True


def _to_server(lines: Sequence[Kept]) -> list[str]:
    notes: list[NewNote] = [
        {"text": one.text, "at": to_text(one.at), "key": one.key, "corrects": one.corrects}
        for one in lines
    ]
    made = client().add_notes(lines[0].ref, {"notes": notes})
    return [one["id"] for one in made["items"]]


def _to_workspace(lines: Sequence[Kept]) -> list[str]:
    session = open_session()
    from dayline.practices.incident.actions import Given, add_notes

    given = [Given(one.text, one.at, one.key, one.corrects) for one in lines]
    return [one.id for one in add_notes(session.acting, lines[0].ref, given)]


def send_kept() -> int:
    """Send what waits for here: lines of the server or workspace that is in use. How many went."""
    here = _destination()
    mine = [one for one in waiting() if (one.server, one.origin, one.who) == here]
    for ref in dict.fromkeys(one.ref for one in mine):
        if not _sent([one for one in mine if one.ref == ref]):
            break
    left = {one.key for one in waiting()}
    return sum(one.key not in left for one in mine)


def waiting() -> list[Kept]:
    """What is kept on this machine, in the order in which it was written."""
    path = _path()
    if not path.is_file():
        return []
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Kept(**{**one, "at": from_text(one["at"])}) for one in found]


def _keep(lines: Sequence[Kept]) -> None:
    """Write what is kept: to another file first, so that a power cut loses nothing."""
    path = _path()
    if not lines:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    values = [{**asdict(one), "at": to_text(one.at)} for one in lines]
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as written:
        written.write("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in values))
        written.flush()
        os.fsync(written.fileno())
    beside.replace(path)


def _path() -> Path:
    return home() / "incident-lines.jsonl"
