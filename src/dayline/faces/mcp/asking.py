"""The tool that answers: sentences of the record, each with where it stands, or that there is none.

No model phrases it: whoever asks here is one.
"""

from __future__ import annotations

from datetime import date

from dayline.ask.material import Sentence
from dayline.ask.queries import answer
from dayline.ask.shown import as_data
from dayline.base.errors import InvalidInput
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
    if found.objection:
        data["strongest_objection"] = [_cited(found.objection)]
    if not told["answered"]:
        data["nothing"] = told["nothing"]
        data["who_may_know"] = found.ask
    return data


def _cited(one: Sentence) -> Data:
    cites = [
        f"{cite.ref} revision {cite.revision}, {cite.state}"
        + (f", {' > '.join(cite.section)}" if cite.section else "")
        + (f" ({cite.stale})" if cite.stale else "")
        for cite in one.cites
    ]
    return {"text": one.text, "cites": cites, "no_longer": one.past}


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"{text!r} is no day.", do="Write it as 2026-11-18.") from None
