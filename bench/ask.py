"""How well questions are answered: every set of questions, over the PEPs and the demo.

    python bench/ask.py [--peps FOLDER] [--demo HOME]

Weights and thresholds are learnt on the sets ``LEARNT_FROM`` by ``bench/fit_ask.py``, which prints
what each of them gets by weights that never saw it; that is the fair figure for them. ``KEPT`` was
written by somebody else and was not looked at while anything was chosen. Without ``--peps`` the
archive of the shared data is unpacked to a temporary folder; without ``--demo`` the demo is played
first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
QUESTIONS = HERE / "tests" / "ask" / "questions"
DATA = Path(os.environ.get("DAYLINE_DATA", HERE.parent / "shared" / "data"))
LEARNT_FROM = (
    "peps-development", "peps-development-2", "peps-kept", "peps-kept-2", "peps-kept-3",
    "peps-kept-4", "peps-kept-5", "demo-development", "demo-kept",
)  # fmt: skip
KEPT = ("peps-kept-6",)
LINES = (
    ("recall@1", "recall", "1"), ("recall@5", "recall", "5"), ("recall@10", "recall", "10"),
    ("nDCG@10", "ndcg", ""), ("correct and cited", "correct", ""),
    ("unsupported sentences", "unsupported", ""),
    ("answers to unanswerables", "wrongly_answered", ""),
    ("superseded as current", "superseded_as_current", ""), ("area under the ROC", "auc", ""),
    ("p95, ms", "p95", ""),
)  # fmt: skip


def main() -> None:
    """Print a table of all figures."""
    given = argparse.ArgumentParser()
    given.add_argument("--peps", type=Path)
    given.add_argument("--demo", type=Path)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        peps = asked.peps or unpacked(Path(scratch))
        homes = {"peps": {}, "demo": demo(asked.demo, Path(scratch))}
        found: dict[str, dict[str, Any]] = {}
        for name in (*LEARNT_FROM, *KEPT):
            corpus = name.partition("-")[0]
            where = ["--in", str(peps)] if corpus == "peps" else []
            found[name] = _run(QUESTIONS / f"{name}.jsonl", where, homes[corpus])
    _print(found)


def _run(questions: Path, where: list[str], more: dict[str, str]) -> dict[str, Any]:
    command = [_dayline(), "eval", str(questions), "--json", *where]
    told = subprocess.run(
        command, env={**os.environ, **more}, capture_output=True, text=True, check=True
    )
    report: dict[str, Any] = json.loads(told.stdout)
    return report


def _dayline() -> str:
    return str(Path(sys.executable).parent / "dayline")


def unpacked(scratch: Path) -> Path:
    archive = DATA / "python-peps" / "peps-rst.tar.xz"
    if not archive.is_file():
        sys.exit(f"There are no PEPs at {archive}; give a folder with --peps.")
    with tarfile.open(archive) as packed:
        packed.extractall(scratch / "peps", filter="data")
    return scratch / "peps"


def demo(home: Path | None, scratch: Path) -> dict[str, str]:
    if home is None:
        told = subprocess.run(
            [_dayline(), "demo", "--no-serve"],
            env={**os.environ, "TMPDIR": str(scratch)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        made = sorted(scratch.glob("dayline-demo-*"))
        if not made:
            sys.exit(f"The demo left no folder: {told.stdout[-300:]}")
        home = made[-1]
    return {
        "DAYLINE_HOME": str(home), "DAYLINE_AS": "@ana",
        "DAYLINE_WORKSPACE": "meridian-pay.example", "DAYLINE_NOW": "2026-11-12T10:00:00Z",
    }  # fmt: skip


def _print(found: dict[str, dict[str, Any]]) -> None:
    print(f"{'':26}" + "".join(f"{name:>20}" for name in found))
    sizes = (f"{one['questions']}, {one['answerable']} with" for one in found.values())
    print(f"{'questions':26}" + "".join(f"{size:>20}" for size in sizes))
    for title, name, part in LINES:
        cells = []
        for report in found.values():
            value = report[name][part] if part else report[name]
            value = value * 1000 if name == "p95" else value
            cells.append(f"{value:>20.0f}" if name == "p95" else f"{value:>20.3f}")
        print(f"{title:26}" + "".join(cells))


if __name__ == "__main__":
    main()
