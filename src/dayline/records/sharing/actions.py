"""The verb that says who may see a record."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, InvalidInput
from dayline.journal.append import Pen, writing
from dayline.people.queries import Directory, authorise, directory
from dayline.records import queries
from dayline.records.sharing.rules import LEVELS, level_for, parties_of

WRITERS = ("owner", "member")


def show_to(acting: Acting, ref: str, level: str, parties: Sequence[str] = ()) -> str:
    """Show a record to the workspace, or only to its author, whom it names, and ``parties``.

    ``level`` is ``workspace``, ``team`` (one team or several) or ``restricted``; ``parties`` are
    handles or ids. A record that the whole workspace sees may be shown to guests in addition.
    Its author may do this, and owners of the workspace who see it. Returns the level. Raises
    :class:`Forbidden` and :class:`InvalidInput`.
    """
    with writing(acting) as pen:
        people = directory(acting.workspace)
        actor = authorise(people, acting.actor, *WRITERS)
        record = queries.find(acting.workspace, ref, person=acting.actor)
        if actor is not None and actor.role != "owner" and record.author != actor.id:
            raise Forbidden(
                f"Only its author may say who sees {record.ref}.",
                do=f"Ask {people.handle(record.author)}, or an owner of the workspace.",
            )
        ids = sorted({people.known(party).id for party in parties})
        _check(level, ids)
        _note(pen, record.ref, level, ids)
    return level


def _check(level: str, ids: Sequence[str]) -> None:
    if level not in LEVELS:
        raise InvalidInput(f"{level!r} is no visibility.", do=f"Choose: {', '.join(LEVELS)}.")
    if level == "team" and not (ids and all(one.startswith("T-") for one in ids)):
        raise InvalidInput("Which team is to see it?", do="Name one team or several, no persons.")


def _note(pen: Pen, ref: str, level: str, ids: Sequence[str]) -> None:
    payload: dict[str, Json] = {"visibility": level, "to": list(ids)}
    pen.add("record.shown_to", ref, payload)


def open_to(pen: Pen, people: Directory, ref: str, visibility: str) -> None:
    """Note in the act that opens a record that not the whole workspace sees it.

    It is an entry of its own because its words are never erased, while those of the opening may
    be. ``visibility`` is a level, or ``team:@austin`` or ``person:@ana`` for one party.
    """
    if visibility == "workspace":
        return
    level, _, handle = visibility.partition(":")
    ids = [people.known(handle).id] if handle else list(parties_of(visibility))
    stated = level if level in LEVELS else level_for(ids)
    _check(stated, ids)
    _note(pen, ref, stated, ids)
