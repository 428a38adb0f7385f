from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dayline.faces.cli.main import main
from tests.cast import Stage, set_stage


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


@pytest.fixture
def dayline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """``dayline("list", "--json", who="ana")`` runs the command as a person would."""
    monkeypatch.setenv("DAYLINE_WORKSPACE", "meridian")

    def run(*arguments: str, who: str = "ana") -> Said:
        monkeypatch.setenv("DAYLINE_AS", f"@{who}")
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        return Said(int(ended.value.code or 0), printed.out, printed.err)

    return run
