"""How well questions are answered that nothing was learnt from, over the PEPs and the demo.

    python bench/ask.py [--peps FOLDER] [--handbook FOLDER] [--demo HOME] [SET ...]

Words and the reader are learnt from the sets ``LEARNT_FROM``; how much each of them counts, and
from when on an answer is sure, from the sets ``APART`` (``bench/fit_ask.py`` prints what each gets
by weights that never saw it). ``KEPT`` were written by others and were not looked at while anything
was chosen; they are what is asked unless sets are named. Without ``--peps`` the archive of the
shared data is unpacked to a temporary folder; without ``--demo`` the demo is played first. Sets
over the handbook take its archive of the shared data. The reader reads where the packaged model is
installed; ``DAYLINE_READER=off`` leaves it to words.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
QUESTIONS = HERE / "tests" / "ask" / "questions"
DATA = Path(os.environ.get("DAYLINE_DATA", HERE.parent / "shared" / "data"))
LEARNT_FROM = (
    "peps-development", "peps-development-2", "peps-kept", "peps-kept-2", "peps-kept-3",
    "peps-kept-4", "peps-kept-5", *(f"peps-learnt-{at}" for at in range(1, 12)),
    "handbook-learnt-1", "handbook-learnt-2", "demo-development", "demo-kept",
)  # fmt: skip
UNREAD = frozenset(("campus",))
"""Folders of which the reader read nothing, for calibration alone."""
SLOPPY = tuple(sorted({one.name for one in (QUESTIONS / "folders").iterdir()} - UNREAD))
"""Small folders of records as teams keep them, with sections that a contract would miss."""
READ = tuple(
    f"{corpus}-read"
    for corpus in ("peps", "handbook", "rfcs", "adrs", "demo", "harbour", "clinic", *SLOPPY)
)
"""What the reader learnt from besides: fragments of one file are their answers. Other files may say
the same, so nothing is measured by them."""
NATURAL = (*(f"peps-{name}" for name in (
    "development", "development-2", "kept", "kept-2", "kept-3", "kept-4", "kept-5", "learnt-11",
)), "demo-development", "demo-kept")  # fmt: skip
"""Those of them that were not told to avoid the words of the texts: when to be silent is learnt
from what people would ask."""
APART = (
    *(f"peps-apart-{at}" for at in range(1, 8)), "handbook-apart", "depot-apart",
    "depot-apart-2", "demo-apart", "demo-apart-2", "campus-apart",
)  # fmt: skip
KEPT = (
    *(f"peps-kept-{at}" for at in range(6, 12)), "handbook-kept", "library-kept",
    "library-kept-2", "demo-kept-2", "demo-kept-3", "demo-kept-4",
)  # fmt: skip
COLUMNS = (
    ("recall@5", "recall", "5"), ("nDCG@10", "ndcg", ""), ("correct", "correct", ""),
    ("at hand", "at_hand", ""), ("unsupported", "unsupported", ""),
    ("wrong", "wrongly_answered", ""), ("superseded", "superseded_as_current", ""),
    ("ROC", "auc", ""), ("p95, ms", "p95", ""),
)  # fmt: skip
"""``correct`` is correct and cited, of the answerable; ``at hand`` is that, or what comes nearest
says it where nothing was sure enough. ``wrong`` are answers to the others."""


def main() -> None:
    """Print a line of figures for each set."""
    given = argparse.ArgumentParser()
    given.add_argument("sets", nargs="*", default=KEPT)
    given_folders(given)
    asked = given.parse_args()
    print(f"{'':20}{'asked':>8}{'with':>6}" + "".join(f"{title:>13}" for title, *_ in COLUMNS))
    with tempfile.TemporaryDirectory() as scratch:
        known = Corpora(asked, Path(scratch))
        for name in asked.sets:
            corpus = name.partition("-")[0]
            where = [] if corpus == "demo" else ["--in", str(known.folder(corpus))]
            home = known.demo() if corpus == "demo" else {}
            _print(name, _run(QUESTIONS / f"{name}.jsonl", where, home))


def given_folders(parser: argparse.ArgumentParser) -> None:
    """Where the texts of the questions are, if they are somewhere already."""
    for name in ("peps", "handbook", "rfcs", "demo"):
        parser.add_argument(f"--{name}", type=Path)


class Corpora:
    """The texts of the questions: folders that were given, or made when they are asked for."""

    def __init__(self, asked: argparse.Namespace, scratch: Path) -> None:
        self._asked = asked
        self._scratch = scratch

    @cache  # noqa: B019 -- one for a run
    def folder(self, corpus: str) -> Path:
        """The folder of a corpus of documents."""
        if corpus in FOLDERS:
            return FOLDERS[corpus]
        given: Path | None = getattr(self._asked, corpus, None)
        return given or unpacked(corpus, self._scratch)

    @cache  # noqa: B019 -- as above
    def demo(self) -> dict[str, str]:
        """The environment in which the demo is asked."""
        return demo(self._asked.demo, self._scratch)


def _run(questions: Path, where: list[str], more: dict[str, str]) -> dict[str, Any]:
    command = [_dayline(), "eval", str(questions), "--json", *where]
    told = subprocess.run(
        command, env={**os.environ, **more}, capture_output=True, text=True, check=True
    )
    report: dict[str, Any] = json.loads(told.stdout)
    return report


def _dayline() -> str:
    return str(Path(sys.executable).parent / "dayline")


ARCHIVES = {
    "peps": "python-peps/peps-rst.tar.xz", "handbook": "sourcegraph-handbook/docs-md.tar.xz",
    "rfcs": "rust-rfcs/rfcs-md.tar.xz",
}  # fmt: skip
FOLDERS = {
    "adrs": DATA / "adr-collections",
    **{one.name: one for part in ("workspaces", "folders") for one in (QUESTIONS / part).iterdir()},
}


def unpacked(corpus: str, scratch: Path) -> Path:
    """The archive of a corpus, unpacked into a folder of its own."""
    archive = DATA / ARCHIVES[corpus]
    if not archive.is_file():
        sys.exit(f"There is no archive {archive}; give a folder with --{corpus}.")
    with tarfile.open(archive) as packed:
        packed.extractall(scratch / corpus, filter="data")
    return scratch / corpus


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


def _print(name: str, report: dict[str, Any]) -> None:
    cells = []
    for _, key, part in COLUMNS:
        value = report[key][part] if part else report[key]
        cells.append(f"{value * 1000:>13.0f}" if key == "p95" else f"{value:>13.3f}")
    print(f"{name:20}{report['questions']:>8}{report['answerable']:>6}" + "".join(cells))


if __name__ == "__main__":
    main()
