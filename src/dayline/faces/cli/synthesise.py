"""``dayline synthesise``: where a thread stands, of a record or of a chat that was exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.base.errors import NotFound
from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, indented, note, safe, table

if TYPE_CHECKING:
    from dayline.synthesis.chats.thread import Thread
    from dayline.synthesis.messages import Question, Sentence, Standing
    from dayline.synthesis.queries import Own


@click.command()
@click.argument("source", metavar="REF|FILE")
@click.option("--thread", "number", type=int, help="Of an export that holds several.")
@click.option("--sign", is_flag=True, help="Say that your own position is told rightly.")
@click.option("--correct", metavar="TEXT", help="Say how your own position really is.")
@click.option(
    "--promote", metavar="KIND", help="Open a record from it: decision, question, rfc ..."
)
@click.option("--title", default="", help="The title of that record.")
@click.option("--json", "json_", is_flag=True, help="For programs.")
def synthesise(
    source: str,
    number: int | None,
    correct: str | None,
    promote: str | None,
    title: str,
    *,
    sign: bool,
    json_: bool,
) -> None:
    """Tell where a thread stands: positions, agreements, questions, decisions, actions.

    Of a record (R-7), of a Slack export (a zip or a folder), of mail (.eml, mbox) or of a
    transcript. Every sentence is one that somebody wrote, with the place where it stands.

    \b
    dayline synthesise R-7
    dayline synthesise export.zip --thread 3 --promote decision
    """
    path = Path(source)
    if path.exists():
        if sign or correct:
            raise click.UsageError("Positions are signed in a record: dayline synthesise REF.")
        _of_file(path, number, promote, title, json_=json_)
        return
    if path.suffix or len(path.parts) > 1:
        raise NotFound(f"There is no file {source}.", do="Give an export, mail, or an id: R-7.")
    _of_record(source, correct, promote, title, sign=sign, json_=json_)


def _of_record(
    ref: str, correct: str | None, promote: str | None, title: str, *, sign: bool, json_: bool
) -> None:
    session = open_session(to_write=bool(sign or correct or promote))
    from dayline.synthesis.queries import standing_of
    from dayline.synthesis.telling import as_dict

    if sign or correct:
        from dayline.synthesis import actions

        done = actions.sign(session.acting, ref, text=correct or "")
        click.echo(f"Your position on {done} is {'corrected' if correct else 'signed'}")
        return
    if promote:
        from dayline.synthesis import actions

        made = actions.promote(session.acting, ref, promote, title=title)
        click.echo(made.ref)
        note(f"Mend it: dayline edit {made.ref}    Next: dayline move {made.ref}")
        return
    told = standing_of(session.workspace, ref, person=session.person)
    own = {told.name(who): one for who, one in told.own.items()}
    if json_:
        as_json({"ref": told.record.ref, **as_dict(told.standing, told.name, own)})
        return
    click.secho(f"{told.record.ref}  {safe(told.record.title)}", bold=True)
    _show(told.standing, told.name, own)


def _of_file(
    path: Path, number: int | None, promote: str | None, title: str, *, json_: bool
) -> None:
    from dayline.synthesis.chats.opening import open_threads
    from dayline.synthesis.rules import where_it_stands
    from dayline.synthesis.telling import as_dict

    found = open_threads(path)
    if number is None and len(found) > 1:
        _list(found, json_=json_)
        return
    if number is not None and not 1 <= number <= len(found):
        raise NotFound(
            f"There is no thread {number}; {path.name} holds {len(found)}.",
            do=f"See them: dayline synthesise {path}",
        )
    thread = found[(number or 1) - 1]
    standing = where_it_stands(thread.messages, thread.names)
    if promote:
        _promote(thread, standing, promote, title)
    elif json_:
        as_json({"title": thread.title, "where": thread.where, **as_dict(standing, str, {})})
    else:
        click.secho(f"{safe(thread.where)}  {safe(thread.title)}", bold=True)
        _show(standing, str, {})


def _promote(thread: Thread, standing: Standing, kind: str, title: str) -> None:
    session = open_session()
    from dayline.synthesis.actions import promote_thread
    from dayline.synthesis.drafting import Source

    source = Source("", f"{thread.where}: {thread.title}", str, _places(standing))
    made = promote_thread(session.acting, standing, source, kind, title=title or thread.title)
    click.echo(made.ref)
    note(f"Mend it: dayline edit {made.ref}    Next: dayline move {made.ref}")


def _list(found: Sequence[Thread], *, json_: bool) -> None:
    if json_:
        as_json(
            [
                {
                    "thread": number,
                    "where": one.where,
                    "title": one.title,
                    "messages": len(one.messages),
                    "began": one.messages[0].at,
                }
                for number, one in enumerate(found, 1)
            ]
        )
        return
    rows = [
        (str(number), safe(one.where), str(len(one.messages)), safe(one.title))
        for number, one in enumerate(found[:200], 1)
    ]
    table(rows, heads=("THREAD", "WHERE", "SAID", "BEGINS"), flexible=3)
    note("One of them: --thread NUMBER" + (f" (of {len(found)})" if len(found) > 200 else ""))


def _places(standing: Standing) -> Callable[[str], str]:
    return lambda message: standing.messages[message].place


def _show(standing: Standing, name: Callable[[str], str], own: dict[str, Own]) -> None:
    if not standing:
        note("Nobody has taken a position, asked, decided or promised anything here.")
        return
    from dayline.synthesis.messages import cited

    place = _places(standing)

    def line(one: Sentence, before: str = "") -> str:
        return f"{before}{safe(one.text)}  [{cited(name(one.who), place(one.message))}]"

    def answer(one: Question) -> str:
        last = one.answered_by[-1]
        return " ".join([*(safe(said.text) for said in one.answered_by[:-1]), line(last)])

    told: dict[str, list[str]] = {
        "Decided": [
            line(one.said) + ("  (overturned)" if one.overturned else "")
            for one in standing.decisions
        ],
        "Open questions": [line(one.asked) for one in standing.open],
        "To do": [
            line(one, f"{name(one.owner) if one.owner else 'nobody'}{_by(one)}: ")
            for one in standing.actions
        ],
        "Positions": [line(one) for side in standing.sides for one in side.sentences],
        "In their own words": [
            f"{who}: {safe(one.text)}" if one.text else f"{who} signed what is told of them"
            for who, one in own.items()
        ],
        "Agreed": [
            line(one.to) + f"  with {', '.join(name(by.who) for by in one.by)}"
            for one in standing.agreements
        ],
        "Answered": [f"{line(one.asked)}\n{answer(one)}" for one in standing.answered],
    }
    for title, lines in told.items():
        if lines:
            click.echo()
            click.secho(title, bold=True)
            for one in lines:
                for number, said in enumerate(one.split("\n")):
                    click.echo(indented(said, 4 if number else 2))
    if standing.left_out:
        note(f"{standing.left_out} messages were too many or too long to be read whole.")


def _by(one: Sentence) -> str:
    return f" by {one.due.isoformat()}" if one.due else ""
