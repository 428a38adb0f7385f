"""Verbs of handoffs: read back, judge what was understood, answer what came of it, set the draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, InvalidInput
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, authorise, directory
from dayline.practices.handoff import queries
from dayline.practices.handoff.fold import JUDGED, OUTCOME, SHARE
from dayline.practices.handoff.queries import Handover
from dayline.practices.handoff.reading.score import Score
from dayline.practices.handoff.rules import Answered, Judged, Marked, Word
from dayline.records.actions import WRITERS, move
from dayline.records.facts import check_expected
from dayline.records.remarks.actions import give_receipt

LONGEST = 50_000
"""Characters of one read-back, or of a note."""


def set_share(acting: Acting, percent: int) -> int:
    """Ask ``percent`` of 100 handoffs for a read-back from now on, drawn when they are delivered.

    Owners of the workspace decide it. Raises :class:`InvalidInput` and :class:`Forbidden`.
    """
    if not 0 <= percent <= 100:
        raise InvalidInput(f"{percent} is no share.", do="Give 0 to 100; 100 asks all of them.")
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        return pen.add(SHARE, "handoff", {"percent": percent})


def read_back(acting: Acting, ref: str, text: str, *, expect: int | None = None) -> Handover:
    """Keep what a receiver understood, in their own words, and say what the scorer makes of it.

    The first one counts as what arrived; a further one clarifies. Nothing is accepted by it.
    ``expect`` is the revision that was read. Raises :class:`InvalidInput` and :class:`Conflict`.
    """
    with writing(acting) as pen:
        known = queries.handover(acting.workspace, ref, person=acting.actor)
        if known.record.state not in ("delivered", "read"):
            raise InvalidInput(
                f"{known.record.ref} is {known.record.state}; it is not read back now.",
                kept="Nothing was recorded.",
                do=f"Read it: dayline show {known.record.ref}.",
            )
        if expect is not None:
            check_expected(known.record, expect, text)
        if not text.strip() or len(text) > LONGEST:
            raise InvalidInput(
                "There is nothing to read." if not text.strip() else "That is too long.",
                do=f"Write what you understood, in at most {LONGEST} characters.",
            )
        give_receipt(acting, known.record.ref, "read_back", text=text.strip())
        pen.flush()
        return queries.handover(acting.workspace, known.record.ref, person=acting.actor)


def take_on(acting: Acting, ref: str, scope: str) -> str:
    """Accept a handoff with a scope, by the move that stands open; the name of that move.

    After a read-back that is the read-back; without one, what the severity or the draw allows.
    Raises what :func:`dayline.records.actions.move` raises.
    """
    with writing(acting):
        known = queries.handover(acting.workspace, ref, person=acting.actor)
        read = any(one.person == acting.actor for one in known.said)
        routine = str(known.record.fields.get("severity") or "routine") == "routine"
        name = "read_back" if read or (known.asked and not routine) else "take_on"
        if name == "take_on" and routine:
            name = "accept"
        move(acting, known.record.ref, name, fields={"accepted_scope": " ".join(scope.split())})
    return name


def judge(
    acting: Acting,
    ref: str,
    words: Mapping[int, Word],
    *,
    after: Mapping[int, Word] | None = None,
    invented: Sequence[str] = (),
    note: str = "",
    close: bool = False,
) -> Handover:
    """Say for the sender what became of each item; their word wins over the scorer's.

    ``words`` gives the number of an item, from 1, and what the first read-back made of it; where it
    is silent, what the scorer suggests holds. ``after`` says it of what stood after clarification.
    ``invented`` are statements that nothing in the handoff said. With ``close`` the handoff is
    closed in the same act. Raises :class:`InvalidInput` and :class:`Forbidden`.
    """
    with writing(acting) as pen:
        known = queries.handover(acting.workspace, ref, person=acting.actor)
        _may(acting, known, senders=True)
        if known.record.state not in queries.TAKEN or known.first_score is None:
            missing = "nobody read it back" if known.first_score is None else known.record.state
            raise InvalidInput(
                f"There is nothing to judge on {known.record.ref}: {missing}.",
                kept="Nothing was recorded.",
                do=f"See where it stands: dayline show {known.record.ref}.",
            )
        items = _judged(known, words, after or {})
        payload: dict[str, Json] = {
            "items": [
                {
                    **_json(one.item),
                    "first": one.first.value,
                    "after": one.after.value,
                    "suggested": one.suggested,
                }
                for one in items
            ],
            "invented": [" ".join(one.split()) for one in invented if one.strip()],
            "note": note.strip()[:LONGEST],
        }
        pen.add(JUDGED, known.record.ref, payload)
        pen.add("notice.given", known.record.ref, _notice(acting, known))
        if close and known.record.state == "accepted":
            move(acting, known.record.ref, "close")
        pen.flush()
        return queries.handover(acting.workspace, known.record.ref, person=acting.actor)


def _notice(acting: Acting, known: Handover) -> dict[str, Json]:
    """What those who read back are told, in their next letter. It counts nothing."""
    who = directory(acting.workspace).handle(acting.actor)
    return {
        "matter": "judged",
        "tell": [*sorted({one.person for one in known.said})],
        "text": f"{who} says what was understood, item by item.",
        "why": "you read it back.",
    }


def _judged(known: Handover, words: Mapping[int, Word], after: Mapping[int, Word]) -> list[Judged]:
    _check_numbers(known, {*words, *after})
    suggested, later = _verdicts(known.first_score), _verdicts(known.after_score)
    found = []
    for number, item in enumerate(known.items, 1):
        first = words.get(number, Word(suggested[number - 1]))
        rest = after.get(number, Word(later[number - 1]) if known.clarified else first)
        found.append(Judged(item, first, rest, suggested[number - 1]))
    return found


def _verdicts(score: Score | None) -> list[str]:
    return [one.verdict.value for one in score.items] if score else []


def tell_outcome(acting: Acting, ref: str, again: Collection[int], *, note: str = "") -> Handover:
    """Answer for the next shift which items (numbers from 1) showed that they were lost.

    A ruled-out path was tried again, a question was asked again, or work was redone. Anybody of
    both teams may say so; the last answer counts. Raises :class:`InvalidInput`, :class:`Forbidden`.
    """
    with writing(acting) as pen:
        known = queries.handover(acting.workspace, ref, person=acting.actor)
        _may(acting, known)
        if known.record.state not in queries.TAKEN:
            raise InvalidInput(
                f"{known.record.ref} is {known.record.state}; nobody works on it yet.",
                do="Answer at the shift after it was accepted.",
            )
        _check_numbers(known, again)
        answers = [Answered(item, n in again) for n, item in enumerate(known.items, 1)]
        payload: dict[str, Json] = {
            "items": [{**_json(one.item), "lost": one.lost, "how": one.how} for one in answers],
            "note": note.strip()[:LONGEST],
        }
        pen.add(OUTCOME, known.record.ref, payload)
        pen.flush()
        return queries.handover(acting.workspace, known.record.ref, person=acting.actor)


def _json(item: Marked) -> dict[str, Json]:
    return {"type": item.type, "text": item.text}


def _check_numbers(known: Handover, given: Collection[int]) -> None:
    wrong = sorted(one for one in given if not 1 <= one <= len(known.items))
    if wrong:
        raise InvalidInput(
            f"{known.record.ref} has no item {wrong[0]}.",
            kept="Nothing was recorded.",
            do=f"It has the items 1 to {len(known.items)}.",
        )


def _may(acting: Acting, known: Handover, *, senders: bool = False) -> None:
    """Whether the actor is of the team that handed over, or of either."""
    people = directory(acting.workspace)
    authorise(people, acting.actor, *WRITERS)
    allowed = queries.senders(people, known.record)
    if not senders:
        allowed |= queries.receivers(people, known.record)
    if acting.actor not in allowed and acting.actor != SYSTEM:
        whose = known.record.fields.get("from", "the sender")
        raise Forbidden(
            f"This is for {whose} to say.",
            kept="Nothing was recorded.",
            do=f"Ask {people.handle(known.record.author)}, or comment on {known.record.ref}.",
        )
