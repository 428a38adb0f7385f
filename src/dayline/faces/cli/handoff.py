"""``dayline handoff``: read one back, accept it with a scope, judge it, say what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

import click

from dayline.base.errors import InvalidInput
from dayline.faces.cli.handoff_draft import draft
from dayline.faces.cli.handoff_loss import loss
from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.terminal import as_json, indented, note, safe

if TYPE_CHECKING:
    from dayline.practices.handoff.queries import Handover
    from dayline.practices.handoff.reading.score import Score
    from dayline.practices.handoff.rules import Word

TEXT = click.File("r", encoding="utf-8")
JSON = click.option("--json", "json_", is_flag=True, help="Print it for programs.")
_MARKS = {"kept": ("green", "kept"), "missing": ("yellow", "missing"),
          "contradicted": ("red", "contradicted")}  # fmt: skip
_BLANK = """

# Write above this line what you understood, in your own words: what is true, what was decided and
# why, what stops you, what you must not do. Numbers and names count. Three minutes are enough.
# The text of {ref} stays closed meanwhile.
"""
_LINE = "# Write above this line"


@click.group()
def handoff() -> None:
    """Draft a handoff from evidence, read one back, judge what was understood."""


handoff.add_command(draft)
handoff.add_command(loss)


@handoff.command(name="show")
@click.argument("ref")
@JSON
def show_(ref: str, *, json_: bool) -> None:
    """Show what became of a handoff: read-back, the sender's word, the next shift's answers.

    \b
    dayline handoff show H-12 --json
    """
    session = open_session(to_write=False)
    from dayline.practices.handoff.queries import handover

    _tell(session, handover(session.workspace, ref, person=session.person), json_=json_)


@handoff.command(name="read-back")
@click.argument("ref")
@click.option("--from", "text", type=TEXT, help="Take your words from a file, or - for stdin.")
@JSON
def read_back(ref: str, text: IO[str] | None, *, json_: bool) -> None:
    """Write in your own words what you understood; what seems lost is shown item by item.

    Your editor opens without the text. It is a suggestion and blocks nothing: say it again to
    clarify, or accept.

    \b
    dayline handoff read-back H-12
    dayline handoff read-back H-12 --from - < understood.txt
    """
    session = open_session()
    from dayline.practices.handoff.actions import read_back as give

    _tell(session, give(session.acting, ref, _words(ref, text)), json_=json_)
    note(f"Say it again to clarify, or: dayline handoff accept {ref} --scope ...")


def _words(ref: str, text: IO[str] | None) -> str:
    """What the receiver writes: from a file, from a pipe, or in their editor."""
    if text is not None or not sys.stdin.isatty():
        return (text or sys.stdin).read()
    saved = click.edit(_BLANK.format(ref=ref), extension=".md")
    if saved is None:
        raise click.Abort
    return str(saved).partition(_LINE)[0]


@handoff.command()
@click.argument("ref")
@click.option("--scope", required=True, metavar="WORDS", help="What you take on, and what not.")
def accept(ref: str, scope: str) -> None:
    """Accept a handoff with a scope, after the read-back or where none is asked.

    \b
    dayline handoff accept H-12 --scope "the reversal; not the payout release"
    """
    session = open_session()
    from dayline.practices.handoff.actions import take_on

    take_on(session.acting, ref, scope)
    click.echo(f"{ref.upper()} is accepted: {safe(scope)}")


@handoff.command()
@click.argument("ref")
@click.option(
    "--word",
    "words",
    multiple=True,
    metavar="N=WORD",
    help="Your word on item N of the first read-back: kept, missing, contradicted.",
)
@click.option(
    "--after", "after", multiple=True, metavar="N=WORD", help="The same after it was clarified."
)
@click.option("--invented", multiple=True, metavar="STATEMENT", help="What you never said.")
@click.option("--note", "why", default="", help="A sentence to the receivers.")
@click.option("--close", is_flag=True, help="Close the handoff in the same act.")
@JSON
def adjudicate(
    ref: str,
    words: tuple[str, ...],
    after: tuple[str, ...],
    invented: tuple[str, ...],
    why: str,
    *,
    close: bool,
    json_: bool,
) -> None:  # fmt: skip
    """Say for the sender what was kept, missing or contradicted. Your word wins over the score.

    Where you say nothing of an item, the suggestion holds; in a terminal you are asked of those
    that seem lost.

    \b
    dayline handoff adjudicate H-12 --word 2=missing --close
    """
    session = open_session()
    from dayline.practices.handoff.actions import judge
    from dayline.practices.handoff.queries import handover

    given, later = _numbered(words), _numbered(after)
    if not given and not later and sys.stdin.isatty():
        given = _asked(handover(session.workspace, ref, person=session.person))
    known = judge(session.acting, ref, given, after=later, invented=invented, note=why, close=close)
    _tell(session, known, json_=json_)


def _numbered(given: Iterable[str]) -> dict[int, Word]:
    """``("2=missing",)`` as words by number. Raises :class:`InvalidInput`."""
    from dayline.practices.handoff.rules import Word

    found: dict[int, Word] = {}
    for one in given:
        number, _, word = one.partition("=")
        if not number.isdigit() or word not in list(Word):
            raise InvalidInput(
                f"{one!r} is no word on an item.",
                do="Write N=kept, N=missing or N=contradicted.",
            )
        found[int(number)] = Word(word)
    return found


def _asked(known: Handover) -> dict[int, Word]:
    from dayline.practices.handoff.rules import Word

    found = {}
    for number, one in enumerate(known.first_score.items if known.first_score else (), 1):
        if one.verdict.value == Word.KEPT.value:
            continue
        click.echo(indented(f"{number}. {one.item}", 0))
        click.secho(indented(one.evidence or "(nothing)", 4), dim=True)
        found[number] = Word(
            click.prompt("Was it", type=click.Choice(list(Word)), default=one.verdict.value)
        )
    return found


@handoff.command()
@click.argument("ref")
@click.option(
    "--lost",
    multiple=True,
    type=int,
    metavar="N",
    help="Item N was tried again, asked again or redone. May be repeated.",
)
@click.option("--nothing", is_flag=True, help="Nothing of it was lost.")
@click.option("--note", "why", default="", help="What happened, in a sentence.")
@JSON
def outcome(ref: str, lost: tuple[int, ...], why: str, *, nothing: bool, json_: bool) -> None:
    """Answer at the next shift what came of a handoff; with no answer, list what is asked.

    \b
    dayline handoff outcome H-12 --nothing
    dayline handoff outcome H-12 --lost 4
    """
    if lost and nothing:
        raise click.UsageError("Say --lost or --nothing.")
    session = open_session(to_write=bool(lost or nothing))
    from dayline.practices.handoff.actions import tell_outcome
    from dayline.practices.handoff.queries import handover

    if lost or nothing:
        _tell(session, tell_outcome(session.acting, ref, lost, note=why), json_=json_)
        return
    known = handover(session.workspace, ref, person=session.person)
    if json_:
        _tell(session, known, json_=True)
        return
    _ask_outcome(session, known)


def _ask_outcome(session: Session, known: Handover) -> None:
    from dayline.practices.handoff.hints import hints

    found = hints(known, person=session.person)
    for number, item in enumerate(known.items, 1):
        click.echo(indented(f"{number}. Was it {item.how_said}? {item.text}", 0))
        for hint in found.get(number, ()):
            click.secho(indented(f"{hint.ref} is like it: {hint.words}", 4), dim=True)
    note(f"Answer: dayline handoff outcome {known.record.ref} --lost N, or --nothing.")


@handoff.command()
@click.argument("percent", type=int, required=False)
def share(percent: int | None) -> None:
    """Show or set how many of 100 handoffs are asked for a read-back, drawn when delivered.

    With a share between 0 and 100 the measure can tell what a read-back brings.

    \b
    dayline handoff share 50
    """
    session = open_session(to_write=percent is not None)
    from dayline.practices.handoff.actions import set_share
    from dayline.practices.handoff.drawing import share as standing

    if percent is not None:
        set_share(session.acting, percent)
    click.echo(f"{standing(session.workspace)} of 100 handoffs are asked for a read-back.")


def _tell(session: Session, known: Handover, *, json_: bool) -> None:
    from dayline.faces.handoffs import as_values

    if json_:
        as_json(as_values(known, session.people))
        return
    record = known.record
    click.secho(f"{record.ref} is {record.state}: {safe(record.title)}", bold=True)
    for number, item in enumerate(known.items, 1):
        _tell_item(known, number, f"({item.type}) {item.text}")
    score = known.after_score
    for statement in score.invented if score and not known.judgement else ():
        click.echo(indented(f"Nothing in {record.ref} says: {statement}", 0))
    if known.judgement:
        for statement in known.judgement.invented:
            click.echo(indented(f"The sender never said: {statement}", 0))
        if known.judgement.note:
            click.echo(indented(known.judgement.note, 0))


def _tell_item(known: Handover, number: int, text: str) -> None:
    at, judged, told = number - 1, known.judgement, known.outcome
    shown = known.after_score
    if judged and at < len(judged.items):
        colour, word = _MARKS[judged.items[at].after.value]
        click.secho(f"{number}. {word}, says the sender", fg=colour)
    elif shown:
        colour, word = _MARKS[shown.items[at].verdict.value]
        click.secho(f"{number}. seems {word}", fg=colour)
    else:
        click.echo(f"{number}.")
    click.echo(indented(text, 4))
    _tell_evidence(shown, at)
    if told and at < len(told.items) and told.items[at].lost:
        click.echo(indented(f"It was {known.items[at].how_said}.", 4))


def _tell_evidence(score: Score | None, at: int) -> None:
    if score and score.items[at].evidence:
        click.secho(indented(f"“{score.items[at].evidence}”", 4), dim=True)
    if score and score.items[at].verdict.value != "kept":
        click.secho(indented(score.items[at].why, 4), dim=True)
