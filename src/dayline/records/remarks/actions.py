"""Comments anchored to a quote, concerns, and receipts: what people say about a record."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, InvalidInput
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, authorise, directory
from dayline.records import queries
from dayline.records.facts import text_of
from dayline.records.remarks import queries as said
from dayline.records.remarks.anchors import anchor_of

READERS = ("owner", "member", "guest")
RECEIPTS = ("delivered", "read", "read_back", "accepted", "contested")


def comment(
    acting: Acting,
    ref: str,
    text: str,
    *,
    quote: str = "",
    concern: str = "",
    parent: str = "",
    near: int = 0,
    anchor: str = "",
) -> str:
    """Comment on a record, anchored to a quote of its text; returns the comment's id.

    ``concern`` names an objection that gates may wait for. Of several places where the quote
    stands the first from the character ``near`` on is meant. ``anchor`` is a place in a recording
    or a picture, as :func:`anchor_of` reads it. Raises :class:`InvalidInput` when
    the quote does not stand in the text.
    """
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, *READERS)
        record = queries.find(acting.workspace, ref, person=acting.actor)
        if not text.strip():
            raise InvalidInput("The comment is empty.", do="Write at least one word.")
        if parent and said.remark(acting.workspace, parent).ref != record.ref:
            raise said.no_comment(parent)
        standing = text_of(record) if quote else ""
        place = max(standing.find(quote), standing.find(quote, near)) if quote else -1
        if quote and place < 0:
            raise InvalidInput(
                f"The quote does not stand in {record.ref}.",
                kept="Your comment is not lost: it was not sent.",
                do="Quote the text exactly.",
            )
        payload: dict[str, Json] = {
            "revision": record.revision,
            "text": text,
            "quote": quote,
            "place": place,
            "concern": concern,
            "parent": parent,
        }
        if spot := anchor_of(anchor):
            payload["anchor"] = spot
        index = pen.add("comment.added", record.ref, payload)
    return f"C{index}"


def close_comment(acting: Acting, identity: str, *, status: str = "resolved") -> None:
    """Resolve or withdraw a comment. A concern is closed by the one who raised it.

    A reason is a reply, said with :func:`comment`: the closing itself carries no words.
    """
    if status not in ("resolved", "withdrawn"):
        raise InvalidInput(f"{status!r} is no way to close.", do="Say resolved or withdrawn.")
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, *READERS)
        row = said.remark(acting.workspace, identity)
        if not queries.by_refs(acting.workspace, [row.ref], person=acting.actor):
            raise said.no_comment(identity)
        if row.concern and acting.actor not in (row.author, SYSTEM):
            raise Forbidden(
                f"Only {people.handle(row.author)} may close this concern.",
                do="Ask them, or appeal to the record's owner.",
            )
        pen.add(f"comment.{status}", row.ref, {"comment": identity})


def give_receipt(acting: Acting, ref: str, kind: str, *, text: str = "", scope: str = "") -> int:
    """Say that the actor took in the current revision: delivered, read, read back, accepted."""
    if kind not in RECEIPTS:
        raise InvalidInput(f"{kind!r} is no receipt.", do=f"Choose: {', '.join(RECEIPTS)}.")
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, *READERS)
        record = queries.find(acting.workspace, ref, person=acting.actor)
        payload: dict[str, Json] = {"revision": record.revision, "text": text, "scope": scope}
        return pen.add(f"receipt.given.{kind}", record.ref, payload)
