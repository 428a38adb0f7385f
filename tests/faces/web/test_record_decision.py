"""The page of a decision tells who accepted which version, and what changes are held against."""

from __future__ import annotations

import pytest
from django.test import Client

from dayline.base.instants import to_text
from dayline.practices.decision.actions import accept
from dayline.practices.decision.offsets import Scope
from dayline.practices.decision.queries import acceptances
from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.test_record import Enter, enter, page, words  # noqa: F401  (a fixture)

CHECKS = "checks: [{name: no-floats, must_not_match: float, why: Money <b>is</b> whole.}]\n"


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def decided(stage: Stage, text: str = DECISION) -> str:
    ref = open_record(stage.ben, "decision", text=text).ref
    move(stage.ana, ref, "accept")
    return ref


def test_the_page_says_whom_a_decision_binds(stage: Stage, enter: Enter):  # noqa: F811
    ref = decided(stage, DECISION.replace("---\n\n#", f"{CHECKS}---\n\n#"))
    client: Client = enter("mei")
    shown = page(client, f"/{ref}")
    assert "no-floats must_not_match float in src/gateway/** Money <b>is</b> whole." in words(shown)
    assert "Money <b>" not in shown
    assert "Checks no-floats" in words(shown)  # at the side, by its name alone
    accept(stage.ana, ref, team="austin")
    accept(stage.ken, ref, team="singapore", scope=Scope.CONTEST, note="Keys leak.")
    said = words(page(client, f"/{ref}"))
    assert "@austin : version 2 applies to them" in said.replace("@austin:", "@austin :")
    assert "Keys leak." in said


def test_the_page_tells_how_far_a_team_is_behind_in_its_working_time(
    stage: Stage,
    enter: Enter,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    ref = decided(stage)
    stage.later(hours=8, minutes=20)  # 11:20 in Austin, whose day began at nine
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    shown = words(page(enter("mei"), f"/{ref}"))
    assert "@austin has not said anything yet" in shown
    assert "one version behind, 2 h 20 min of its working time" in shown
    assert "owns src/gateway/**" in shown
    accept(stage.ana, ref, team="austin")
    assert "behind" not in words(page(enter("mei"), f"/{ref}")).partition("Who took it in")[0]


def test_a_lead_speaks_for_the_team_on_the_page(stage: Stage, enter: Enter):  # noqa: F811
    ref = decided(stage)
    client = enter("ana")
    assert "<option>@austin</option>" in page(client, f"/{ref}")
    said = client.post(
        f"/{ref}/acceptance", {"who": "@austin", "scope": "applies", "version": "2", "note": ""}
    )
    assert (said.status_code, said.headers["Location"]) == (302, f"/{ref}#binding")
    (word,) = acceptances(stage.workspace, ref)
    assert (word.scope, word.revision, word.by) == (Scope.APPLIES, 2, stage.ids["ana"])
    assert "@austin" not in page(enter("ben"), f"/{ref}").partition("acceptance-who")[2][:200]


def test_a_word_without_its_reason_is_refused_and_kept(stage: Stage, enter: Enter):  # noqa: F811
    ref = decided(stage)
    client = enter("ken")
    refused = client.post(
        f"/{ref}/acceptance",
        {"who": "@singapore", "scope": "contest", "version": "2", "note": "  "},
    )
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "Say why." in shown
    assert '<option value="contest" selected>' in shown
    assert "<option selected>@singapore</option>" in shown
    assert acceptances(stage.workspace, ref) == []
    forbidden = client.post(f"/{ref}/acceptance", {"who": "@austin", "scope": "applies"})
    assert forbidden.status_code == 403


def test_a_decision_that_binds_nobody_yet_has_no_such_part(
    stage: Stage,
    enter: Enter,  # noqa: F811
):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    assert "Whom it binds" not in page(enter("mei"), f"/{ref}")
