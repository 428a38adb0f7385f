"""Verbs: sign or correct one's own position, make a record of where a thread stands."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput
from dayline.contracts.queries import registry
from dayline.journal.append import writing
from dayline.people.queries import authorise, directory
from dayline.records.actions import Written, open_record
from dayline.records.remarks.actions import READERS
from dayline.synthesis.drafting import Source, draft
from dayline.synthesis.messages import Standing
from dayline.synthesis.queries import CORRECTED, SIGNED, side_of, standing_of

LONGEST = 4_000
"""Characters of a position in one's own words."""


def sign(acting: Acting, ref: str, *, text: str = "") -> str:
    """Say that one's own position is told rightly, or with ``text`` how it really is.

    Nobody speaks for another. Returns the id of the record. Raises :class:`InvalidInput` where
    there is nothing to sign.
    """
    words = text.strip()
    if len(words) > LONGEST:
        raise InvalidInput(
            f"That is longer than {LONGEST} characters.",
            kept="Nothing was recorded.",
            do="Say it in fewer words, or comment.",
        )
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, *READERS)
        told = standing_of(acting.workspace, ref, person=acting.actor)
        side = side_of(told.standing, acting.actor)
        if side is None and not words:
            raise InvalidInput(
                f"No position of yours is told of {told.record.ref}.",
                kept="Nothing was recorded.",
                do="Say in your own words where you stand.",
            )
        cites: list[Json] = [one.message for one in side.sentences] if side else []
        payload: dict[str, Json] = {
            "revision": told.record.revision,
            "cites": cites,
            "text": words,
        }
        pen.add(CORRECTED if words else SIGNED, told.record.ref, payload)
    return told.record.ref


def promote(acting: Acting, ref: str, kind: str, *, title: str = "") -> Written:
    """Open a record of ``kind`` from where another stands: a draft, linked and cited.

    Its gates stay as they are. What comes from a record that not everybody sees is opened as
    restricted. Raises :class:`InvalidInput` where there is nothing to write down.
    """
    told = standing_of(acting.workspace, ref, person=acting.actor)
    record = told.record

    def cite(message: str) -> str:
        place = told.standing.messages[message].place
        return f"{record.ref} {place}"

    source = Source(record.ref, record.title, told.name, cite)
    visibility = "workspace" if record.visibility == "workspace" else "restricted"
    return promote_thread(acting, told.standing, source, kind, title=title, visibility=visibility)


def promote_thread(
    acting: Acting,
    standing: Standing,
    source: Source,
    kind: str,
    *,
    title: str = "",
    visibility: str = "workspace",
) -> Written:
    """Open a record from a thread of anywhere, such as of a chat that was exported."""
    if not standing:
        raise InvalidInput(
            "There is nothing in this thread to write down.",
            kept="Nothing was opened.",
            do=f"Open an empty one: dayline new {kind}.",
        )
    contract = registry(acting.workspace).named(kind)
    text = draft(contract, standing, source, title=title)
    linked = source.ref and "relates_to" in contract.links
    return open_record(
        acting,
        kind,
        text=text,
        fields={"relates_to": [source.ref]} if linked else {},
        visibility=visibility,
        note=f"written from {source.ref or source.title}"[:200],
    )
