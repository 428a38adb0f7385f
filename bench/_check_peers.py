"""Other programs that check Markdown records, run on the same folder on the same core.

They are installed into a folder of their own by pip and npm, never into the project. One that
cannot be installed or fails to run says so and is left out.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SCHEMA_CHECK = """
import sys, pathlib, frontmatter, jsonschema
schema = {"type": "object", "properties": {"title": {"type": "string"},
    "status": {"enum": ["draft", "accepted", "superseded"]}, "date": {"type": "string"}}}
validator = jsonschema.Draft202012Validator(schema)
bad = 0
for path in pathlib.Path(sys.argv[1]).rglob("*.md"):
    try:
        page = frontmatter.loads(path.read_text(encoding="utf-8"))
        bad += any(True for _ in validator.iter_errors(page.metadata))
    except Exception:
        bad += 1
print(bad)
"""


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and by the processor of one run."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Peer:
    """A program: what it is called, how it is installed and run, and what it looks at."""

    name: str
    install: Callable[[Path], None]
    command: Callable[[Path, Path], Sequence[str]]
    note: str
    limit: int = 120


def on_one_core(command: Sequence[str], folder: Path, *, limit: int = 300) -> Spent:
    """Runs a command in ``folder`` on one core, its output thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        timeout=limit, check=False, preexec_fn=_pin,
    )  # fmt: skip
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _pin() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _pip(*names: str) -> Callable[[Path], None]:
    def install(home: Path) -> None:
        python = home / "venv" / "bin" / "python"
        if not python.exists():
            _quietly([sys.executable, "-m", "venv", str(home / "venv")])
        _quietly([str(python), "-m", "pip", "install", "-q", *names])

    return install


def _npm(name: str) -> Callable[[Path], None]:
    def install(home: Path) -> None:
        place = home / name
        place.mkdir(parents=True, exist_ok=True)
        if not (place / "node_modules").exists():
            _quietly(["npm", "install", "--silent", "--no-fund", "--no-audit", name], cwd=place)

    return install


def _quietly(command: Sequence[str], cwd: Path | None = None) -> None:
    subprocess.run(
        command, cwd=cwd, check=True, timeout=600, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _log4brains(home: Path, folder: Path) -> Sequence[str]:
    """Its `adr list` reads every file of one flat folder; it wants a repository with a commit."""
    place = home / "log4brains-repository"
    shutil.rmtree(place, ignore_errors=True)
    adrs = place / "docs" / "adr"
    adrs.mkdir(parents=True)
    for path in folder.rglob("[0-9]*.md"):
        shutil.copy(path, adrs / path.name)
    config = "project:\n  name: bench\n  tz: Etc/UTC\n  adrFolder: ./docs/adr\n"
    (place / ".log4brains.yml").write_text(config)
    git = ["git", "-C", str(place), "-c", "user.name=b", "-c", "user.email=b@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Bench"]):
        _quietly([*git, *command])
    program = home / "log4brains" / "node_modules" / ".bin" / "log4brains"
    return ["sh", "-c", f"cd '{place}' && '{program}' adr list --raw"]


PEERS = (
    Peer(
        "rumdl", _pip("rumdl"),
        lambda home, folder: [str(home / "venv/bin/rumdl"), "check", "--no-cache", str(folder)],
        "style of Markdown",
    ),
    Peer(
        "frontmatter + jsonschema", _pip("python-frontmatter", "jsonschema"),
        lambda home, folder: [str(home / "venv/bin/python"), "-c", SCHEMA_CHECK, str(folder)],
        "schema of the front matter",
    ),
    Peer(
        "markdownlint-cli2", _npm("markdownlint-cli2"),
        lambda home, folder: [
            str(home / "markdownlint-cli2/node_modules/.bin/markdownlint-cli2"),
            f"{folder}/**/*.md",
        ],
        "style of Markdown",
    ),
    Peer(
        "log4brains adr list", _npm("log4brains"), _log4brains,
        "reads decisions; the numbered files only",
    ),
)  # fmt: skip
