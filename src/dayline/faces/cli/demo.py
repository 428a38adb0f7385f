"""``dayline demo``: a day of three sites, played through real actions, then checked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from dayline.base.acting import Acting
from dayline.base.errors import DaylineError
from dayline.faces.cli import demo_server
from dayline.faces.cli.demo_cost import Updates
from dayline.faces.cli.demo_story import EXPECTED, PEOPLE, STORY, TEAMS, Beat
from dayline.faces.cli.session import Session, set_up
from dayline.faces.cli.terminal import table

if TYPE_CHECKING:
    from dayline.contracts.terms import Contract

ORIGIN = "meridian-pay.example"
SITES = {handle: team[1] for team in TEAMS for handle in team[3:5]}
ZONES = {handle: zone for handle, _, zone in PEOPLE}


@click.command()
@click.option(
    "--exit",
    "exit_",
    is_flag=True,
    envvar="DEMO_EXIT",
    help="Check everything and exit; keep nothing.",
)
@click.option("--quiet", is_flag=True, help="Print the result only.")
@click.option("--no-serve", is_flag=True, help="Stop after the story; keep its folder.")
def demo(*, exit_: bool, quiet: bool, no_serve: bool) -> int:
    """Play a day of three sites - Austin, London, Singapore - check it, then serve it.

    The demo has a workspace of its own in a fresh folder; yours is not touched.
    """
    folder = Path(tempfile.mkdtemp(prefix="dayline-demo-"))
    with _own_home(folder):
        demo_server.choose_address()
        set_up(web=True)
        stage = Stage()
        for beat in STORY:
            line = stage.play(beat)
            if not quiet:
                click.echo(line)
        session = Session(stage.workspace, ORIGIN)
        _print_outcome(session)
        faults = [*stage.updates.tell(), *check(session, folder)]
        demo_server.start_clock(STORY[-1].at)
        if exit_:
            faults += demo_server.walk(stage.workspace, "@ana")
        for fault in faults:
            click.secho(fault, fg="red", err=True)
        if exit_:
            shutil.rmtree(folder, ignore_errors=True)
            outcome = "see above." if faults else "all is well."
            click.echo(f"The demo checked itself: {outcome}")
            return 1 if faults else 0
        click.echo()
        click.echo("Walk round in it from a second terminal:")
        click.echo(f"  export DAYLINE_HOME={folder} DAYLINE_AS=@ana")
        click.echo(f"  export DAYLINE_NOW='{os.environ['DAYLINE_NOW']}'")
        click.echo("  dayline board    dayline show H-1    dayline move R-1    dayline verify")
        if not no_serve:
            demo_server.serve(stage.workspace, "@ana")
    return 1 if faults else 0


@contextmanager
def _own_home(folder: Path) -> Iterator[None]:
    """The demo always plays on SQLite in its own folder, whatever the environment names."""
    os.environ["DAYLINE_HOME"] = str(folder)
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "DAYLINE_WORKSPACE", "DAYLINE_AS"):
        os.environ.pop(name, None)
    yield


class Stage:
    """The workspace of the demo with its cast, and the acts that a beat stands for."""

    def __init__(self) -> None:
        from dayline.contracts.actions import open_workspace
        from dayline.faces.cli.workspace import migrate
        from dayline.people.actions import form_team, join

        migrate()
        begin = STORY[0].at
        first, *others = PEOPLE
        owner = open_workspace(ORIGIN, begin, handle=first[0], name=first[1], zone=first[2])
        self.workspace = owner.workspace
        self.ids = {first[0]: owner.actor}
        for handle, name, zone in others:
            self.ids[handle] = join(owner, handle=handle, name=name, zone=zone)
        for handle, name, zone, lead, member, area, paths in TEAMS:
            form_team(
                owner,
                handle=handle,
                name=name,
                zone=zone,
                leads=[lead],
                members=[member],
                areas={area: [paths]},
            )
        self._concerns: dict[str, str] = {}
        self.updates = Updates()

    def play(self, beat: Beat) -> str:
        """Do what the beat says, as whoever does it; returns a line that tells it."""
        acting = Acting(self.workspace, self.ids[beat.who], beat.at)
        told = self._do(acting, beat)
        local = beat.at.astimezone(ZoneInfo(ZONES[beat.who]))
        return f"{_clock(local)}  {SITES[beat.who]:<10} @{beat.who:<5} {told}"

    def _do(self, acting: Acting, beat: Beat) -> str:
        from dayline.records.actions import move
        from dayline.records.remarks import actions as remarks

        if beat.act == "write":
            return self._write(acting, beat.ref)
        if beat.act == "update":
            return self.updates.play(acting, beat)
        if beat.act in ("concern", "comment", "reply"):
            parent = self._concerns.get(beat.ref, "") if beat.act == "reply" else ""
            concern = beat.detail.get("name", "")
            made = remarks.comment(acting, beat.ref, beat.say, concern=concern, parent=parent)
            if concern:
                self._concerns[beat.ref] = made
            return f"{beat.act} on {beat.ref}: {beat.say}"
        if beat.act == "link":
            from dayline.records.links.actions import link

            link(acting, beat.ref, beat.detail["type"], beat.detail["to"])
            return f"{beat.ref} {beat.detail['type'].replace('_', ' ')} {beat.detail['to']}"
        if beat.act == "consent":
            from dayline.practices.kudos.actions import consent

            consent(acting, beat.ref, shown=True)
            return f"agrees that what {beat.ref} praises is shown as an example"
        if beat.act == "settle":
            remarks.close_comment(acting, self._concerns[beat.ref])
            return f"settles the concern on {beat.ref}"
        if beat.act in ("receipt", "judge"):
            return self._read_back(acting, beat)
        done = move(acting, beat.ref, beat.act)
        along = "".join(f", {ref} along with it" for ref in done.along)
        return f"{beat.ref} is {done.state.replace('_', ' ')}{along}"

    def _read_back(self, acting: Acting, beat: Beat) -> str:
        """What was understood of a handoff, and the sender's word on it."""
        from dayline.practices.handoff.actions import judge, read_back
        from dayline.practices.handoff.rules import Word

        if beat.act == "judge":
            kept = {int(number): Word.KEPT for number in beat.detail["kept"].split()}
            known = judge(acting, beat.ref, kept, after=kept, note=beat.say, close=True)
            words = known.judgement.items if known.judgement else ()
            first, after = (sum(one.value != "kept" for one in part) for part in (
                [one.first for one in words], [one.after for one in words]))  # fmt: skip
            return f"says of {beat.ref}: {first} of {len(words)} lost at first, {after} in the end"
        score = read_back(acting, beat.ref, beat.say).after_score
        lost = [one.item for one in score.items if one.verdict != "kept"] if score else []
        seems = f"; this seems lost: {lost[0][:60]}…" if lost else "; all of it seems to be there"
        return f"writes down what was understood of {beat.ref}{seems}"

    def _write(self, acting: Acting, ref: str) -> str:
        from dayline.base.head_edits import set_field
        from dayline.contracts import library
        from dayline.records.actions import open_record

        kind, text = library.examples()[ref]
        contract = library.released()[kind]
        text = self._as_of_then(contract, set_field(text, "state", contract.initial))
        written = open_record(acting, kind, text=text)
        title = text.partition("\n# ")[2].partition("\n")[0]
        return f"writes {written.ref}: {title}"

    def _as_of_then(self, contract: Contract, text: str) -> str:
        """The text without the links to records that nobody had written yet at that hour."""
        from dayline.base.heads import split
        from dayline.records.links.rules import link_names, with_link
        from dayline.records.queries import kinds_of

        stated = split(text).fields
        for name in link_names(contract):
            held = stated.get(name)
            targets = [str(target) for target in held] if isinstance(held, list) else []
            for target in set(targets) - set(kinds_of(self.workspace, targets)):
                text = with_link(text, name, target, present=False)
        return text


def _clock(local: datetime) -> str:
    return local.strftime("%a %H:%M")


def _print_outcome(session: Session) -> None:
    from dayline.board.queries import board
    from dayline.journal.queries import entries, head
    from dayline.records.queries import listing

    click.echo()
    click.secho("The board: what waits on whom", bold=True)
    lanes = board(session.workspace, person="system", now=STORY[-1].at)
    rows = [
        (lane.name, card.ref, card.state, card.title, card.waited)
        for lane in lanes
        for card in lane.cards
    ]
    table(rows, heads=("WHO", "ID", "STATE", "TITLE", "WAITING"), flexible=3)
    click.echo()
    click.secho("The record", bold=True)
    found = [(one.ref, one.state, one.title) for one in listing(session.workspace)]
    table(found, heads=("ID", "STATE", "TITLE"), flexible=2)
    click.echo()
    click.secho("The log: the last acts", bold=True)
    size = head(session.workspace).size
    last = [
        (str(one.index), session.people.handle(one.actor), one.kind.replace(".", " "), one.subject)
        for one in entries(session.workspace, start=size - 8)
    ]
    table(last, heads=("#", "WHO", "WHAT", "ON"), flexible=2)


def check(session: Session, folder: Path) -> list[str]:
    """Everything that the demo promises, checked; returns what is not as it should be."""
    from dayline.journal.rebuild import rebuild
    from dayline.journal.verify import verify_journal
    from dayline.records.queries import listing

    faults = []
    states = {one.ref: one.state for one in listing(session.workspace)}
    if states != EXPECTED:
        faults.append(f"The records ended as {states}, not as the story tells.")
    try:
        verdict = verify_journal(session.workspace)
        rebuild(session.workspace, check=True)
        faults += _audit(session, folder)
    except DaylineError as error:
        return [*faults, str(error)]
    click.echo()
    click.secho("The proof", bold=True)
    click.echo(f"{verdict.size} entries, root {verdict.root.hex()}")
    click.echo("Every payload, leaf and tree head was hashed again: nothing was changed.")
    click.echo("Every table was derived again from the journal: they are equal.")
    if not faults:
        click.echo("An auditor's file, with no Dayline beside it, came to the same result.")
    return faults


def _audit(session: Session, folder: Path) -> list[str]:
    """Export the journal and let the stand-alone verifier judge it in a process of its own."""
    from dayline.journal.actions import checkpoint
    from dayline.journal.export import export

    target = folder / "export"
    note = checkpoint(Acting(session.workspace, "system", STORY[-1].at))
    export(session.workspace, target, note)
    ran = subprocess.run(  # noqa: S603 -- our own interpreter and a file that we just wrote
        [sys.executable, "-I", str(target / "verify_dayline.py"), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [] if ran.returncode == 0 else [f"The auditor's file refused: {ran.stdout}{ran.stderr}"]
