"""``dayline update``: today's update, prefilled; only what changed is asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, note, safe

if TYPE_CHECKING:
    from datetime import datetime

    from dayline.practices.update.actions import Posted


@click.command()
@click.option("--done", multiple=True, metavar="WORDS", help="A point under Progress made.")
@click.option("--next", "next_", multiple=True, metavar="WORDS", help="A point under Next.")
@click.option(
    "--blocked",
    multiple=True,
    metavar="WORDS",
    help="What stops you and, with @handle, who can clear it.",
)
@click.option("--repo", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Also your commits in this repository.")  # fmt: skip
@click.option("--post", "posts", is_flag=True, help="Post it as it is, without the editor.")
@click.option("--dry-run", is_flag=True, help="Print the prefilled draft and open nothing.")
@click.option("--json", "json_", is_flag=True, help="Print the draft for programs; opens nothing.")
def update(
    done: tuple[str, ...],
    next_: tuple[str, ...],
    blocked: tuple[str, ...],
    repo: Path | None,
    *,
    posts: bool,
    dry_run: bool,
    json_: bool,
) -> None:
    """Write today's update: it is prefilled from the record, and you add the delta.

    Your editor opens with the draft; what you save is posted. With --post, or with no terminal,
    the draft is posted with the points that you give.

    \b
    dayline update --blocked "The traffic of Tuesday; @ana can release it" --post
    """
    session = open_session(to_write=not (dry_run or json_))
    from dayline.practices.update import queries
    from dayline.practices.update.texts import with_delta

    commits = _commits(session, repo) if repo else ()
    if dry_run or json_:
        made = queries.draft(session.workspace, session.person, now(), commits=commits)
        text = with_delta(made.text, done=done, next_=next_, blocked=blocked)
        if json_:
            as_json({"due": made.due, "since": made.since, "text": text, "withheld": made.withheld})
        else:
            click.echo("\n".join(map(safe, text.split("\n"))), nl=False)
            _tell_withheld(made.withheld)
        return
    _write(session, commits, {"done": done, "next_": next_, "blocked": blocked}, posts=posts)


def _write(
    session: Session,
    commits: tuple[str, ...],
    points: dict[str, tuple[str, ...]],
    *,
    posts: bool,
) -> None:
    from dayline.practices.update.actions import begin, post
    from dayline.practices.update.texts import with_delta
    from dayline.records.facts import text_of
    from dayline.records.queries import find

    begun = begin(session.acting, commits=commits)
    drafted = text_of(find(session.workspace, begun.ref, person=session.person))
    text = with_delta(drafted, **points)
    if not posts and sys.stdin.isatty():
        saved = click.edit(text, extension=".md")
        if saved is None:
            note(f"{begun.ref} waits for your words: dayline update")
            return
        text = str(saved)
    posted = post(session.acting, begun.ref, text=text)
    _tell(posted, drafted, text)


def _tell(posted: Posted, drafted: str, text: str) -> None:
    from dayline.practices.update.rules import cost

    asked = cost(drafted, text)
    click.echo(f"{posted.written.ref} is posted")
    for ref in posted.questions:
        click.echo(f"{ref} asks for what blocks you; its clock runs")
    for blocker in posted.unheld:
        note(f"Nobody is asked about {safe(blocker)!r}: name who can clear it with @handle.")
    follows = f" The next one is due on {posted.next_due:%A, %d %B}." if posted.next_due else ""
    note(f"It asked {asked.keystrokes} keystrokes, about {asked.minutes:.1f} min.{follows}")


def _tell_withheld(count: int) -> None:
    if count:
        word = "record is" if count == 1 else "records are"
        note(f"{count} {word} left out: not everybody may see them, and an update is for all.")


def _commits(session: Session, path: Path) -> tuple[str, ...]:
    """The subjects of one's own commits since the last update."""
    from dayline.integrations.git.client import open_repository
    from dayline.practices.update import queries

    made: datetime = queries.draft(session.workspace, session.person, now()).since
    repository = open_repository(path)
    me = repository.run("config", "user.email").decode().strip()
    said = repository.run(
        "log", "--all", "--no-merges", "--fixed-strings", f"--author=<{me}>",
        f"--since={made.isoformat()}", f"--until={now().isoformat()}", "--format=%s", "--reverse",
    )  # fmt: skip
    return tuple(line for line in said.decode(errors="replace").splitlines() if line)[-20:]
