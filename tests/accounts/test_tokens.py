"""A token acts as one person, within scopes, until it is over or revoked."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from dayline.accounts.actions import make_token, revoke_token
from dayline.accounts.queries import bearer, tokens
from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.faces.cli.main import main
from dayline.journal import queries as journal
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_person
from tests.accounts.conftest import NOW
from tests.cast import Stage

DAY = timedelta(days=1)


def test_a_secret_tells_whose_it_is_and_what_for(stage: Stage):
    identity, secret = make_token(
        stage.ana, name="script", scopes=["write:comments", "read"], at=NOW
    )
    found = bearer(secret, NOW)
    assert found is not None
    assert (found.workspace, found.person, found.token) == (
        stage.workspace, stage.ids["ana"], identity,
    )  # fmt: skip
    assert found.scopes == ("read", "write:comments")
    assert found.may("read")
    assert not found.may("write:records")
    assert re.fullmatch(r"dl_[\w-]{43}", secret)


@pytest.mark.parametrize(
    "other", ["", "dl_", "x", "dl_" + "a" * 43, "dl_" + "a" * 500, "dl_\ud800"]
)
def test_any_other_secret_is_nobody(stage: Stage, other: str):
    make_token(stage.ana, name="script", scopes=["read"], at=NOW)
    assert bearer(other, NOW) is None


def test_a_token_ends_when_it_is_to(stage: Stage):
    _, secret = make_token(stage.ana, name="script", scopes=["read"], at=NOW, lasts=DAY)
    assert bearer(secret, NOW + DAY - timedelta(microseconds=1)) is not None
    assert bearer(secret, NOW + DAY) is None


def test_a_revoked_token_ends_at_once_and_for_good(stage: Stage):
    identity, secret = make_token(stage.ana, name="script", scopes=["read"], at=NOW)
    revoke_token(stage.ana, identity, at=NOW)
    revoke_token(stage.ana, identity, at=NOW + DAY)
    assert bearer(secret, NOW) is None
    assert tokens(stage.workspace)[0].revoked == NOW


def test_tokens_end_with_their_person(stage: Stage):
    _, secret = make_token(stage.ana, name="script", scopes=["read"], at=NOW)
    change_person(stage.olga, "@ana", active=False)
    assert bearer(secret, NOW) is None


def test_the_journal_notes_id_and_scopes_and_no_secret(stage: Stage):
    identity, secret = make_token(stage.ana, name="for the pager", scopes=["read"], at=NOW)
    revoke_token(stage.olga, identity, at=NOW)
    made, revoked = list(journal.entries(stage.workspace, subject=identity))
    assert (made.kind, revoked.kind) == ("token.made", "token.revoked")
    assert made.payload == {"person": stage.ids["ana"], "scopes": ["read"], "expires": None}
    assert revoked.actor == stage.ids["olga"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_token")
        kept = str(cursor.fetchall())
    assert secret not in kept
    assert secret.removeprefix("dl_") not in kept
    rebuild(stage.workspace, check=True)
    assert len(tokens(stage.workspace)) == 1


def test_nobody_makes_a_token_of_another_human(stage: Stage):
    for maker in ("ben", "olga"):
        with pytest.raises(Forbidden):
            make_token(stage.acting(maker), name="x", scopes=["read"], at=NOW, person="@ana")


def test_an_owner_makes_those_of_agents(stage: Stage):
    _, secret = make_token(stage.olga, name="x", scopes=["read"], at=NOW, person="@scout")
    found = bearer(secret, NOW)
    assert found is not None
    assert found.person == stage.ids["scout"]
    with pytest.raises(Forbidden):
        make_token(stage.ana, name="x", scopes=["read"], at=NOW, person="@scout")


@pytest.mark.parametrize(
    ("who", "scopes"),
    [("ana", ["admin"]), ("gus", ["write:records"]), ("ana", []), ("ana", ["everything"])],
)
def test_no_token_may_more_than_its_person(stage: Stage, who: str, scopes: list[str]):
    with pytest.raises(InvalidInput):
        make_token(stage.acting(who), name="x", scopes=scopes, at=NOW)
    assert tokens(stage.workspace) == []


def test_others_cannot_revoke_nor_learn_that_there_is_one(stage: Stage):
    identity, _ = make_token(stage.ana, name="script", scopes=["read"], at=NOW)
    with pytest.raises(NotFound) as there:
        revoke_token(stage.ben, identity, at=NOW)
    with pytest.raises(NotFound) as not_there:
        revoke_token(stage.ben, "K-0000000000", at=NOW)
    assert str(there.value).replace(identity, "") == str(not_there.value).replace(
        "K-0000000000", ""
    )


def test_the_command_makes_lists_and_revokes(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DAYLINE_WORKSPACE", "meridian")
    monkeypatch.setenv("DAYLINE_AS", "@ana")

    def dayline(*words: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert not ended.value.code
        return capsys.readouterr().out

    secret = dayline("token", "make", "release script", "--scope", "read", "--days", "3").strip()
    found = bearer(secret, datetime.now(UTC))
    assert found is not None
    assert "release script" in dayline("token", "list")
    assert dayline("token", "revoke", found.token) == f"{found.token} is revoked.\n"
    assert bearer(secret, datetime.now(UTC)) is None
    assert "revoked" in dayline("token", "list")
