"""``dayline ask``: answers from the record, each sentence with where it stands."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.base.errors import InvalidInput
from dayline.faces.cli.code import HELP, TEXT_HELP, nothing_read, opened, sources
from dayline.faces.cli.day import DAY
from dayline.faces.cli.indexing import bring_index_up
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, safe

if TYPE_CHECKING:
    from dayline.ask.material import Answer, Cite, Library, Sentence

_TOLD = 20
FOLDER = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--as-of", type=DAY, help="Answer as of the end of that day.")
@click.option("--in", "folder", type=FOLDER, help="Ask a plain folder of documents instead.")
@click.option("--code", is_flag=True, help=f"With --in: {HELP[0].lower()}{HELP[1:]}")
@click.option("--text", is_flag=True, help=f"With --in: {TEXT_HELP[0].lower()}{TEXT_HELP[1:]}")
@click.option("--json", "json_", is_flag=True, help="For programs.")
def ask(
    words: tuple[str, ...],
    as_of: date | None,
    folder: Path | None,
    *,
    code: bool,
    text: bool,
    json_: bool,
) -> int:
    """Answer a question from the record, each sentence with where it stands.

    Where nothing is written it says so, and exits with 1.

    \b
    dayline ask "why does every write carry a key?"
    dayline ask --in docs/decisions "who decided on the queue?"
    dayline ask --in . --code "why are ids hashed before they are compared?"
    """
    question = " ".join(words)
    if not any(letter.isalnum() for letter in question):
        raise InvalidInput("There is no question.", do='dayline ask "why does a key expire?"')
    open_folder = asked_folder(folder, code=code, text=text)
    if open_folder:
        answer = _from_folder(open_folder(as_of), question, as_of)
    else:
        answer = _from_workspace(question, as_of)
    if json_:
        from dayline.ask.shown import as_data

        as_json(as_data(answer))
    else:
        _show(answer, in_folder=folder is not None)
    return 1 if answer.abstains else 0


def asked_folder(
    folder: Path | None, *, code: bool, text: bool
) -> Callable[[date | None], Library] | None:
    """A folder as of a day, where one is to be asked."""
    if folder is None:
        if code or text:
            raise InvalidInput(
                "--code and --text go with --in.",
                do="Bring what is missing into the workspace: dayline import --code --text.",
            )
        return None
    walked = opened(folder, text=text)
    found = sources(folder, walked) if code else []
    if not walked.texts and not found:
        raise nothing_read(folder, walked, text=text, code=code)
    if not (code or text):
        from dayline.ask.folder import FolderLibrary

        return lambda day: FolderLibrary(folder, as_of=day, today=now().date())
    from dayline.ask.with_code import CodeLibrary

    for one in [finding for each in found for finding in each.findings][:_TOLD]:
        note(f"{one.place}: {safe(one.message)}")
    return lambda day: CodeLibrary(walked, found, as_of=day, today=now().date())


def _from_folder(library: Library, question: str, as_of: date | None) -> Answer:
    from dayline.ask.compose import answer

    return answer(question, library, as_of=as_of.isoformat() if as_of else "")


def _from_workspace(question: str, as_of: date | None) -> Answer:
    session = open_session()
    from dayline.ask.model import phrased
    from dayline.ask.queries import answer

    bring_index_up(session)
    return phrased(
        answer(session.workspace, question, person=session.person, now=now(), as_of=as_of)
    )


def _show(answer: Answer, *, in_folder: bool) -> None:
    if answer.as_of:
        click.echo(click.style(f"As of {answer.as_of}:", dim=True))
    if answer.abstains:
        _nothing(answer, in_folder=in_folder)
        return
    for one in answer.sentences:
        _say(one)
    if answer.more:
        click.echo(click.style(f"And {answer.more}.", dim=True))
    if answer.objection:
        click.echo(click.style("The strongest objection on record:", dim=True))
        _say(answer.objection)
    _mind(answer)


def _mind(answer: Answer) -> None:
    for said in answer.notes:
        click.echo(click.style(f"Mind: {safe(said)}.", fg="yellow"))


def _nothing(answer: Answer, *, in_folder: bool) -> None:
    """Where to read on, and how to ask; a question of today, not of an earlier day."""
    from dayline.ask.shown import question_command

    click.echo(answer.nothing)
    if answer.nearest:
        click.echo("What comes nearest, and may not answer it:")
    for one in answer.nearest:
        _say(one)
    _mind(answer)
    whom = f" {answer.ask} can say more." if answer.ask else ""
    if answer.as_of:
        click.echo(click.style("Without --as-of the record of today is asked.", dim=True))
    elif answer.lists:
        return
    elif in_folder:
        said = "Ask somebody; written down in one of these files, the answer stands here."
        click.echo(click.style(said, dim=True))
    else:
        click.echo(
            click.style(f"Ask it, and the answer stands here for the next reader.{whom}", dim=True)
        )
        click.echo(f"  {safe(question_command(answer))}")


def _say(one: Sentence) -> None:
    from dayline.ask.shown import pieces

    width = min(shutil.get_terminal_size().columns, 96)
    for piece in pieces(one.text):
        if piece.is_code:
            click.echo(textwrap.indent(safe(piece.text), " " * 6))
            continue
        first = f"{piece.mark} " if piece.mark else ""
        after = " " * len(first)
        click.echo(textwrap.fill(safe(f"{first}{piece.text}"), width, subsequent_indent=after))
    for cite in one.places:
        click.echo(click.style(f"    {_where(cite)}", dim=True))


def _where(cite: Cite) -> str:
    return ", ".join(part for part in (safe(cite.ref), _within(cite)) if part)


def _within(cite: Cite) -> str:
    """Which version of a record, and where in it."""
    version = f"revision {cite.revision}" if cite.revision else ""
    parts = (version, cite.state.replace("_", " "), " > ".join(cite.section[-2:]))
    return safe(", ".join(part for part in parts if part))
