"""The registry at the command line: lint, diff, publish, and the questions that a change asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.contracts import library
from tests.cast import Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture
def v2(tmp_path: Path) -> Callable[[str, str], str]:
    def write(old: str, new: str) -> str:
        text = library.released()["decision"].text.replace("version: 1", "version: 2", 1)
        assert old in text
        path = tmp_path / "v2.yaml"
        path.write_text(text.replace(old, new, 1))
        return str(path)

    return write


SCOPE = "  scope:\n    type: text\n    max: 300\n"
STRICT = "  scope:\n    type: text\n    max: 300\n    required: true\n"


def test_a_faulty_contract_names_line_and_remedy(dayline: Dayline, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("contract: x\nversion: one\ntitle: X\nprefix: x\n")
    said = dayline("contract", "lint", str(path))
    assert said.code == 1
    assert f"{path}:2:" in said.out
    assert f"{path}:4:" in said.out


def test_what_breaks_with_the_version_beside_it_is_told(
    dayline: Dayline, tmp_path: Path, v2: Callable[[str, str], str]
) -> None:
    path = v2(SCOPE, STRICT)
    assert dayline("contract", "lint", path).code == 0
    (tmp_path / "v1.yaml").write_text(library.released()["decision"].text)
    (tmp_path / "v3.yaml").write_text("contract: decision\nversion: three\n")
    said = dayline("contract", "lint", path)
    line = Path(path).read_text().split("\n").index("  scope:") + 1
    assert said.code == 1
    assert f"{path}:{line}: error:" in said.out
    assert "This breaks records of version 1." in said.out


def test_the_version_before_says_what_its_successors_must_keep(
    dayline: Dayline, tmp_path: Path, v2: Callable[[str, str], str]
) -> None:
    released = library.released()["decision"].text
    assert "compatibility: BACKWARD" in released
    path = v2(SCOPE, STRICT)
    lax = released.replace("compatibility: BACKWARD", "compatibility: NONE")
    (tmp_path / "v1.yaml").write_text(lax)
    assert dayline("contract", "lint", path).code == 0
    assert dayline("contract", "lint", str(tmp_path / "v1.yaml")).code == 0


def test_another_kind_beside_a_contract_is_no_version_of_it(
    dayline: Dayline, tmp_path: Path, v2: Callable[[str, str], str]
) -> None:
    path = v2(SCOPE, STRICT)
    (tmp_path / "v1.yaml").write_text(library.released()["handoff"].text)
    assert dayline("contract", "lint", path).code == 0


def test_a_compatible_version_is_published(
    stage: Stage, dayline: Dayline, v2: Callable[[str, str], str]
) -> None:
    path = v2(SCOPE, SCOPE + "    title: Scope of it\n")
    assert dayline("contract", "publish", path, who="olga").out == "decision/2 is published.\n"
    dayline("new", "decision", "--title", "x")
    assert "contract: decision/2" in dayline("show", "D-1", "--raw").out


def test_a_breaking_version_is_refused_and_says_what_to_ask(
    stage: Stage, dayline: Dayline, v2: Callable[[str, str], str]
) -> None:
    dayline("new", "decision", "--title", "Old one")
    path = v2(SCOPE, STRICT)
    refused = dayline("contract", "publish", path, who="olga")
    assert refused.code == 1
    assert "scope" in refused.err
    assert "Nothing was published." in refused.err
    changes = json.loads(dayline("contract", "diff", "decision/1", path, "--json").out)
    assert ["backward"] in [change["breaks"] for change in changes]
    asked = json.loads(dayline("contract", "questions", path, "--json").out)
    assert "D-1" in asked["D-1"][0]

    assert dayline("contract", "publish", path, "--mode", "NONE", who="olga").code == 0


def test_only_an_owner_publishes(
    stage: Stage, dayline: Dayline, v2: Callable[[str, str], str]
) -> None:
    refused = dayline("contract", "publish", v2(SCOPE, SCOPE), who="ana")
    assert refused.code == 1
    assert "@ana" in refused.err


def test_a_version_out_of_turn_is_refused(stage: Stage, dayline: Dayline, tmp_path: Path) -> None:
    path = tmp_path / "v1.yaml"
    path.write_text(library.released()["decision"].text)
    assert "next version is 2" in dayline("contract", "publish", str(path), who="olga").err


def test_the_library_can_be_read_without_a_workspace(
    dayline: Dayline, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setenv("DAYLINE_WORKSPACE", "nowhere")
    assert "decision/1" in dayline("contract", "list").out
    assert dayline("contract", "show", "decision").out.startswith("contract: decision")
    assert "D-1" in dayline("contract", "show", "decision", "--example").out
