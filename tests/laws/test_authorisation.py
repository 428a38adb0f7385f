"""Law 6: every way in has its row, and each row holds for every role and every scope of a token.

The tables stand in ``entry_points.py`` and ``entry_operations.py``; the ways in are read from what
the program registers. A page, operation or verb without a row fails here, and so does a row
without its way in. What rows show of records is tried by ``test_no_leaks.py``.

Shown to fail: by a new group of verbs that had no rows yet, and with ``caller.need`` left out of
the gate.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click
import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from dayline.accounts.scopes import SCOPES, scopes_of_role
from dayline.faces.api import limits
from dayline.faces.api.api import document
from dayline.faces.api.operations import OPERATIONS as REGISTERED
from dayline.faces.api.operations import Operation
from dayline.faces.cli.main import cli
from dayline.faces.mcp import tools
from dayline.people.queries import directory
from tests.cast import Stage
from tests.laws.entry_operations import ACTS, OPERATIONS
from tests.laws.entry_points import PAGES, ways_of
from tests.laws.entry_tools import TOOLS
from tests.laws.entry_verbs import VERBS
from tests.laws.hidden import NOW, Asker, set_scene

ROLES = {"O": "olga", "M": "ken", "G": "gus", "A": "vera", "N": ""}
_SIGN_IN = (302, 401)


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", NOW)
    monkeypatch.setattr(limits, "requests", limits.Limiter(100_000))
    monkeypatch.setattr(limits, "strangers", limits.Limiter(100_000))
    return set_scene()


# Every way in has a row.


def _routes(resolver: Any, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one, route)
        else:
            yield route


def _verbs(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    context = click.Context(command)
    if path and command.invoke_without_command:
        yield " ".join(path)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _verbs(found, (*path, name))


def _is_operation(route: str) -> bool:
    return route.startswith("api/v1/") and route not in PAGES


def test_every_route_has_a_row():
    routes = set(_routes(get_resolver()))
    assert [one for one in sorted(routes) if not _is_operation(one) and not ways_of(one)] == []
    assert sorted(set(PAGES) - routes) == []


def test_every_route_of_the_api_is_an_operation_with_a_row():
    known = {"api/v1" + one.path.replace("{", "<").replace("}", ">") for one in REGISTERED.values()}
    routes = {one for one in _routes(get_resolver()) if _is_operation(one)}
    assert routes == known
    stated = [one for methods in document()["paths"].values() for one in methods.values()]
    assert {one["operationId"] for one in stated} == set(REGISTERED) == set(OPERATIONS)


def test_every_verb_has_a_row():
    assert sorted(_verbs(cli)) == sorted(VERBS)


def test_every_tool_for_agents_has_a_row():
    assert [one.name for one in tools.TOOLS] == list(TOOLS)


def test_a_row_that_shows_records_says_how_to_ask():
    rows = {**PAGES, **OPERATIONS}
    showing = {name for name, way in rows.items() if way.shows in ("one", "list")}
    assert sorted(name for name in showing if not rows[name].asks and not rows[name].posts) == []


# Pages: who may open them.


@pytest.mark.parametrize("role", ROLES)
def test_pages_open_for_those_whose_they_are(stage: Stage, role: str):
    asker = Asker(stage, ROLES[role])
    wrong = []
    for route, way in PAGES.items():
        for path in way.asks:
            if "{H" in path or "{Handoff}" in path or "{slug}" in path or "/files/" in path:
                continue
            status, headers, _ = asker.page(path)
            expected = _expected(role, way.who, path)
            if status not in expected:
                wrong.append(f"{route} {path}: {status} {dict(headers)['Location'] or ''}")
    assert wrong == []


def _expected(role: str, who: str, path: str) -> tuple[int, ...]:
    if "calendar" in path:
        return (404,) if role == "N" else (200,)
    if role in who:
        return (200, 403) if path.startswith("/new/") or "/move/" in path else (200, 300, 302, 404)
    return _SIGN_IN if role == "N" else (403,)


def test_who_left_gets_nothing_by_session_or_token(stage: Stage):
    from dayline.people.actions import change_person

    asker = Asker(stage, "ken")
    assert asker.page("/board")[0] == asker.api("/board")[0] == 200
    change_person(stage.olga, "@ken", active=False)
    assert asker.page("/board")[0] == 403
    assert asker.api("/board")[0] == 401
    assert asker.page("/calendar/{ics}.ics")[0] == 404


# Operations: scopes and roles.


def _try(asker: Asker, one: Operation, secret: str) -> tuple[int, str]:
    path, body = ACTS.get(one.id, ("", None))
    path = path or one.path.replace("{ref}", "D-1").replace("{who}", "ben").replace("{index}", "3")
    path = path.replace("{name}", "decision").replace("{id}", "C1").replace("{type}", "relates_to")
    path = path.replace("{target}", "H-1")
    status, _, said = asker.api(path, body, method=one.method, secret=secret)
    return status, said.decode(errors="replace")


@pytest.mark.parametrize("scope", [*SCOPES, "none", "wrong"])
def test_a_token_does_what_its_scope_says_and_nothing_else(stage: Stage, scope: str):
    asker = Asker(stage, "olga")
    secret = asker.token(scope) if scope in SCOPES else {"none": "", "wrong": "dayline_x"}[scope]
    passed = set()
    for one in REGISTERED.values():
        status, said = _try(asker, one, secret)
        if secret and scope in SCOPES:
            if not (status == 403 and "needs the scope" in said):
                passed.add(one.id)
        else:
            assert status == 401, one.id
    assert passed == {one.id for one in REGISTERED.values() if one.scope == scope}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "N"])
def test_operations_are_open_to_the_roles_of_their_rows(stage: Stage, role: str):
    asker = Asker(stage, ROLES[role])
    wrong = []
    for one in REGISTERED.values():
        status, said = _try(asker, one, asker.secret)
        if (status != 403) != (role in OPERATIONS[one.id].who) or status >= 500:
            wrong.append(f"{one.method} {one.path}: {status} {said[:120]}")
    assert wrong == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "N"])
def test_tools_are_offered_by_role_and_by_nothing_else(stage: Stage, role: str):
    asker = Asker(stage, ROLES[role])
    held = set(scopes_of_role(directory(stage.workspace).person(ROLES[role]).role))
    for one in tools.TOOLS:
        answers = [asker.tool(one.name, asked) for asked in TOOLS[one.name]]
        refused = ["needs the scope" in str(said) for _, said in answers]
        assert set(refused) == {not set(one.scopes) <= held}, one.name


def test_no_token_has_a_scope_that_its_role_may_not_have(stage: Stage):
    for role, who in ROLES.items():
        if role != "N":
            asker = Asker(stage, who)
            granted = json.loads(asker.api("/me")[2])["scopes"]
            assert set(granted) <= set(scopes_of_role(json.loads(asker.api("/me")[2])["role"]))


def test_a_session_may_not_act_through_the_api_without_the_token_of_a_form(stage: Stage):
    from tests.faces.web.visitors import visitor

    client: Client = visitor(stage, "olga", csrf=True)
    for one in REGISTERED.values():
        if one.method != "GET":
            path = one.path.replace("{ref}", "D-1").replace("{who}", "ben")
            answer = client.generic(one.method, f"/api/v1{path}", b"{}", "application/json")
            assert answer.status_code in (403, 404), one.id
