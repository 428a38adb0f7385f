"""Verbs that change accounts: seat a person, hand out and redeem links, make and revoke tokens.

Instants of credentials are real ones: ``at`` here is never rehearsed by ``DAYLINE_NOW``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from dayline.accounts.models import OneTimeLink, Seat, Token, User
from dayline.accounts.queries import PREFIX, digest_of
from dayline.accounts.scopes import checked_scopes
from dayline.base.acting import Acting
from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.base.instants import to_text
from dayline.base.micros import to_micros
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, PersonFact, directory

Entrant = User
"""Who can be let in, for faces, which do not name tables."""

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


def set_address(user: Entrant, email: str) -> bool:
    """Give a user who has none yet the address by which they sign in; whether that was done.

    Who has one keeps it: whoever gets hold of an open session must not take the account with it.
    Raises :class:`InvalidInput` for an address that cannot be theirs.
    """
    email = email.strip().casefold()
    if not email or not has_no_address(user):
        return False
    if User.objects.filter(email=email).exists():
        raise InvalidInput(
            f"{email} cannot be used to sign in here.",
            kept="You sign in as before.",
            do="Choose another address, or ask an owner.",
        )
    User.objects.filter(id=user.id).update(email=email)
    user.email = email
    return True


def has_no_address(user: Entrant) -> bool:
    """Whether a user was made for somebody without an address."""
    return user.email.endswith(".invalid")


def hand_out_link(workspace: int, handle: str, at: datetime) -> str:
    """A secret that signs this person in once within a quarter of an hour."""
    user = seat(workspace, handle)
    secret = secrets.token_urlsafe(24)
    OneTimeLink.objects.create(
        digest=digest_of(secret),
        user_id=user.id,
        workspace=workspace,
        until=to_micros(at + LINK_LASTS),
    )
    return secret


def redeem_link(secret: str, at: datetime) -> tuple[User, int]:
    """The user and the workspace that the secret stands for, once. Raises :class:`Forbidden`."""
    with transaction.atomic():
        row = OneTimeLink.objects.filter(digest=digest_of(secret)).first()
        used = OneTimeLink.objects.filter(digest=digest_of(secret)).delete()[0]
        if row is None or used == 0 or row.until < at:
            raise Forbidden(
                "This link was used already, or its quarter of an hour is over.",
                do="Ask whoever runs this server for a new one: dayline signin @you.",
            )
        return User.objects.get(id=row.user_id), row.workspace


def make_token(
    acting: Acting,
    *,
    name: str,
    scopes: Iterable[str],
    at: datetime,
    person: str = "",
    lasts: timedelta | None = None,
) -> tuple[str, str]:
    """A token for the acting person, or for an agent or a bot when an owner asks; (id, secret).

    ``person`` is a handle or id. The secret is told this once: only its digest is kept. Scopes are
    held to what the person's role may do. The journal notes the id and the scopes. Raises
    :class:`Forbidden` and :class:`InvalidInput`.
    """
    name = name.strip()
    if not 1 <= len(name) <= 100:
        raise InvalidInput("A token needs a name.", do="Say in a few words where it is used.")
    with writing(acting) as pen:
        people = directory(acting.workspace)
        whose = people.person(person or acting.actor)
        _check_maker(acting, whose)
        granted = checked_scopes(scopes, whose.role)
        identity, secret = f"K-{secrets.token_hex(5)}", PREFIX + secrets.token_urlsafe(32)
        expires = None if lasts is None else at + lasts
        Token.objects.create(
            workspace=acting.workspace,
            id=identity,
            digest=digest_of(secret),
            person=whose.id,
            name=name,
            scopes=" ".join(granted),
            created=to_micros(at),
            expires=None if expires is None else to_micros(expires),
        )
        pen.add(
            "token.made",
            identity,
            {
                "person": whose.id,
                "scopes": list(granted),
                "expires": None if expires is None else to_text(expires),
            },
        )
    return identity, secret


def _check_maker(acting: Acting, whose: PersonFact) -> None:
    """People make their own tokens; owners those of agents and bots. Nobody another human's."""
    if not whose.active:
        raise Forbidden(f"@{whose.handle} has left.", do="Make a token for somebody who is here.")
    if acting.actor in (SYSTEM, whose.id):
        return
    maker = directory(acting.workspace).people.get(acting.actor)
    if maker is None or not maker.active or maker.role != "owner" or whose.sort == "human":
        raise Forbidden(
            f"Only @{whose.handle} may make a token of theirs."
            if whose.sort == "human"
            else "Only an owner may make a token for an agent or a bot.",
            do="Ask them to make it under their settings."
            if whose.sort == "human"
            else "Ask an owner of the workspace.",
        )


def revoke_token(acting: Acting, identity: str, *, at: datetime) -> None:
    """End a token at once. Its person may do this, and owners. Raises :class:`NotFound`."""
    with writing(acting) as pen:
        row = Token.objects.filter(workspace=acting.workspace, id=identity).first()
        people = directory(acting.workspace)
        actor = people.people.get(acting.actor)
        owner = acting.actor == SYSTEM or (
            actor is not None and actor.active and actor.role == "owner"
        )
        if row is None or not (owner or row.person == acting.actor):
            raise NotFound(
                f"You have no token {identity}.", do="See which there are: dayline token list."
            )
        if row.revoked is None:
            Token.objects.filter(workspace=acting.workspace, id=identity).update(
                revoked=to_micros(at)
            )
            pen.add("token.revoked", identity, {"person": row.person})
