"""Law 12: released contract files never change; their digests are pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayline.base.errors import Conflict
from dayline.contracts.pin import LIBRARY, PINS, broken, digests, main, pin, read_pins


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A library of one released kind with its pin."""
    (tmp_path / "decision").mkdir()
    (tmp_path / "decision" / "v1.yaml").write_text("contract: decision\n")
    assert pin(tmp_path) == ["decision/v1.yaml"]
    return tmp_path


def test_no_released_contract_has_changed():
    assert broken(read_pins(LIBRARY), digests(LIBRARY)) == []


def test_every_contract_of_the_library_is_pinned():
    if not (LIBRARY / PINS).exists():
        pytest.skip("nothing is released yet: `python -m dayline.contracts.pin` writes the pins")
    unpinned = digests(LIBRARY).keys() - read_pins(LIBRARY).keys()
    assert not unpinned, "run `python -m dayline.contracts.pin`"


@pytest.mark.parametrize("change", ["contract: decision \n", "contract: decision\r\n", ""])
def test_the_law_sees_a_changed_file(shelf: Path, change: str):
    (shelf / "decision" / "v1.yaml").write_text(change, newline="")
    assert broken(read_pins(shelf), digests(shelf)) == ["decision/v1.yaml"]


def test_the_law_sees_a_file_that_is_gone(shelf: Path):
    (shelf / "decision" / "v1.yaml").unlink()
    assert broken(read_pins(shelf), digests(shelf)) == ["decision/v1.yaml"]


def test_a_pin_is_never_replaced(shelf: Path, capsys: pytest.CaptureFixture[str]):
    before = (shelf / PINS).read_bytes()
    (shelf / "decision" / "v1.yaml").write_text("contract: decision\nversion: 1\n")
    with pytest.raises(Conflict, match="never changes"):
        pin(shelf)
    assert main([str(shelf)]) == 1
    assert "decision/v2.yaml" in capsys.readouterr().err
    assert (shelf / PINS).read_bytes() == before


def test_a_new_version_gets_its_own_pin(shelf: Path):
    before = read_pins(shelf)
    (shelf / "decision" / "v2.yaml").write_text("contract: decision\nversion: 2\n")
    assert pin(shelf) == ["decision/v2.yaml"]
    assert before.items() <= read_pins(shelf).items()
    assert pin(shelf) == []
