"""Verbs of invitations: invite, revoke, accept. Instants of credentials (``at``) are real ones."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dayline.accounts.actions import Entrant
from dayline.accounts.invitations.queries import Open, opened
from dayline.accounts.models import Invitation, Seat, User
from dayline.accounts.queries import digest_of
from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput, NotFound
from dayline.base.micros import to_micros
from dayline.journal.append import writing
from dayline.people.actions import ROLES, join
from dayline.people.queries import authorise, directory

LASTS = timedelta(days=14)


def invite(
    acting: Acting, *, at: datetime, email: str = "", role: str = "member", person: str = ""
) -> tuple[str, str]:
    """Invite somebody to join, or a known person to have a seat: (id, secret of the link).

    Owners do this. The journal notes that it was done and the role, not the address. Raises
    :class:`InvalidInput`.
    """
    email = checked_address(email) if email.strip() else ""
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, "owner")
        known = people.person(person) if person.strip() else None
        if known is None and role not in ROLES:
            raise InvalidInput(f"{role!r} is no role.", do=f"Choose one of: {', '.join(ROLES)}.")
        if known is not None:
            _check_without_seat(acting.workspace, known.id, known.handle)
        identity, secret = f"V-{secrets.token_hex(5)}", secrets.token_urlsafe(24)
        Invitation.objects.create(
            workspace=acting.workspace,
            id=identity,
            digest=digest_of(secret),
            email=email or (known.email.casefold() if known else ""),
            role=known.role if known else role,
            person=known.id if known else "",
            invited_by=acting.actor,
            created=to_micros(at),
            expires=to_micros(at + LASTS),
        )
        pen.add(
            "invitation.made",
            identity,
            {"role": known.role if known else role, "person": known.id if known else ""},
        )
    return identity, secret


def checked_address(email: str) -> str:
    """An address as it is compared. Raises :class:`InvalidInput`."""
    email = email.strip().casefold()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(
            f"{email[:80]!r} is no address.", do="Write it as ana@example.org."
        ) from error
    return email


def _check_without_seat(workspace: int, person: str, handle: str) -> None:
    if Seat.objects.filter(workspace=workspace, person=person).exists():
        raise InvalidInput(
            f"@{handle} can sign in already.", do="Give them a link: dayline signin."
        )


def revoke_invitation(acting: Acting, identity: str, *, at: datetime) -> None:
    """Take an open invitation back; its link leads nowhere from now on."""
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        done = Invitation.objects.filter(
            workspace=acting.workspace, id=identity, taken=None, revoked=None
        ).update(revoked=to_micros(at))
        if not done:
            raise NotFound(
                f"There is no open invitation {identity}.", do="See which there are: /workspace."
            )
        pen.add("invitation.revoked", identity, {})


def accept(
    secret: str,
    *,
    at: datetime,
    now: datetime,
    handle: str = "",
    name: str = "",
    email: str = "",
    zone: str = "UTC",
    user: Entrant | None = None,
) -> tuple[Entrant, int]:
    """Join by an invitation; returns the user who may be let in, and the workspace.

    ``at`` is real, ``now`` the instant of the act. ``user`` is who is signed in already, if anybody
    is: they get the seat. An address that has a user is never taken over by a link; its holder has
    to sign in first. Whoever invited must still be an owner. Raises :class:`NotFound`,
    :class:`InvalidInput`, :class:`dayline.base.errors.Forbidden`.
    """
    invitation = opened(secret, at)
    acting = Acting(invitation.workspace, invitation.invited_by, now)
    with writing(acting) as pen:
        invitation = opened(secret, at)
        authorise(directory(acting.workspace), acting.actor, "owner")
        entrant = user or _new_user(invitation, email)
        _check_one_seat(invitation.workspace, entrant)
        person = invitation.person or join(
            acting,
            handle=handle,
            name=name.strip() or handle,
            email=invitation.email or entrant.email,
            zone=zone,
            role=invitation.role,
        )
        if invitation.person:
            _check_without_seat(
                acting.workspace, person, directory(acting.workspace).handle(person)
            )
        Seat.objects.create(workspace=acting.workspace, person=person, user_id=entrant.id)
        Invitation.objects.filter(workspace=acting.workspace, id=invitation.id).update(
            taken=to_micros(at)
        )
        pen.add("invitation.accepted", invitation.id, {"person": person})
    return entrant, invitation.workspace


def _new_user(invitation: Open, email: str) -> Entrant:
    address = invitation.email or checked_address(email)
    if User.objects.filter(email=address).exists():
        raise InvalidInput(
            f"{address} can sign in here already.",
            kept="The invitation still stands.",
            do="Sign in first, then open the link of the invitation again.",
        )
    return User.objects.create_user(address)


def _check_one_seat(workspace: int, user: Entrant) -> None:
    if Seat.objects.filter(workspace=workspace, user_id=user.id).exists():
        raise InvalidInput(
            "You have a place in this workspace already.",
            kept="The invitation still stands.",
            do="Sign out first, if the invitation is for somebody else.",
        )
