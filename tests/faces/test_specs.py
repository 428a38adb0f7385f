"""Specs at the command line, on the web and over the API."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.records.actions import move, open_record
from tests.cast import Stage
from tests.faces.conftest import Said
from tests.faces.web.visitors import visitor
from tests.practices.spec.test_packets import BODY, spec_text

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dayline.project.urls")]
Dayline = Callable[..., Said]


def test_acceptance_is_run_where_it_is_allowed(
    dayline: Dayline, stage: Stage, tmp_path: Path
) -> None:
    (tmp_path / "proof").write_text("x")
    command = f"{sys.executable} -c 'open(\"proof\")'"
    open_record(stage.ines, "spec", text=spec_text(command))
    said = dayline("spec", "check", "S-1", "--in", str(tmp_path))
    assert (said.code, "not run" in said.out, "--allow" in said.err) == (1, True, True)
    said = dayline("spec", "check", "S-1", "--in", str(tmp_path), "--allow", command)
    assert (said.code, said.out.splitlines()[-1]) == (0, "S-1: It is whole. 1 of 1 checks hold.")
    (tmp_path / "proof").unlink()
    told = dayline("spec", "check", "S-1", "--in", str(tmp_path), "--allow", command, "--json")
    assert told.code == 1
    assert [one["outcome"] for one in json.loads(told.out)["checks"]] == ["fails"]


def test_a_pull_request_is_checked_by_its_text(
    dayline: Dayline, stage: Stage, tmp_path: Path
) -> None:
    body = tmp_path / "body.md"
    body.write_text(BODY)
    assert dayline("spec", "check", "--pr-body", str(body)).code == 0
    body.write_text("Builds S-1.")
    said = dayline("spec", "check", "--pr-body", str(body))
    assert (said.code, f"{body}:1: There is no part `Context`." in said.out) == (1, True)
    open_record(stage.ines, "spec", text=spec_text("true"))
    assert "S-1 is draft" in dayline("spec", "check", "--pr-body", str(body)).out
    move(stage.ines, "S-1", "ready")
    assert dayline("spec", "check", "--pr-body", str(body)).code == 0
    assert dayline("spec", "check").code == 2


def test_the_page_says_what_a_ticket_lacks(stage: Stage) -> None:
    client = visitor(stage, "ken")
    page = client.post("/specs/check", {"text": BODY.replace("Refunds.", "TODO")})
    said = page.content.decode()
    assert "<code>Non-goals</code> says too little." in said
    assert "1 thing still to be said." in said
    assert (said.count(">missing<"), said.count(">said<")) == (1, 5)
    assert "It is whole." in client.post("/specs/check", {"text": BODY}).content.decode()
    before = client.get("/specs/check").content.decode()
    assert "List statements that are true or false." in before
    assert ">missing<" not in before


def test_the_page_says_on_which_spec_a_ticket_stands(stage: Stage) -> None:
    open_record(stage.ines, "spec", text=spec_text("true"))
    ken = visitor(stage, "ken")
    early = ken.post("/specs/check", {"text": "Builds S-1."}).content.decode()
    assert "S-1 is draft; work on it is not accepted yet." in early
    assert "7 things still to be said." in early
    move(stage.ines, "S-1", "ready")
    whole = ken.post("/specs/check", {"text": "Builds S-1."}).content.decode()
    assert 'It stands on <a class="ref" href="/S-1">S-1</a>, which is accepted.' in whole


def test_the_api_checks_a_text_and_a_spec_and_runs_nothing(stage: Stage) -> None:
    open_record(stage.ines, "spec", text=spec_text("touch ran"))
    client = visitor(stage, "ken")
    token = client.get("/draft/token").json().get("token", "")
    body = {"text": "Builds S-1."}
    told = client.post(
        "/api/v1/specs/check", body, "application/json", headers={"X-CSRFToken": token}
    ).json()
    assert (told["whole"], told["specs"]) == (False, {"S-1": "draft"})
    packet = client.get("/api/v1/specs/S-1/packet").json()
    assert (packet["whole"], packet["checks"]) == (True, ["touch ran"])
    assert not Path("ran").exists()
