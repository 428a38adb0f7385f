"""Refusals: problem documents of types that resolve, the same for hidden and for absent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dayline.accounts.actions import seat
from dayline.faces.api import limits
from dayline.faces.api.problem_kinds import KINDS
from dayline.faces.statuses import STATUS
from dayline.records.actions import open_record
from tests.cast import Stage
from tests.faces.api.conftest import Caller


@pytest.mark.parametrize("code", sorted(KINDS))
def test_each_type_of_problem_resolves_to_a_page(db: None, code: str):
    page = Client().get(f"/problems/{code}")
    assert page.status_code == 200
    assert KINDS[code].title in page.content.decode().replace("&#x27;", "'")


def test_each_code_of_a_refusal_has_a_page():
    assert set(STATUS) <= set(KINDS)


def test_a_problem_has_the_members_of_the_standard_and_a_type_that_resolves(ana: Caller):
    answer = ana.get("records/D-77")
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code == 404
    assert problem["detail"] == "There is no record D-77."
    path = "/" + problem["type"].partition("//")[2].partition("/")[2]
    assert Client().get(path).status_code == 200


def test_hidden_and_absent_are_byte_equal_for_every_reading_and_act(
    ana: Caller, ben: Caller, stage: Stage
):
    kept = open_record(stage.ana, "rfc", title="x", visibility=f"person:{stage.ids['ana']}").ref
    absent = kept.replace("-1", "-7")
    asked = [
        ("GET", "", None), ("GET", "/text", None), ("GET", "/moves", None),
        ("GET", "/history", None), ("GET", "/diff", None), ("GET", "/comments", None),
        ("GET", "/receipts", None), ("GET", "/links", None), ("GET", "/window", None),
        ("GET", "/deadlines", None), ("PUT", "/text", {"text": "x"}),
        ("POST", "/moves", {"move": "open"}), ("POST", "/comments", {"text": "x"}),
        ("POST", "/receipts", {"kind": "read"}),
        ("POST", "/pages", {"to": ["@ana"], "reason": "x"}),
        ("POST", "/links", {"type": "relates_to", "target": "D-1"}),
    ]  # fmt: skip
    for method, part, body in asked:
        hidden = ben(method, f"records/{kept}{part}", body)
        missing = ben(method, f"records/{absent}{part}", body)
        assert hidden.status_code == missing.status_code == 404, (method, part, hidden.content)
        assert hidden.content.replace(kept.encode(), absent.encode()) == missing.content
        assert set(hidden.headers) == set(missing.headers)


def test_lists_and_entries_hold_nothing_hidden(ana: Caller, ben: Caller, stage: Stage):
    open_record(stage.ana, "decision", title="Kept", visibility=f"person:{stage.ids['ana']}")
    subjects = [one["subject"] for one in ana.get("journal/entries?limit=200").json()["items"]]
    index = len(subjects) - 1 - subjects[::-1].index("D-1")
    indexes = [one["index"] for one in ana.get("journal/entries?limit=200").json()["items"]]
    for path in ("records", "journal/entries?limit=200", "board", "links", "deadlines?all=true",
                 "contracts/decision/usage", "inbox"):  # fmt: skip
        assert b"D-1" not in ben.get(path).content, path
    assert ben.get(f"journal/entries/{indexes[index]}").status_code == 404
    assert ben.get(f"journal/entries/{indexes[index]}/proof").status_code == 404
    assert ana.get(f"journal/entries/{indexes[index]}").status_code == 200


def test_who_has_no_token_hears_how_to_get_one(db: None):
    answer = Client().get("/api/v1/records")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    wrong = Client().get("/api/v1/records", headers={"Authorization": "Bearer dl_wrong"})
    assert wrong.status_code == 401
    assert wrong.json()["code"] == "unauthenticated"


def test_a_scope_narrows_what_its_person_may_do(caller: Callable[..., Caller], decision: str):
    reader, commenter = caller("ana", "read"), caller("ana", "write:comments")
    assert reader.get(f"records/{decision}").status_code == 200
    assert reader.post(f"records/{decision}/comments", {"text": "x"}).status_code == 403
    assert commenter.post(f"records/{decision}/comments", {"text": "x"}).status_code == 201
    assert commenter.get(f"records/{decision}").status_code == 403


def test_a_page_of_ours_may_act_by_its_session_with_the_token_of_the_form(stage: Stage):
    client = Client(enforce_csrf_checks=True)
    client.force_login(seat(stage.workspace, "ana"))
    assert client.get("/api/v1/me").json()["handle"] == "@ana"
    made = {"kind": "decision", "title": "x"}
    forged = client.post("/api/v1/records", made, "application/json")
    assert (forged.status_code, forged.json()["code"]) == (403, "forbidden")
    from django.middleware.csrf import _get_new_csrf_string

    token = _get_new_csrf_string()
    client.cookies["csrftoken"] = token
    sent = client.post("/api/v1/records", made, "application/json", headers={"X-CSRFToken": token})
    assert sent.status_code == 201


def test_an_allowance_is_told_and_ends(ana: Caller, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "requests", limits.Limiter(3))
    answers = [ana.get("me") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit"].startswith('"minute";r=2;')
    assert int(answers[3].headers["Retry-After"]) >= 1
    assert answers[3].json()["type"].endswith("/problems/rate-limited")


def test_bodies_are_json_and_not_too_long(ana: Caller):
    assert ana("POST", "records", b"{").status_code == 400
    assert ana("POST", "records", b'"\xff"').status_code == 400
    assert ana("POST", "records", b"x" * (6 * 1024 * 1024)).status_code == 413
    assert ana.post("records", {"kind": "decision", "colour": "red"}).status_code == 422
    other = Client().post(
        "/api/v1/records", b"x", "text/plain", headers={"Authorization": f"Bearer {ana.secret}"}
    )
    assert other.status_code == 415


def test_no_address_and_no_method_are_problems_too(ana: Caller):
    assert ana.get("nothing/here").json()["code"] == "not-found"
    refused = ana("DELETE", "records")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert ana("HEAD", "records").content == b""
