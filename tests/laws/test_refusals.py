"""Law 11: a refusal helps: what happened, what to do; never a stack trace, never lost text.

Shown to fail: with ``do=""`` at any raise of ``src/dayline``, and with the last ``except`` taken
out of ``faces/cli/main.py``.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dayline.base import errors
from dayline.faces.cli import main as command

SOURCE = Path(command.__file__).parents[2]
REFUSALS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.DaylineError)
}
# What a person cannot mend: a proof that does not hold, a fault that is passed on as it came.
MAY_BE_SILENT = {"BrokenProof", "DaylineError"}


def raised() -> list[tuple[str, ast.Call]]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = node.exc.func
                if isinstance(name, ast.Name) and name.id in REFUSALS - MAY_BE_SILENT:
                    found.append((f"{path.relative_to(SOURCE)}:{node.lineno}", node.exc))
    return found


def test_every_refusal_says_what_to_do() -> None:
    silent = [
        place
        for place, call in raised()
        if not any(word.arg in ("do", "findings") for word in call.keywords)
    ]
    assert not silent, silent
    assert len(raised()) > 60


def test_no_sentence_shouts() -> None:
    for place, call in raised():
        for constant in ast.walk(call):
            if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                assert "!" not in constant.value, place


def test_a_fault_of_dayline_itself_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall_over(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dayline.faces.cli.read.source", fall_over)
    with pytest.raises(SystemExit) as ended:
        command.main(["list"])
    printed = capsys.readouterr()
    assert ended.value.code == 70
    assert "Dayline failed: ZeroDivisionError" in printed.err
    assert "Traceback" not in printed.err
    place = printed.err.partition("details are in ")[2].partition(".txt")[0] + ".txt"
    assert "fall_over" in Path(place).read_text()
    Path(place).unlink()
