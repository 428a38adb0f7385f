"""The command line through the API: the same commands against a server that really serves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from dayline.client import Client, Problem
from dayline.faces.cli import remote
from dayline.faces.cli.main import main
from tests.cast import DECISION, Stage, set_stage
from tests.faces.api.conftest import Caller
from tests.faces.conftest import Said

pytestmark = pytest.mark.django_db(transaction=True)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return set_stage()


@pytest.fixture
def server(stage: Stage) -> str:
    with make_server("127.0.0.1", 0, get_wsgi_application(), WSGIServer, _Quiet) as served:
        thread = Thread(target=lambda: (served.serve_forever(), connections.close_all()))
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


@pytest.fixture
def dayline(
    server: str, ana: Caller, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    monkeypatch.setenv("DAYLINE_SERVER", server)
    monkeypatch.setenv("DAYLINE_TOKEN", ana.secret)
    remote.client.cache_clear()

    def run(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capfd.readouterr()
        return Said(int(ended.value.code or 0), printed.out, printed.err)

    return run


def test_a_day_on_the_command_line_without_the_workspace(
    dayline: Callable[..., Said], tmp_path: Path
):
    text = tmp_path / "d.md"
    text.write_text(DECISION)
    assert dayline("new", "decision", "--from", str(text)).out == "D-1\n"
    assert dayline("new", "question", "--title", "Which key?").out == "Q-1\n"
    assert "Every capture carries a key" in dayline("list").out
    assert [one["ref"] for one in json.loads(dayline("list", "--json").out)] == ["D-1", "Q-1"]
    assert "412 captures" in dayline("show", "D-1").out
    raw = dayline("show", "D-1", "--raw").out
    text.write_text(raw.replace("412", "413"))
    assert dayline("edit", "D-1", str(text)).out == "D-1 is at revision 2\n"
    assert (
        "+Acquirers time out after 30 seconds and merchants retry; 413"
        in dayline("diff", "D-1").out
    )
    assert dayline("comment", "D-1", "Why so?", "--quote", "413 captures").out.startswith("C")
    assert "Why so?" in dayline("show", "D-1").out
    assert dayline("receipt", "D-1", "read").out == "read: D-1\n"
    assert dayline("link", "D-1", "relates_to", "Q-1").code == 0
    assert "relates" in dayline("graph").out
    assert "@ana" in dayline("log", "D-1").out
    assert "record opened" in dayline("log").out
    assert "D-1 is proposed" in dayline("move", "D-1").out
    for command in (["board"], ["inbox"], ["when"], ["when", "@ana", "@ken"]):
        assert dayline(*command).code == 0, command


def test_an_edit_of_an_old_revision_is_refused(dayline: Callable[..., Said], tmp_path: Path):
    text = tmp_path / "d.md"
    text.write_text(DECISION)
    dayline("new", "decision", "--from", str(text))
    raw = dayline("show", "D-1", "--raw").out
    text.write_text(raw + "\nMore.\n")
    dayline("edit", "D-1", str(text))
    text.write_text(raw + "\nOther.\n")
    late = dayline("edit", "D-1", str(text), "--expect", "1")
    assert late.code == 1
    assert "D-1 is at revision 2; you edited revision 1." in late.err


def test_closed_gates_read_as_they_do_here(dayline: Callable[..., Said]):
    dayline("new", "decision", "--title", "Thin")
    refused = dayline("move", "D-1", "accept")
    assert refused.code == 1
    assert "Traceback" not in refused.err
    assert refused.err.count("\n") >= 2


@pytest.mark.parametrize("command", [["verify"], ["rebuild"], ["person"], ["checkpoint"]])
def test_what_needs_the_workspace_says_so(dayline: Callable[..., Said], command: list[str]):
    said = dayline(*command)
    assert said.code == 1
    assert "needs the workspace itself" in said.err


def test_a_server_that_does_not_answer_is_told_of(
    dayline: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DAYLINE_SERVER", "http://127.0.0.1:9")
    remote.client.cache_clear()
    said = dayline("list")
    assert said.code == 1
    assert "does not answer" in said.err


def test_a_token_may_be_in_a_file_and_is_needed(
    dayline: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ana: Caller
):
    monkeypatch.delenv("DAYLINE_TOKEN")
    remote.client.cache_clear()
    assert "There is no token" in dayline("list").err
    (tmp_path / "token").write_text(f"{ana.secret}\n")
    monkeypatch.setenv("DAYLINE_TOKEN_FILE", str(tmp_path / "token"))
    remote.client.cache_clear()
    assert dayline("list").code == 0


def test_the_client_is_the_one_that_the_document_gives():
    import subprocess
    import sys

    from tests.conftest import REPOSITORY

    check = subprocess.run(
        [sys.executable, "scripts/make_client.py", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_programs_have_a_client(server: str, ana: Caller):
    api = Client(server, ana.secret)
    made = api.open_record({"kind": "decision", "title": "By a program"})
    assert api.get_record(made["ref"])["title"] == "By a program"
    with pytest.raises(Problem) as refused:
        api.get_record("D-99")
    assert (refused.value.status, refused.value.kind) == (404, "not-found")
