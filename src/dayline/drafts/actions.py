"""Verbs on drafts: keep a text, end it, keep a picture.

Nothing here touches the journal: these are the words that somebody has not said yet. A page that
writes is known by a name of its own (``writer``), so two pages on the same place each keep their
text, and asking twice does no harm.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from dayline.base.acting import Acting
from dayline.base.errors import HostileInput
from dayline.base.micros import to_micros
from dayline.base.storable import storable
from dayline.drafts.models import Draft, Picture
from dayline.drafts.queries import Unsaved, drafts_at
from dayline.drafts.rules import (
    MOST_DRAFTS,
    MOST_PICTURES,
    checked_text,
    checked_writer,
    extension_of,
)

FORGET_AFTER = timedelta(days=30)
"""How long it is known that a text was saved, and a picture is held that no text shows."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page has typed: the page's name, how many changes it made, and its text.

    ``instead_of`` names the draft with which the page began, at the sequence ``instead_at``: that
    one is taken away when nobody wrote on it since.
    """

    place: str
    writer: str
    sequence: int
    text: str
    base: int = 0
    note: str = ""
    visibility: str = ""
    instead_of: str = ""
    instead_at: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What the server holds now: the sequence it has, and the other texts on the same place.

    ``done`` names the record when this text was saved before.
    """

    sequence: int
    done: str
    others: tuple[Unsaved, ...]


def keep(acting: Acting, typed: Typed) -> Kept:
    """Keep what was typed. Older news of the same page changes nothing."""
    writer, text = checked_writer(typed.writer), storable(checked_text(typed.text))
    mine: dict[str, Any] = {"workspace": acting.workspace, "person": acting.actor}
    with transaction.atomic():
        values = {
            "sequence": typed.sequence, "base": typed.base, "text": text, "done": "",
            "note": storable(typed.note), "visibility": typed.visibility[:80],
            "at": to_micros(acting.at),
        }  # fmt: skip
        row, fresh = Draft.objects.select_for_update().get_or_create(
            **mine, place=typed.place, writer=writer, defaults=values
        )
        if fresh:
            _check_room(acting)
        elif not row.done and row.sequence < typed.sequence:
            Draft.objects.filter(**mine, place=typed.place, writer=writer).update(**values)
        if typed.instead_of and typed.instead_of != writer:
            Draft.objects.filter(
                **mine, place=typed.place, writer=typed.instead_of, done="",
                sequence__lte=typed.instead_at,
            ).delete()  # fmt: skip
    standing = drafts_at(acting.workspace, acting.actor, typed.place)
    own = next(one for one in standing if one.writer == writer)
    others = tuple(one for one in standing if one.writer != writer and not one.done)
    return Kept(own.sequence, own.done, others)


def finish(acting: Acting, place: str, writer: str, ref: str, *, saved: str) -> None:
    """The text of a page was saved as ``ref``: forget its words, and any other draft that says
    the same as ``saved``."""
    mine: dict[str, Any] = {"workspace": acting.workspace, "person": acting.actor, "place": place}
    with transaction.atomic():
        Draft.objects.filter(**mine, text=storable(saved), done="").delete()
        Draft.objects.update_or_create(
            **mine, writer=checked_writer(writer),
            defaults={
                "sequence": 0, "base": 0, "text": "", "note": "", "visibility": "", "done": ref,
                "at": to_micros(acting.at),
            },
        )  # fmt: skip
        Draft.objects.filter(
            workspace=acting.workspace, person=acting.actor, at__lt=acting.at - FORGET_AFTER
        ).exclude(done="").delete()


def discard(acting: Acting, place: str, writer: str) -> None:
    """Throw a draft away, because its author says so."""
    Draft.objects.filter(
        workspace=acting.workspace, person=acting.actor, place=place, writer=writer, done=""
    ).delete()


def keep_picture(acting: Acting, content: bytes) -> tuple[str, str]:
    """Keep a picture for a text that is not saved yet; returns its SHA-256 and its extension."""
    extension = extension_of(content)
    digest = hashlib.sha256(content).hexdigest()
    mine: dict[str, Any] = {"workspace": acting.workspace, "person": acting.actor}
    with transaction.atomic():
        if Picture.objects.filter(**mine).count() >= MOST_PICTURES:
            _forget_pictures(acting)
        if Picture.objects.filter(**mine).count() >= MOST_PICTURES:
            raise HostileInput(
                f"You have {MOST_PICTURES} pictures in texts that are not saved.",
                kept="Your text is as it was.",
                do="Save or discard some of your drafts first.",
            )
        Picture.objects.update_or_create(
            **mine, digest=digest,
            defaults={"extension": extension, "content": content, "at": to_micros(acting.at)},
        )  # fmt: skip
    return digest, extension


def forget_pictures(acting: Acting, digests: list[str]) -> None:
    """Let go of pictures that now belong to a record, unless another draft shows them."""
    mine: dict[str, Any] = {"workspace": acting.workspace, "person": acting.actor}
    texts = list(Draft.objects.filter(**mine, done="").values_list("text", flat=True))
    unused = [digest for digest in digests if not any(digest in text for text in texts)]
    Picture.objects.filter(**mine, digest__in=unused).delete()


def _forget_pictures(acting: Acting) -> None:
    old = Picture.objects.filter(
        workspace=acting.workspace, person=acting.actor, at__lt=acting.at - FORGET_AFTER
    )
    forget_pictures(acting, list(old.values_list("digest", flat=True)))


def _check_room(acting: Acting) -> None:
    held = Draft.objects.filter(workspace=acting.workspace, person=acting.actor, done="").count()
    if held > MOST_DRAFTS:
        raise HostileInput(
            f"You have {held} texts that are not saved.",
            kept="What you typed is kept in this browser.",
            do="Save or discard some of your drafts.",
        )
