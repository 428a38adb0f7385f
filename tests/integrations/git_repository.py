"""Building git repositories for tests: each commit with its author, its dates and its files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

WHO = "Ana Ruiz <ana@meridian.example>"


class Built:
    """A repository under construction. Dates are given as `2024-01-02T10:00:00+01:00`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, date: str = "2024-01-02T10:00:00+00:00", who: str = WHO) -> str:
        name, _, mail = who.removesuffix(">").partition(" <")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": mail,
            "GIT_COMMITTER_NAME": name,
            "GIT_COMMITTER_EMAIL": mail,
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.root, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(
        self, date: str, files: dict[str, str | None], *, who: str = WHO, message: str = "Change"
    ) -> str:
        """Writes ``files`` (None removes one) and commits; returns the commit's name."""
        for path, text in files.items():
            target = self.root / path
            if text is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, date=date, who=who)
        return self.git("rev-parse", "HEAD")

    def move(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)
