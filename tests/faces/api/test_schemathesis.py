"""The document and what is served agree: Schemathesis asks every operation by the document.

Of what it sends some is as the document says and some is not; no answer may be a fault, nor of a
status, type, header or form that the document does not tell of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from dayline.accounts.actions import make_token
from dayline.accounts.scopes import scopes_of_role
from dayline.faces.api import limits
from dayline.faces.api.api import document
from dayline.records.actions import open_record
from dayline.records.remarks.actions import comment
from tests.cast import DECISION, Stage, set_stage

EXAMPLES = int(os.environ.get("DAYLINE_SCHEMATHESIS", "6"))
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
KNOWN = {
    "ref": ["D-1", "RFC-1", "Q-1"],
    "who": ["@ana", "@austin", "P-2", "T-1"],
    "name": ["decision", "handoff"],
    "index": [0, 3],
    "id": ["C1"],
    "type": ["relates_to"],
    "target": ["Q-1"],
}
"""What is there, so that not every address leads nowhere."""

schema = schemathesis.openapi.from_dict(document())
schema.app = get_wsgi_application()


@schema.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> Any:
    """Every other address is one that is there."""
    for name, value in (path_parameters or {}).items():
        if name in KNOWN and len(str(value)) % 2:
            path_parameters[name] = KNOWN[name][len(str(value)) // 2 % len(KNOWN[name])]
    return path_parameters


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """The server's end of a request does not close the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def stage(one_connection: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(limits, "requests", limits.Limiter(10**9))
    made = set_stage()
    open_record(made.ana, "decision", text=DECISION)
    open_record(made.ana, "question", title="Which?")
    open_record(made.ana, "rfc", title="Shall we?")
    comment(made.ben, "D-1", "Why so?")
    return made


@pytest.fixture
def secret(stage: Stage) -> str:
    scopes = scopes_of_role("owner")
    return make_token(stage.olga, name="x", scopes=scopes, at=datetime.now(UTC))[1]


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
    derandomize=True,
)
def test_what_is_served_is_what_the_document_says(case: schemathesis.Case, secret: str):
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
