"""The page of a decision tells who accepted which version, and what changes are held against."""

from __future__ import annotations

import pytest
from django.test import Client

from dayline.practices.decision.actions import accept
from dayline.practices.decision.offsets import Scope
from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.test_record import Enter, enter, page, words  # noqa: F401  (a fixture)

CHECKS = "checks: [{name: no-floats, must_not_match: float, why: Money <b>is</b> whole.}]\n"


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def test_the_page_says_whom_a_decision_binds(stage: Stage, enter: Enter):  # noqa: F811
    text = DECISION.replace("---\n\n#", f"{CHECKS}---\n\n#")
    ref = open_record(stage.ben, "decision", text=text).ref
    move(stage.ana, ref, "accept")
    client: Client = enter("mei")
    shown = page(client, f"/{ref}")
    assert "no-floats must_not_match float in src/gateway/** Money <b>is</b> whole." in words(shown)
    assert "Money <b>" not in shown
    accept(stage.ana, ref, team="austin")
    accept(stage.ken, ref, team="singapore", scope=Scope.CONTEST, note="Keys leak.")
    said = words(page(client, f"/{ref}"))
    assert "@austin : version 2 applies to them" in said.replace("@austin:", "@austin :")
    assert "Keys leak." in said


def test_a_decision_with_neither_has_no_such_part(stage: Stage, enter: Enter):  # noqa: F811
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    assert "Whom it binds" not in page(enter("mei"), f"/{ref}")
