"""``dayline decisions``: who accepted which version, and what a change set owes to decisions."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table

if TYPE_CHECKING:
    from dayline.practices.decision.book import Book
    from dayline.practices.decision.offsets import Offset, Scope
    from dayline.practices.decision.rules import ChangeSet

FORMATS = ("text", "json", "sarif", "markdown", "junit", "github")
SCOPES = ("applies", "does_not", "contest")


@click.group()
def decisions() -> None:
    """Check a change against decisions; see and say who accepted which version."""


@decisions.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--diff", "diff", metavar="[BASE..HEAD|-]", is_flag=False, flag_value="staged",
    default="staged", help="A range, or - for a unified diff on stdin (default: what is staged).",
)  # fmt: skip
@click.option(
    "--repository", default=Path(), metavar="DIR", help="Where the change is (default: here).",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)  # fmt: skip
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--allow", multiple=True, metavar="COMMAND", help="Run this command of a check.")
@click.option("--message", default="", help="The commit message, for changes that have none yet.")
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
def check(
    path: Path | None,
    diff: str,
    repository: Path,
    format_: str,
    allow: Sequence[str],
    message: str,
    *,
    strict: bool,
) -> int:
    """Hold a change against the decisions of the folder PATH, or of the workspace.

    Tells which decisions govern the change, what breaks their checks, what rests on superseded
    ones, and what looks like a decision that nobody wrote down. Exits 0, 1 for errors, 2 when the
    command was misused. The same change gives the same report.

    \b
    dayline decisions check docs/decisions --diff origin/main..HEAD
    git diff | dayline decisions check docs/decisions --diff -
    DAYLINE_SERVER=https://dayline.example dayline decisions check --diff origin/main..HEAD
    """
    from dayline.faces.cli.decisions_report import fails, printed
    from dayline.faces.cli.remote import in_server_mode
    from dayline.practices.decision.diffs import LIMIT_CHARS
    from dayline.practices.decision.rules import judge

    if path is None and in_server_mode():
        from dayline.faces.cli.remote_decisions import Sent, of_range, verdict_of

        sent = (
            Sent(_stdin(LIMIT_CHARS + 1), "", _top(repository))
            if diff == "-"
            else of_range(repository, diff)
        )
        told = verdict_of(sent, message)
        click.echo(printed(told, format_, sent.top))
        return 1 if fails(told, strict=strict) else 0
    changeset, top = _changeset(diff, repository, message, allow)
    book = _book(path, top)
    verdict = judge(changeset, book, today=now().date())
    click.echo(printed(verdict, format_, top))
    return 1 if fails(verdict, strict=strict) else 0


def _changeset(
    stated: str, place: Path, message: str, allow: Sequence[str]
) -> tuple[ChangeSet, Path]:
    from dayline.practices.decision.commands import runner
    from dayline.practices.decision.diffs import LIMIT_CHARS, parse
    from dayline.practices.decision.disk import texts_on_disk
    from dayline.practices.decision.rules import ChangeSet

    if stated == "-":
        changes = parse(_stdin(LIMIT_CHARS + 1), name="stdin")
        top = _top(place)
        texts = texts_on_disk(changes, top)
        return ChangeSet(changes, message, texts, run=runner(top, allow)), top
    from dayline.integrations.git.changes import changed

    found = changed(place, stated)
    said = f"{found.message}\n{message}"
    run = runner(found.top, allow)
    return ChangeSet(found.changes, said, found.texts, found.tree, run), found.top


def _stdin(most: int) -> str:
    """What comes in, up to a limit; bytes that are no UTF-8 are shown as such."""
    source = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read(most) if source is None else source.read(most).decode(errors="replace")


def _top(place: Path) -> Path:
    """The top of the repository around a folder; the folder itself when it lies in none."""
    start = place.absolute()
    return next((one for one in (start, *start.parents) if (one / ".git").exists()), start)


def _book(path: Path | None, top: Path) -> Book:
    if path is not None:
        from dayline.practices.decision.folder import book_of_folder

        return book_of_folder(path, top=top)
    session = open_session(to_write=False)
    from dayline.practices.decision.book import Book
    from dayline.practices.decision.folder import waivers_of_repository
    from dayline.practices.decision.queries import book_of_workspace

    book = book_of_workspace(session.workspace, person=session.person)
    waivers, findings = waivers_of_repository(top)
    return Book(book.decisions, waivers, findings)


@decisions.command()
@click.argument("ref")
@click.option(
    "--codeowners", "repository", metavar="DIR", help="Infer teams from CODEOWNERS there, too.",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="Print the offsets for programs.")
def offsets(ref: str, repository: Path | None, *, json_: bool) -> None:
    """Show who accepted which version of a decision, and which teams are behind.

    Time is counted in the awake-hours of a team as a whole; no figure exists for a person.
    """
    session = open_session(to_write=False)
    from dayline.faces.standing import IN_WORDS, as_values
    from dayline.practices.decision import queries
    from dayline.practices.decision.offsets import latest
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    owners, files = _owners(repository)
    bound = queries.versions(record)
    found = queries.offsets(record, now(), person=session.person, owners=owners, files=files)
    if json_:
        as_json(as_values(record, session.people, bound, found))
        return
    click.secho(f"{record.ref}  {safe(record.title)}", bold=True)
    if not bound:
        click.echo(f"It is {record.state}; no version binds anybody yet.")
        return
    newest = bound[-1]
    click.echo(f"Version {newest.revision} binds since {newest.at:%Y-%m-%d %H:%M} UTC.")
    table(
        [_row(session, one) for one in found],
        heads=("TEAM", "ACCEPTED", "SCOPE", "BEHIND", "MEMBERS", "WHY IT"),
        flexible=5,
    )
    for one in latest(queries.acceptances(session.workspace, record.ref)).values():
        if one.who in session.people.people:
            says = IN_WORDS[one.scope.value]
            note(f"{session.people.handle(one.who)}: version {one.revision} {says}")


def _owners(repository: Path | None) -> tuple[Any, Sequence[str]]:
    if repository is None:
        return None, ()
    from dayline.base.errors import NotFound
    from dayline.practices.decision.globs import codeowners
    from dayline.records.folder import walk

    folder = walk(repository)
    places = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
    held = next((place for place in places if (repository / place).is_file()), None)
    if held is None:
        raise NotFound(f"There is no CODEOWNERS in {repository}.", do="Leave --codeowners out.")
    return codeowners(folder.read(held).decode(errors="replace")), folder.paths


def _row(session: Session, one: Offset) -> tuple[str, ...]:
    from dayline.faces.standing import IN_WORDS
    from dayline.practices.rfc.rules import in_words

    behind = f"{one.behind} ({in_words(one.lag)} awake)" if one.behind else "no"
    return (
        session.people.handle(one.team),
        str(one.said.revision) if one.said else "none",
        IN_WORDS[one.said.scope.value] if one.said else "",
        behind,
        "" if one.members is None else f"{one.members} of {one.of}",
        ", ".join(one.because),
    )


@decisions.command()
@click.argument("ref")
@click.option("--as-team", "team", default="", metavar="@TEAM", help="Speak for a team.")
@click.option("--scope", type=click.Choice(SCOPES), default="applies", show_default=True)
@click.option("--version", "revision", type=int, default=0, help="Which version (default: newest).")
@click.option("--note", "reason", default="", help="Why; needed unless it applies.")
def accept(ref: str, team: str, scope: str, revision: int, reason: str) -> None:
    """Say that a version of a decision applies to you or your team, does not, or is contested.

    \b
    dayline decisions accept D-1 --as-team @austin
    dayline decisions accept D-1 --scope does_not --note "We write no captures."
    """
    session = open_session()
    from dayline.faces.standing import IN_WORDS
    from dayline.practices.decision.actions import accept as say
    from dayline.practices.decision.offsets import Scope as Scopes

    wanted: Scope = Scopes(scope)
    said = say(session.acting, ref, scope=wanted, team=team, revision=revision, note=reason)
    who = session.people.handle(said.who)
    click.echo(f"{who}: version {said.revision} of {ref} {IN_WORDS[scope]}.")


def colour() -> bool:
    """Whether the output is read by a person at a terminal."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
