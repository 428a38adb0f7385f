"""One comes in by invitation: who, as what, until when, and never as somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.accounts.actions import seat
from dayline.accounts.invitations.actions import LASTS, accept, invite, revoke_invitation
from dayline.accounts.invitations.queries import invitations, opened
from dayline.accounts.queries import seats
from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.journal import queries as journal
from dayline.people.actions import change_person
from dayline.people.queries import directory
from tests.accounts.conftest import NOW
from tests.cast import Stage

ZOE = {"handle": "zoe", "name": "Zoe Lund", "zone": "Europe/London"}


def take(stage: Stage, secret: str, **given):
    return accept(secret, at=NOW, now=stage.now, **{**ZOE, **given})


def test_who_is_invited_joins_with_the_role_that_was_given(stage: Stage):
    _, secret = invite(stage.olga, at=NOW, email="Zoe@Meridian.example ", role="guest")
    user, workspace = take(stage, secret)
    (place,) = seats(user.id)
    person = directory(workspace).people[place.person]
    assert (person.handle, person.role, person.zone) == ("zoe", "guest", "Europe/London")
    assert user.email == person.email == "zoe@meridian.example"
    assert not user.has_usable_password()


def test_the_journal_notes_it_without_the_address(stage: Stage):
    identity, secret = invite(stage.olga, at=NOW, email="zoe@meridian.example")
    take(stage, secret)
    made, accepted = journal.entries(stage.workspace, subject=identity)
    assert made.payload == {"role": "member", "person": ""}
    assert accepted.kind == "invitation.accepted"
    assert accepted.actor == stage.ids["olga"]


def test_a_link_works_once(stage: Stage):
    _, secret = invite(stage.olga, at=NOW, email="zoe@meridian.example")
    take(stage, secret)
    with pytest.raises(NotFound):
        take(stage, secret, handle="zoe2", email="other@meridian.example")
    assert invitations(stage.workspace, NOW) == []


def test_a_link_ends_and_can_be_taken_back(stage: Stage):
    first, secret = invite(stage.olga, at=NOW, email="zoe@meridian.example")
    assert opened(secret, NOW + LASTS - timedelta(seconds=1)).id == first
    with pytest.raises(NotFound):
        opened(secret, NOW + LASTS)
    revoke_invitation(stage.olga, first, at=NOW)
    with pytest.raises(NotFound):
        take(stage, secret)
    with pytest.raises(NotFound):
        revoke_invitation(stage.olga, first, at=NOW)


def test_only_owners_invite_and_only_while_they_are(stage: Stage):
    with pytest.raises(Forbidden):
        invite(stage.ana, at=NOW, email="zoe@meridian.example")
    change_person(stage.olga, "@ana", role="owner")
    _, secret = invite(stage.ana, at=NOW, email="zoe@meridian.example")
    change_person(stage.olga, "@ana", role="member")
    with pytest.raises(Forbidden):
        take(stage, secret)
    assert directory(stage.workspace).id_of("zoe") is None


def test_no_link_takes_over_somebody_elses_address(stage: Stage):
    change_person(stage.olga, "@ana", email="ana@meridian.example")
    ana = seat(stage.workspace, "ana")
    _, secret = invite(stage.olga, at=NOW, email="ana@meridian.example")
    with pytest.raises(InvalidInput, match="can sign in here already"):
        take(stage, secret)
    _, blank = invite(stage.olga, at=NOW)
    with pytest.raises(InvalidInput, match="can sign in here already"):
        take(stage, blank, email="Ana@meridian.example")
    assert [place.person for place in seats(ana.id)] == [stage.ids["ana"]]


def test_who_is_here_already_takes_no_second_seat(stage: Stage):
    ben = seat(stage.workspace, "ben")
    _, secret = invite(stage.olga, at=NOW)
    with pytest.raises(InvalidInput, match="already"):
        take(stage, secret, user=ben)
    assert opened(secret, NOW)


def test_a_known_person_gets_a_seat_and_stays_who_they_are(stage: Stage):
    _, secret = invite(stage.olga, at=NOW, person="@mei", email="mei@meridian.example")
    user, _ = take(stage, secret, handle="somebody", name="Else")
    assert [place.person for place in seats(user.id)] == [stage.ids["mei"]]
    assert directory(stage.workspace).id_of("somebody") is None
    with pytest.raises(InvalidInput, match="can sign in already"):
        invite(stage.olga, at=NOW, person="@mei")


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "a@b.c\nBcc: x@y.z", "@x.org"])
def test_what_is_no_address_is_refused(stage: Stage, address: str):
    with pytest.raises(InvalidInput):
        invite(stage.olga, at=NOW, email=address)


@pytest.mark.parametrize("given", [{"handle": "ana"}, {"handle": "a b"}, {"zone": "Mars/Base"}])
def test_a_refused_form_leaves_the_invitation_open(stage: Stage, given: dict[str, str]):
    _, secret = invite(stage.olga, at=NOW, email="zoe@meridian.example")
    with pytest.raises(InvalidInput):
        take(stage, secret, **given)
    user, _ = take(stage, secret)
    assert user.email == "zoe@meridian.example"
