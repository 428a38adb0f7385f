"""The guide to awake-hours shows what the commands print: every one of them is run here.

``DAYLINE_WRITE_GUIDE=1`` writes the page again from what they print now.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import Stage
from tests.conftest import REPOSITORY
from tests.faces.conftest import Said
from tests.practices.test_rfc_window import RFC

GUIDE = REPOSITORY / "docs" / "guide" / "awake-hours.md"
_BLOCK = re.compile(r"```(?P<kind>\w+) (?P<terms>[^\n]+)\n(?P<body>.*?)```\n", re.DOTALL)


def test_the_guide_shows_what_the_commands_print(
    stage: Stage,
    dayline: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    Path("rfc.md").write_text(RFC.format(policy="pause"))

    def shown(block: re.Match[str]) -> str:
        terms = dict(term.split("=", 1) for term in block["terms"].split())
        if "file" in terms:
            Path(terms["file"]).write_text(block["body"])
            return block[0]
        monkeypatch.setenv("DAYLINE_NOW", f"{terms['at']}:00Z")
        lines = []
        for line in block["body"].splitlines():
            if line.startswith("$ "):
                said = dayline(*shlex.split(line.removeprefix("$ dayline ")), who=terms["as"])
                printed = f"{said.out.rstrip()}\n{said.err.rstrip()}".strip("\n")
                lines += [line, *([printed] if printed else []), ""]
        body = "\n".join(lines).rstrip()
        return f"```{block['kind']} {block['terms']}\n{body}\n```\n"

    written = GUIDE.read_text()
    printed = _BLOCK.sub(shown, written)
    if os.environ.get("DAYLINE_WRITE_GUIDE"):
        GUIDE.write_text(printed)
    assert printed == written, "DAYLINE_WRITE_GUIDE=1 writes the guide again"
    assert all(f"{line}\n" in RFC.format(policy="pause") for line in _head(written))


def _head(guide: str) -> list[str]:
    """The fields of the RFC that the guide shows."""
    found = re.search(r"```yaml file=head.yaml\n(.*?)```", guide, re.DOTALL)
    assert found is not None
    return found[1].splitlines()
