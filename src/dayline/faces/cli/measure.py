"""``dayline eval``: how good the answers to a set of questions are, and what of it is in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dayline.base.errors import NotFound
from dayline.faces.cli.ask import FOLDER, asked_folder
from dayline.faces.cli.code import HELP, TEXT_HELP
from dayline.faces.cli.indexing import bring_index_up
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, progress, safe

if TYPE_CHECKING:
    from dayline.ask.evaluation.doubts import Understood
    from dayline.ask.evaluation.measures import Outcome, Report
    from dayline.ask.material import Library

_TOLD = 20


@click.command()
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--in", "folder", type=FOLDER, help="Ask a plain folder of documents instead.")
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
    from dayline.ask.evaluation.doubts import understood
    from dayline.ask.evaluation.questions import parse
    from dayline.ask.evaluation.running import run

    try:
        asked = parse(questions.read_text(encoding="utf-8"), path=str(questions))
    except (OSError, UnicodeDecodeError):
        raise NotFound(f"{questions} cannot be read as text.", do="Give a file in UTF-8.") from None
    opening = cache(asked_folder(folder, code=code, text=text) or _workspace())
    held = understood(asked, opening, path=str(questions))
    with progress("Asking", len(asked)) as advance:
        report, outcomes = run(held.asked, opening, threshold=threshold, advance=advance)
    if json_:
        as_json({**_plain(report, outcomes), **_doubts(held)})
        return 0
    _print(report)
    if misses:
        _misses(outcomes)
    _warn(held)
    return 0


def _doubts(held: Understood) -> dict[str, Any]:
    from dayline.faces.cli.reports import as_dict

    return {"cannot_be_right": held.hopeless, "doubts": [as_dict(one) for one in held.findings]}


def _warn(held: Understood) -> None:
    """What the figures above do not tell by themselves."""
    if not held.findings:
        return
    count, total = held.concerned, len(held.asked)
    note(f"{count} of {total} questions may not measure what is meant:")
    for one in held.findings[:_TOLD]:
        note(f"  {safe(one.place)}: warning: {safe(one.message)}")
        note(f"      {safe(one.remedy)}")
    if len(held.findings) > _TOLD:
        note(f"  and {len(held.findings) - _TOLD} more; all of them: --json")
    if held.hopeless:
        it, they = "cites nothing that is there and counts", "cite nothing that is there and count"
        told = it if held.hopeless == 1 else they
        note(f"{held.hopeless} of them {told} as wrong in every figure.")


def _workspace() -> Callable[[date | None], Library]:
    session = open_session()
    from dayline.ask.queries import library

    bring_index_up(session)
    if not library(session.workspace, person=session.person, now=now()).kinds():
        raise NotFound(
            "There is no record that you may see, so there is nothing to ask.",
            do="Bring documents in: dayline import PATH. Or ask a folder: --in PATH.",
        )
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
