"""Verbs that change accounts: seat a person, hand out a link that signs in once, redeem it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from dayline.accounts.models import OneTimeLink, Seat, User
from dayline.base.errors import Forbidden
from dayline.base.micros import to_micros
from dayline.people.queries import directory

LINK_LASTS = timedelta(minutes=15)


def seat(workspace: int, handle: str) -> User:
    """The user who is this person in the workspace; made, without a password, when there is none.

    Raises :class:`NotFound` when nobody has the handle.
    """
    person = directory(workspace).person(handle)
    with transaction.atomic():
        taken = Seat.objects.filter(workspace=workspace, person=person.id).first()
        if taken:
            return User.objects.get(id=taken.user_id)
        address = person.email or f"{person.handle}@{workspace}.invalid"
        user = User.objects.filter(email=address.casefold()).first()
        user = user or User.objects.create_user(address)
        Seat.objects.create(workspace=workspace, person=person.id, user_id=user.id)
    return user


def hand_out_link(workspace: int, handle: str, at: datetime) -> str:
    """A secret that signs this person in once within a quarter of an hour."""
    user = seat(workspace, handle)
    secret = secrets.token_urlsafe(24)
    OneTimeLink.objects.create(
        digest=_digest(secret),
        user_id=user.id,
        workspace=workspace,
        until=to_micros(at + LINK_LASTS),
    )
    return secret


def redeem_link(secret: str, at: datetime) -> tuple[User, int]:
    """The user and the workspace that the secret stands for, once. Raises :class:`Forbidden`."""
    with transaction.atomic():
        row = OneTimeLink.objects.filter(digest=_digest(secret)).first()
        used = OneTimeLink.objects.filter(digest=_digest(secret)).delete()[0]
        if row is None or used == 0 or row.until < at:
            raise Forbidden(
                "This link was used already, or its quarter of an hour is over.",
                do="Ask for a new one: dayline signin.",
            )
        return User.objects.get(id=row.user_id), row.workspace


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
