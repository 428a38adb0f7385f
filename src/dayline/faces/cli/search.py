"""``dayline search``: records that fit some words, best first."""

from __future__ import annotations

import shutil
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dayline.base.errors import InvalidInput
from dayline.faces.cli.day import DAY, begin
from dayline.faces.cli.indexing import bring_index_up
from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.state import STATE
from dayline.faces.cli.terminal import as_json, note, safe

if TYPE_CHECKING:
    from dayline.search.queries import Filters, Hit

LIMIT = click.IntRange(1, 1_000)
"""Hits of one search."""


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, help="Only this kind; may be repeated.")
@click.option(
    "--state", "states", type=STATE, multiple=True, help="Only in this state; may be repeated."
)
@click.option("--tag", "tags", multiple=True, help="Only with this tag; may be repeated.")
@click.option("--area", "areas", multiple=True, help="Only of this area; may be repeated.")
@click.option("--by", "authors", multiple=True, metavar="@HANDLE", help="Of this author or team.")
@click.option("--team", "teams", multiple=True, metavar="@HANDLE", help="Naming this team.")
@click.option("--since", type=DAY, help="Opened on this day or later.")
@click.option("--until", type=DAY, help="Opened before this day.")
@click.option("--as-of", type=DAY, help="There on this day, in the state of that day.")
@click.option(
    "--limit",
    type=LIMIT,
    default=10,
    show_default=True,
    help="How many at most.",
)
@click.option("--json", "json_", is_flag=True, help="For programs.")
def search(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    states: tuple[str, ...],
    tags: tuple[str, ...],
    areas: tuple[str, ...],
    authors: tuple[str, ...],
    teams: tuple[str, ...],
    since: date | None,
    until: date | None,
    as_of: date | None,
    limit: int,
    *,
    json_: bool,
) -> int:
    """Find records by their words. An id, a number or a slug finds that record first.

    For example: dayline search doubled captures --by @london --since 2026-05-01
    """
    query = " ".join(words)
    _check(query, since, until)
    session = open_session()
    from dayline.search.queries import Filters, search

    bring_index_up(session)
    filters = Filters(
        kinds,
        states,
        _authors(session, authors),
        begin(since) if since else None,
        begin(until) if until else None,
        tags,
        areas,
        _teams(session, teams),
        as_of,
    )
    hits = search(session.workspace, query, person=session.person, filters=filters, limit=limit)
    if json_:
        as_json([_plain(hit) for hit in hits])
    for hit in () if json_ else hits:
        _show(hit)
    missing = _tell_unknown(session, filters) if not hits or _is_several(filters) else False
    if not hits and not missing and not json_:
        fewer = "" if filters == Filters() else " or fewer filters"
        note(f"Nothing that you may see says this. Try fewer or other words{fewer}.")
    if as_of is not None and not json_:
        _hindsight(session, [hit.record.ref for hit in hits], as_of)
    return 0


def _hindsight(session: Session, refs: list[str], day: date) -> None:
    from dayline.records.hindsight import brought_later, in_words

    said = in_words(brought_later(session.workspace, refs, day), len(refs))
    if said:
        note(said)


def _check(query: str, since: date | None, until: date | None) -> None:
    if not any(letter.isalnum() for letter in query):
        raise InvalidInput("There are no words to look for.", do="dayline search doubled captures")
    if since and until and until <= since:
        raise InvalidInput(
            "No day is on or after --since and before --until.", do="Give --until a later day."
        )


def _is_several(filters: Filters) -> bool:
    """Whether one of several values may fit nothing although something was found."""
    return max(map(len, (filters.kinds, filters.states, filters.areas, filters.tags))) > 1


def _tell_unknown(session: Session, filters: Filters) -> bool:
    """Of filters that fit no record at all, what they could be; whether there are any."""
    from dayline.search.offered import unknown

    missing = unknown(session.workspace, filters, person=session.person)
    for one in missing:
        note(safe(f"{one.what} {one.instead}".rstrip()))
    return bool(missing)


def _authors(session: Session, handles: tuple[str, ...]) -> tuple[str, ...]:
    """The persons, and the members of teams."""
    from dayline.people.queries import directory

    people = directory(session.workspace)
    known = _known(session, handles)
    return tuple(sorted(people.members_of(known))) or known


def _known(session: Session, handles: tuple[str, ...]) -> tuple[str, ...]:
    from dayline.people.queries import directory

    people = directory(session.workspace)
    return tuple(people.known(handle).id for handle in handles)


def _teams(session: Session, handles: tuple[str, ...]) -> tuple[str, ...]:
    from dayline.people.queries import directory

    people = directory(session.workspace)
    return tuple(people.team(handle).id for handle in handles)


def _plain(hit: Hit) -> dict[str, Any]:
    return {
        "ref": hit.record.ref,
        "kind": hit.record.kind,
        "state": hit.record.state,
        "title": hit.record.title,
        "headings": list(hit.headings),
        "line": hit.line,
        "text": "".join(piece.text for piece in hit.pieces),
        "score": round(hit.score, 4),
    }


def _show(hit: Hit) -> None:
    width = min(shutil.get_terminal_size().columns, 96)
    record = hit.record
    state = record.state.replace("_", " ")
    ref = click.style(record.ref, bold=True)
    click.echo(f"{ref}  {safe(record.title)}  {click.style(state, dim=True)}")
    text = safe("".join(piece.text for piece in hit.pieces))
    marked = {piece.text for piece in hit.pieces if piece.marked}
    for line in textwrap.wrap(text, width - 6)[:3]:
        click.echo("      " + _marked(line, marked))
    place = safe(" > ".join(hit.headings[-2:]))
    line = f"line {hit.line}" if hit.line else ""
    click.echo(click.style(f"      {', '.join(filter(None, (place, line)))}", dim=True))


def _marked(line: str, marked: set[str]) -> str:
    return " ".join(
        click.style(word, underline=True) if word.strip(".,;:()") in marked else word
        for word in line.split(" ")
    )
