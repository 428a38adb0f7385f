"""Commands of practices against a server, as a job without a workspace runs them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.client import Client
from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage
from tests.faces.api.conftest import Caller  # noqa: F401
from tests.faces.api.test_server_mode import dayline, server, stage  # noqa: F401  (fixtures)
from tests.faces.conftest import Said

pytestmark = pytest.mark.django_db(transaction=True)
WAIVER = """- decision: D-1
  check: no-floats
  paths: [src/gateway/a.py]
  until: 2027-12-31
  owner: "@omar"
  reason: The report shows ratios until the new one is there.
"""


def git(top: Path, *arguments: str) -> None:
    names = ["-c", "user.name=Ben", "-c", "user.email=ben@example.org"]
    subprocess.run(["git", *names, *arguments], cwd=top, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits; the second writes a float below src/gateway."""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Begin")
    (tmp_path / "src" / "gateway").mkdir(parents=True)
    (tmp_path / "src" / "gateway" / "a.py").write_text("x = float(1)\n")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "-q", "-m", "Add a float")
    return tmp_path


def test_a_job_without_the_workspace_holds_a_change_against_the_server(
    stage: Stage,  # noqa: F811
    dayline: Callable[..., Said],  # noqa: F811
    repository: Path,
) -> None:
    checks = "checks: [{name: no-floats, must_not_match: float}]\n---\n\n#"
    open_record(stage.ben, "decision", text=DECISION.replace("---\n\n#", checks))
    move(stage.ana, "D-1", "accept")
    check = ("decisions", "check", "--repository", str(repository), "--diff", "main~1..main")
    said = dayline(*check)
    assert said.code == 1, said
    assert "src/gateway/a.py:1: error: D-1/no-floats: an added line matches" in said.out
    assert "1 changed file held against 1 decision: 1 to mend." in said.out
    assert dayline(*check).out == said.out

    held = json.loads(dayline(*check, "--format", "json").out)
    assert [one["decision"] for one in held["touched"]] == ["D-1"]
    assert dayline(*check, "--format", "markdown").out.startswith("<!-- dayline: decisions check")
    sarif = json.loads(dayline(*check, "--format", "sarif").out)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "decision-broken"

    (repository / ".dayline").mkdir()
    (repository / ".dayline" / "waivers.yaml").write_text(WAIVER)
    waived = dayline(*check)
    assert waived.code == 0, waived
    assert "waived until 2027-12-31 by @omar" in waived.out


def test_the_server_sees_what_only_whole_files_tell(
    stage: Stage,  # noqa: F811
    dayline: Callable[..., Said],  # noqa: F811
    repository: Path,
) -> None:
    """That a list is of development stands far above the changed line; that a file is nowhere
    stands in no diff at all."""
    checks = "checks: [{name: owned, must_exist: OWNERS}]\n---\n\n#"
    open_record(stage.ben, "decision", text=DECISION.replace("---\n\n#", checks))
    move(stage.ana, "D-1", "accept")
    names = "".join(f'  "name{number}",\n' for number in range(30))
    project = repository / "pyproject.toml"
    project.write_text(f'[project]\nname = "x"\n[dependency-groups]\ndev = [\n{names}]\n')
    git(repository, "add", "--all")
    git(repository, "commit", "-q", "-m", "Begin a project")
    project.write_text(project.read_text().replace('name29",\n', 'name29",\n  "redis>=5",\n'))
    git(repository, "commit", "-q", "-a", "-m", "Try it in memory")
    said = dayline("decisions", "check", "--repository", str(repository), "--diff", "main~1..main")
    assert "dependency-without-decision" not in said.out
    assert "D-1/owned" in said.out
    bare = subprocess.run(
        ["git", "diff", "-U0", "main~1..main"], cwd=repository, capture_output=True, check=True
    ).stdout.decode()
    told = Client(os.environ["DAYLINE_SERVER"], os.environ["DAYLINE_TOKEN"])
    rules = [one["rule"] for one in told.check_change({"diff": bare})["findings"]]
    assert rules == ["dependency-without-decision"]


def test_what_handoffs_lose_is_told_through_the_server_too(
    dayline: Callable[..., Said],  # noqa: F811
) -> None:
    said = dayline("handoff", "loss")
    assert said.code == 0, said
    assert "30 items of 5 handoffs are needed of each." in said.out
    assert json.loads(dayline("handoff", "loss", "--json").out)["whole"]["items"] == 0
