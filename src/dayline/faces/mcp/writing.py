"""The tools that write: open, comment, move, hand over, read back.

They are the same actions that people call, under the same contracts and gates: an agent reads
back as a person does.
"""

from __future__ import annotations

from typing import Any

from dayline.base.errors import DaylineError
from dayline.faces.mcp.reading import Arguments, Data
from dayline.faces.mcp.seat import Seat
from dayline.practices.handoff import actions as handoff
from dayline.practices.handoff.reading.score import Verdict
from dayline.records import actions
from dayline.records.actions import Written
from dayline.records.queries import find
from dayline.records.remarks import actions as remarks


def _written(seat: Seat, made: Written) -> Data:
    return {
        "ref": made.ref,
        "state": made.state,
        "revision": made.revision,
        "along": list(made.along),
        "url": seat.url(made.ref),
    }


def open_(seat: Seat, asked: Arguments) -> Data:
    """A new record from a text, or from the template of its kind."""
    made = actions.open_record(
        seat.acting,
        asked["kind"],
        title=asked["title"],
        text=asked["text"] or None,
        fields=asked["fields"],
        note=asked["note"],
    )
    return _written(seat, made)


def comment(seat: Seat, asked: Arguments) -> Data:
    """A comment, or a concern that gates wait for."""
    made = remarks.comment(
        seat.acting,
        asked["ref"],
        asked["text"],
        quote=asked["quote"],
        concern=asked["concern"],
        parent=asked["answers"],
    )
    return {"comment": made, "ref": find(seat.workspace, asked["ref"], person=seat.person).ref}


def move(seat: Seat, asked: Arguments) -> Data:
    """A move of the record's contract."""
    made = actions.move(
        seat.acting,
        asked["ref"],
        asked["move"],
        expect=int(asked["expect"]) if asked["expect"].isdigit() else None,
        fields=asked["fields"],
        note=asked["note"],
    )
    return _written(seat, made)


def hand_over(seat: Seat, asked: Arguments) -> Data:
    """A handoff, opened and delivered. While gates are closed it stays a draft, which is told."""
    made = actions.open_record(
        seat.acting,
        "handoff",
        title=asked["title"],
        text=asked["text"],
        fields={**asked["fields"], **{name: asked[name] for name in ("from", "to", "severity")}},
    )
    try:
        made = actions.move(seat.acting, made.ref, "deliver")
    except DaylineError as error:
        todo = [f"{one.message} {one.remedy}".strip() for one in error.findings]
        told: dict[str, Any] = {
            "delivered": False,
            "todo": todo[:20] or [str(error)],
            "then": f"Mend the text of {made.ref}, then move it: deliver.",
        }
        return {**_written(seat, made), **told}
    return {**_written(seat, made), "delivered": True}


def read_back(seat: Seat, asked: Arguments) -> Data:
    """What the reader understood, kept as a receipt; then it is taken on, if nothing seems lost."""
    known = handoff.read_back(seat.acting, asked["ref"], asked["text"])
    ref, found = known.record.ref, known.after_score
    lost = [one for one in found.items if one.verdict is not Verdict.KEPT] if found else []
    told: Data = {
        "ref": ref,
        "accepted": False,
        "seems_lost": [f"{one.verdict.value}: {one.item}" for one in lost],
        "not_in_the_handoff": list(found.invented[:5]) if found else [],
        "kept": "What you wrote is kept as your read-back.",
    }
    if lost and asked["sure"] != "yes":
        then = "Read those parts again and say them in your own words, or send sure=yes."
        return {**told, "then": then}
    try:
        handoff.take_on(seat.acting, ref, asked["scope"])
    except DaylineError as error:
        return {**told, "why": error.what, "then": error.do}
    after = find(seat.workspace, ref, person=seat.person)
    return {**told, "accepted": True, "state": after.state}
