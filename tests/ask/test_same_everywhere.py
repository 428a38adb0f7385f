"""One record, one question: every process gives the same answer, to the last digit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

QUESTIONS = Path(__file__).parent / "questions"
PROGRAM = """
import json, sys
from pathlib import Path
from dayline.ask.compose import answer
from dayline.ask.evaluation.questions import parse
from dayline.ask.folder import FolderLibrary
from dayline.ask.shown import as_data

folder = Path(sys.argv[1])
library = FolderLibrary(folder / "workspaces" / "clinic")
for one in parse((folder / "clinic-read.jsonl").read_text(encoding="utf-8"))[:60]:
    print(json.dumps(as_data(answer(one.question, library, threshold=0.05))))
"""


def test_answers_do_not_depend_on_how_a_process_hashes_words() -> None:
    """Sums over sets of words have no order of their own; near ties would fall differently."""
    said = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, QUESTIONS],
            env=os.environ | {"PYTHONHASHSEED": seed, "DAYLINE_READER": "off"},
            capture_output=True, text=True, check=True, timeout=300,
        ).stdout
        for seed in ("1", "2", "3")
    ]  # fmt: skip
    assert said[0].count("\n") == 60
    assert said[1] == said[0]
    assert said[2] == said[0]
