"""``dayline handoff draft``: a handoff drafted from what was really done."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.base.errors import DaylineError
from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, note, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dayline.practices.handoff.drafting import Line
    from dayline.practices.handoff.evidence import Draft


_MOST_ADDRESSES = 5


@click.command()
@click.option(
    "--to",
    "to",
    metavar="TEAM",
    default="",
    help="The team that goes on (default: the one whose day begins next).",
)
@click.option(
    "--from", "from_", metavar="TEAM", default="", help="The team that stops (default: yours)."
)
@click.option(
    "--repo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Also commits, branches and uncommitted work of this repository.",
)
@click.option("--everybody", is_flag=True, help="With --repo: not only your own commits.")
@click.option(
    "--since",
    metavar="INSTANT",
    help="From when on evidence counts (default: your last handoff to that team).",
)
@click.option("--dry-run", is_flag=True, help="Print the draft and open nothing.")
@click.option("--json", "json_", is_flag=True, help="Print it for programs; opens nothing.")
def draft(
    to: str,
    from_: str,
    repo: Path | None,
    since: str | None,
    *,
    everybody: bool,
    dry_run: bool,
    json_: bool,
) -> None:  # fmt: skip
    """Draft a handoff from evidence since the last one; you correct it and mark what must survive.

    Each line names what it rests on. Your editor opens with the draft; what you save becomes the
    record. Nothing is delivered before you say so.

    \b
    dayline handoff draft --to austin --repo .
    dayline move H-12 deliver
    """
    session = open_session(to_write=not (dry_run or json_))
    from dayline.base.instants import from_text
    from dayline.practices.handoff import evidence

    begin = from_text(since) if since else None
    options = {"to": to, "from_": from_, "since": begin}
    made = evidence.draft(session.workspace, session.person, now(), **options)  # type: ignore[arg-type]
    if repo is not None:
        more = [*_work(session, repo, made.since, everybody=everybody), *_checks(session, repo)]
        made = evidence.draft(session.workspace, session.person, now(), **options, more=more)  # type: ignore[arg-type]
    if not to and not json_:
        _tell_receiver(session, made)
    if json_:
        as_json(made.as_data())
    elif dry_run:
        click.echo("\n".join(map(safe, made.text.split("\n"))), nl=False)
        _tell_withheld(made)
    else:
        _open(session, made)


def _open(session: Session, made: Draft) -> None:
    from dayline.faces.cli.write import tell_saved
    from dayline.practices.handoff.drafting import following
    from dayline.records.actions import open_record

    text = made.text
    if sys.stdin.isatty():
        saved = click.edit(text, extension=".md")
        if saved is None:
            note("Nothing was opened: you did not save.")
            return
        teams = session.people.teams.values()
        text = following(str(saved), {f"@{team.handle}": team.name for team in teams})
    written = open_record(session.acting, "handoff", text=text)
    click.echo(written.ref)
    _tell_withheld(made)
    tell_saved(session, written.ref)
    note(f"Mark 4 to 8 items that must survive, then: dayline move {written.ref} deliver")


def _tell_receiver(session: Session, made: Draft) -> None:
    """Say to whom it goes when nobody said so."""
    from dayline.practices.handoff.pairs import receivers

    own = session.people.id_of(made.source) or ""
    first, *others = receivers(session.workspace, session.person, now(), own=own)
    rest = " or ".join(f"--to {one.team.handle}" for one in others[:3])
    note(f"To {first.words(now())}." + (f" Another: {rest}." if rest else ""))


def _tell_withheld(made: Draft) -> None:
    if made.withheld:
        word = "record is" if made.withheld == 1 else "records are"
        note(f"{made.withheld} {word} left out: not everybody may see them.")


def _work(session: Session, repo: Path, since: datetime, *, everybody: bool) -> Sequence[Line]:
    from dayline.integrations.git.work import own_emails, work_in

    person = session.people.people.get(session.person)
    emails = [] if everybody else [*own_emails(repo), person.email if person else ""]
    found = work_in(
        repo, since=since, until=now(), emails=[one for one in dict.fromkeys(emails) if one]
    )
    for one in found.notes:
        note(safe(one))
    if found.left_out:
        _tell_left_out(session, found.left_out)
    if not everybody and not any(emails):
        note("Your git names no address, so the commits of everybody are in the draft.")
    return found.lines()


def _tell_left_out(session: Session, others: Sequence[tuple[str, int]]) -> None:
    """Say whose commits are not in the draft: an address of one's own may be among them."""
    people = session.people
    known = {one.email.casefold(): one.handle for one in people.people.values() if one.email}
    named = [
        f"{many} by {address}"
        + (f" (@{known[address.casefold()]})" if address.casefold() in known else "")
        for address, many in others[:_MOST_ADDRESSES]
    ]
    if len(others) > _MOST_ADDRESSES:
        named.append(f"{sum(many for _, many in others[_MOST_ADDRESSES:])} by others")
    total = sum(many for _, many in others)
    note(safe(f"{total} commit{'s are' if total > 1 else ' is'} left out: {', '.join(named)}."))
    if any(address.casefold() not in known for address, _ in others):
        handle = people.handle(session.person)
        note(f"One of these addresses is yours? dayline person change {handle} --email ADDRESS")
    note("The commits of all: --everybody.")


def _checks(session: Session, repo: Path) -> Sequence[Line]:
    """Checks of decisions that fail on the present branch. None of their commands is run."""
    from dayline.integrations.git.changes import changed
    from dayline.integrations.git.work import main_branch
    from dayline.practices.decision.queries import book_of_workspace
    from dayline.practices.decision.rules import ChangeSet, judge
    from dayline.practices.handoff.drafting import failing

    try:
        main = main_branch(repo)
        if main is None:
            return []
        found = changed(repo, main)
        book = book_of_workspace(session.workspace, person=session.person)
        changeset = ChangeSet(found.changes, found.message, found.texts, found.tree)
        verdict = judge(changeset, book, today=now().date())
    except DaylineError as error:
        note(f"Decisions were not checked: {safe(error.what)}")
        return []
    return failing(verdict.findings)
