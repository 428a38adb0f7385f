"""The document is whole: every operation names its scope, and is where the registry says."""

from __future__ import annotations

from django.test import Client

from dayline.accounts.scopes import SCOPES
from dayline.faces.api import api
from dayline.faces.api.operations import OPERATIONS


def stated():
    return {
        one["operationId"]: (method.upper(), path, one)
        for path, methods in api.document()["paths"].items()
        for method, one in methods.items()
    }


def test_every_operation_names_its_scope_and_stands_in_the_document():
    found = stated()
    assert set(found) == set(OPERATIONS)
    for name, (method, path, one) in found.items():
        known = OPERATIONS[name]
        assert one["x-scope"] == known.scope, name
        assert known.scope in SCOPES
        assert (method, path) == (known.method, f"/api/v1{known.path}")


def test_nothing_is_served_that_is_not_in_the_document():
    served = {str(one.pattern) for one in api.urlpatterns if one.name not in (None, "openapi")}
    assert len(served) == len({one.path for one in OPERATIONS.values()})


def test_every_operation_tells_of_its_refusals_and_of_who_may_ask():
    for name, (method, _, one) in stated().items():
        assert {"401", "403", "404", "422", "429", "500"} <= set(one["responses"]), name
        assert one["security"], name
        names = {parameter["name"] for parameter in one.get("parameters", ())}
        assert ("Idempotency-Key" in names) == (method == "POST"), name
        assert ("If-None-Match" in names) == (method == "GET"), name


def test_reading_never_needs_more_than_reading_and_acts_always_more():
    for one in OPERATIONS.values():
        if one.method == "GET":
            assert one.scope == "read" or one.path.startswith("/webhooks"), one.id
        elif one.id not in (
            "compare_contract",
            "check_change",
            "check_packet",
            "route_situation",
        ):
            assert one.scope != "read", one.id


def test_the_document_is_for_anybody_and_is_openapi_3_1(db: None):
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    tag = answer.headers["ETag"]
    again = Client().get("/api/v1/openapi.json", headers={"If-None-Match": tag})
    assert again.status_code == 304
