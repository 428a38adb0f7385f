"""``dayline ask`` and ``dayline eval``: answers from the record, and how good they are."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dayline.base.errors import InvalidInput, NotFound
from dayline.faces.cli.code import HELP, TEXT_HELP, nothing_read, opened, sources
from dayline.faces.cli.day import DAY
from dayline.faces.cli.indexing import bring_index_up
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, progress, safe

if TYPE_CHECKING:
    from dayline.ask.evaluation.measures import Outcome, Report
    from dayline.ask.material import Answer, Cite, Library, Sentence

_TOLD = 20
_FOLDER = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--as-of", type=DAY, help="Answer as of the end of that day.")
@click.option("--in", "folder", type=_FOLDER, help="Ask a plain folder of documents instead.")
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
    open_folder = _folder(folder, code=code, text=text)
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


def _folder(
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


@click.command()
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--in", "folder", type=_FOLDER, help="Ask a plain folder of documents instead.")
@click.option("--code", is_flag=True, help=f"With --in: {HELP[0].lower()}{HELP[1:]}")
@click.option("--text", is_flag=True, help=f"With --in: {TEXT_HELP[0].lower()}{TEXT_HELP[1:]}")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Answer from this sureness on.")
@click.option("--misses", is_flag=True, help="List the questions that went wrong.")
@click.option("--json", "json_", is_flag=True, help="For programs.")
def eval_(
    questions: Path,
    folder: Path | None,
    threshold: float | None,
    *,
    code: bool,
    text: bool,
    misses: bool,
    json_: bool,
) -> int:
    """Ask every question of a file, and print how good the answers are.

    Each line is {"question": "...", "answers": ["a pattern"], "cites": ["D-1"]}; without answers
    and cites the right answer is that nothing is written.

    \b
    dayline eval questions.jsonl
    dayline eval questions.jsonl --in docs/decisions --misses
    """
    from dayline.ask.evaluation.questions import parse
    from dayline.ask.evaluation.running import run

    try:
        asked = parse(questions.read_text(encoding="utf-8"), path=str(questions))
    except (OSError, UnicodeDecodeError):
        raise NotFound(f"{questions} cannot be read as text.", do="Give a file in UTF-8.") from None
    opening = _folder(folder, code=code, text=text) or _workspace()
    with progress("Asking", len(asked)) as advance:
        report, outcomes = run(asked, opening, threshold=threshold, advance=advance)
    if json_:
        as_json(_plain(report, outcomes))
        return 0
    _print(report)
    if misses:
        _misses(outcomes)
    return 0


def _workspace() -> Callable[[date | None], Library]:
    session = open_session()
    from dayline.ask.queries import library

    bring_index_up(session)
    return lambda day: library(session.workspace, person=session.person, now=now(), as_of=day)


def _print(report: Report) -> None:
    rows = [
        ("questions", f"{report.questions}, {report.answerable} with an answer"),
        *((f"recall@{k}", f"{value:.3f}") for k, value in report.recall.items()),
        ("nDCG@10", f"{report.ndcg:.3f}"),
        ("correct and cited", _share(report.correct)),
        ("that, or quoted as nearest", _share(report.at_hand)),
        ("citation among those accepted", _share(report.citations)),
        ("unsupported sentences", _share(report.unsupported)),
        ("answers where nothing is written", _share(report.wrongly_answered)),
        ("superseded shown as current", str(report.superseded_as_current)),
        ("abstention, area under the ROC", "-" if report.auc is None else f"{report.auc:.3f}"),
        ("threshold", f"{report.threshold:.3f}"),
        ("threshold for at most 5 % wrong",
         "-" if report.suggested is None else f"{report.suggested:.3f}"),
        ("time, median and p95", f"{report.median * 1000:.0f} ms, {report.p95 * 1000:.0f} ms"),
    ]  # fmt: skip
    widest = max(len(name) for name, _ in rows)
    for name, value in rows:
        click.echo(f"{name.ljust(widest)}  {value}")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


def _misses(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        if not one.faults:
            continue
        click.echo(f"\n{safe(one.asked.question)}  ({one.sure:.2f})")
        for fault, said in one.faults:
            told = click.style(f"  {safe(said)[:140]}", dim=True) if said else ""
            click.echo(f"    {fault.value}{told}")


def _plain(report: Report, outcomes: list[Outcome]) -> dict[str, Any]:
    from dataclasses import asdict

    from dayline.ask.evaluation.measures import curve

    some = [one.sure for one in outcomes if one.asked.is_answerable]
    none = [one.sure for one in outcomes if not one.asked.is_answerable]
    return {
        **asdict(report),
        "roc": [
            {"threshold": at, "answered_without": wrong, "answered_with": right}
            for at, wrong, right in curve(some, none)
        ],
        "outcomes": [
            {
                "question": one.asked.question,
                "correct": one.is_correct if one.asked.is_answerable else one.answer.abstains,
                "confidence": round(one.sure, 4),
                "answered": not one.answer.abstains,
                "faults": [fault.name.lower() for fault, _ in one.faults],
            }
            for one in outcomes
        ],
    }
