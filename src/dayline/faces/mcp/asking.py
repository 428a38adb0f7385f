"""The tools that answer a question and that read somebody in. No model phrases what they tell."""

from __future__ import annotations

from datetime import date

from dayline.ask.material import Cite, Sentence
from dayline.ask.queries import answer
from dayline.ask.shown import as_data
from dayline.base.errors import InvalidInput
from dayline.briefing.queries import read_me_in
from dayline.faces.briefings import as_dict
from dayline.faces.mcp.budget import fitting
from dayline.faces.mcp.reading import CATCH_UP, Arguments, Data
from dayline.faces.mcp.seat import Seat
from dayline.search.actions import catch_up


def ask(seat: Seat, asked: Arguments) -> Data:
    """What the record says to a question, now or as of a day."""
    catch_up(seat.workspace, most=CATCH_UP)
    found = answer(
        seat.workspace,
        asked["question"],
        person=seat.person,
        now=seat.now,
        as_of=_day(asked["as_of"]),
    )
    told = as_data(found)
    sentences = [_cited(one) for one in found.sentences]
    data: Data = {
        "answered": told["answered"],
        "sentences": list(fitting(sentences, str, most=1_400)),
        "notes": told["notes"],
    }
    if found.more:
        data["more_than_listed"] = found.more
    if found.objection:
        data["strongest_objection"] = [_cited(found.objection)]
    if not told["answered"]:
        data["nothing"] = told["nothing"]
        data["who_may_know"] = found.ask
        data["nearest_but_no_answer"] = [_cited(one) for one in found.nearest]
    return data


def read_in(seat: Seat, asked: Arguments) -> Data:
    """What changed on a subject, and the path into it."""
    minutes = asked["minutes"] or "60"
    if not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:4]) <= 600):
        raise InvalidInput("minutes is no number from 1 to 600.", do="Leave it out for 60.")
    found = read_me_in(
        seat.workspace,
        asked["on"],
        person=seat.person,
        now=seat.now,
        since=asked["since"],
        minutes=int(minutes[:4]),
    )
    told = as_dict(found, seat)
    cut = {key: list(fitting(told[key], str, most=most)) for key, most in _ROOM.items()}
    return {**told, **cut}


_ROOM = {"changed": 700, "moving": 300, "read": 700}


def _cited(one: Sentence) -> Data:
    return {
        "text": one.text, "cites": [_place(cite) for cite in one.cites], "no_longer": one.past,
    }  # fmt: skip


def _place(cite: Cite) -> str:
    section = f", {' > '.join(cite.section)}" if cite.section else ""
    stale = f" ({cite.stale})" if cite.stale else ""
    return f"{cite.ref} revision {cite.revision}, {cite.state}{section}{stale}"


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"{text!r} is no day.", do="Write it as 2026-11-18.") from None
