"""The reference is what the program does: generated, current, and its example works."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest

from dayline.contracts.gates import GATES
from dayline.contracts.language import lint_contract, parse_contract
from dayline.contracts.reference import EXAMPLE, main, page
from dayline.contracts.values import TYPES, value_problems
from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference" / "contracts.md"


def test_the_page_is_current():
    command = "python -m dayline.contracts.reference docs/reference/contracts.md"
    assert PAGE.read_text(encoding="utf-8") == page(), f"run `{command}`"


def test_the_command_writes_and_prints_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(tmp_path / "page.md")]) == 0
    assert main([]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == capsys.readouterr().out == page()


def test_the_module_runs_as_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "argv", ["reference"])
    monkeypatch.delitem(sys.modules, "dayline.contracts.reference")
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("dayline.contracts.reference", run_name="__main__")
    assert capsys.readouterr().out == page()


def test_the_example_on_the_page_is_a_contract_without_fault():
    (shown,) = re.findall(r"```yaml\n(.*?)```", page(), re.DOTALL)
    assert shown == EXAMPLE
    assert lint_contract(parse_contract(shown)) == []


def test_every_type_and_gate_has_its_row():
    for name in TYPES:
        assert f"| `{name}` |" in page()
    for name in GATES:
        assert f"\n### {name}\n" in page()


@pytest.mark.parametrize("name", sorted(TYPES))
def test_the_example_of_each_type_is_a_value_of_it(name: str):
    of = ", of: [urgent]" if name == "choice" else ""
    text = EXAMPLE.replace("fields:\n", f"fields:\n  sample: {{type: {name}{of}, many: true}}\n")
    field = parse_contract(text).fields["sample"]
    written = TYPES[name].example.strip('"')
    value = {"number": 3, "boolean": True, "decimal": 2.5}.get(name, written)
    assert value_problems(field, value) == []
    assert value_problems(field, [value, {"a": 1}]) != []


def test_default_arguments_on_the_page_are_those_of_the_gates():
    for gate in GATES.values():
        for arg in gate.args.values():
            if isinstance(arg.default, int) and not isinstance(arg.default, bool):
                assert f"{arg.help} Default: {arg.default}." in page()
