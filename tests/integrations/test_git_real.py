"""A real history of 2,765 commits, compared with what git itself says of each file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from dayline.integrations.git.client import open_repository
from dayline.integrations.git.receive import receive


def test_every_document_has_the_revisions_that_git_follows(
    real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    bundle = real_data("git-pip-tools") / "codefree.bundle"
    bare = tmp_path / "pip-tools.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", "-b", "main", str(bundle), str(bare)], check=True
    )
    found = list(receive(open_repository(bare)))
    present = [one for one in found if not one.removed]
    listed = _git(bare, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
    endings = (".md", ".rst", ".txt", ".markdown")
    assert [one.path for one in present] == sorted(
        path for path in listed if path.endswith(endings)
    )
    for one in present:
        follow = ("log", "-m", "--first-parent", "--follow", "--format=%H", "HEAD", "--")
        newest_first = _git(bare, *follow, one.path).split()
        assert [item.commit.id for item in one.revisions] == newest_first[::-1]
        assert one.texts[-1] == _git(bare, "show", f"HEAD:{one.path}")


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()
