"""What was worked on in a repository: one's commits, branches and what is not committed yet.

The repository may have been made to hurt. Looking at the working tree makes git compare contents,
and for that it would run the filters that the repository configures: they are all switched off.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from dayline.base.errors import HostileInput
from dayline.integrations.git.client import GitFailed, Repository, open_repository
from dayline.practices.handoff.drafting import DONE, RULED_OUT, Line, coded, shown

SECONDS: Final = 20.0
MOST_COMMITS: Final = 12
MOST_BRANCHES: Final = 6
MOST_PATHS: Final = 12
_MOST_FILTERS: Final = 64
_LOOKED_AT: Final = 400
_UNIT = "\x1f"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its short name, the branch on which it was found, its subject."""

    name: str
    branch: str
    subject: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that is not merged: how many commits it is ahead of the main one, and its tip."""

    name: str
    tip: str
    ahead: int
    main: str


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody did in a repository. ``more`` counts commits and paths that are not listed;
    ``notes`` say what could not be looked at; ``left_out`` counts the commits of other addresses
    in the same time, most first."""

    commits: tuple[Commit, ...]
    branches: tuple[Branch, ...]
    changed: tuple[str, ...]
    more_commits: int = 0
    more_changed: int = 0
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()

    def lines(self) -> list[Line]:
        """The same as points of a handoff, each with what it rests on."""
        found = [_commit_line(one) for one in self.commits]
        if self.more_commits:
            found.append(Line(DONE, f"{self.more_commits} more commits (git log)", "git log"))
        found += [_branch_line(one) for one in self.branches]
        if self.changed:
            more = f" and {self.more_changed} more" if self.more_changed else ""
            names = ", ".join(map(coded, self.changed))
            found.append(Line(DONE, f"Not committed yet: {names}{more}", "git status"))
        return found


def _commit_line(one: Commit) -> Line:
    on = f" on {coded(one.branch)}" if one.branch else ""
    section = RULED_OUT if one.subject.startswith("Revert ") else DONE
    return Line(section, f"Commit {one.name}{on}: {shown(one.subject)}", one.name)


def _branch_line(one: Branch) -> Line:
    many = "commit" if one.ahead == 1 else "commits"
    words = (
        f"Branch {coded(one.name)} is {one.ahead} {many} ahead of {coded(one.main)}, at {one.tip}"
    )
    return Line(DONE, words, one.tip)


def work_in(path: Path, *, since: datetime, until: datetime, emails: Sequence[str] = ()) -> Work:
    """What was done in the repository around ``path`` in ``since < t <= until``.

    ``emails`` are the author's; without any the commits of everybody count. Raises
    :class:`NotFound` outside of a repository, :class:`HostileInput` where it takes too long.
    """
    opened = open_repository(path)
    repository = replace(opened, seconds=SECONDS)
    repository = replace(repository, settings=_without_filters(repository))
    notes: list[str] = []
    commits = _try(lambda: _commits(repository, since, until, emails), notes, "commits")
    branches = _try(lambda: _branches(repository, since), notes, "branches")
    changed = _try(lambda: _changed(repository), notes, "working tree")
    others = _try(lambda: _others(repository, since, until, emails), notes, "authors")
    return Work(
        tuple(commits[:MOST_COMMITS]),
        tuple(branches),
        tuple(changed[:MOST_PATHS]),
        max(0, len(commits) - MOST_COMMITS),
        max(0, len(changed) - MOST_PATHS),
        tuple(notes),
        tuple(others),
    )


def own_emails(path: Path) -> list[str]:
    """The addresses that git writes into the person's commits in a repository, none if none is set.

    The repository's own setting only chooses which commits are shown as theirs.
    """
    repository = replace(open_repository(path), seconds=SECONDS)
    try:
        local = repository.run("config", "--get", "user.email").decode(errors="replace").strip()
    except GitFailed:
        local = ""
    return [one for one in dict.fromkeys((_own_email(), local)) if one]


def _own_email() -> str:
    """What the person configured for themselves; nothing of a repository is read for it."""
    stated = os.environ.get("GIT_AUTHOR_EMAIL", "")
    if stated:
        return stated
    try:
        done = subprocess.run(
            ["git", "config", "--global", "--get", "user.email"],  # noqa: S607 -- as they run it
            cwd=Path.home().anchor, capture_output=True, timeout=5, check=False,
            stdin=subprocess.DEVNULL, env={**_OWN, "GIT_DIR": os.devnull},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip()


_OWN = {
    name: os.environ[name] for name in ("PATH", "HOME", "XDG_CONFIG_HOME") if name in os.environ
}


def _try(ask: Callable[[], list[T]], notes: list[str], what: str) -> list[T]:
    """What git answers; where it cannot or takes too long, nothing, and a note that says so."""
    try:
        return ask()
    except (GitFailed, HostileInput) as error:
        notes.append(f"The {what} could not be read: {error.what}")
        return []


def _without_filters(repository: Repository) -> tuple[tuple[str, str], ...]:
    """Settings that leave no filter to run. Raises :class:`HostileInput` for too many of them."""
    try:
        said = repository.run("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
    except GitFailed:
        return ()
    names = {
        name.decode(errors="surrogateescape").rpartition(".")[0]
        for name in said.split(b"\0")
        if name
    }
    if len(names) > _MOST_FILTERS:
        raise HostileInput(
            f"The repository configures {len(names)} filters.",
            kept="Nothing of it was read.",
            do="Draft without --repo.",
        )
    off = (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))
    return tuple((f"{name}.{part}", value) for name in sorted(names) for part, value in off)


def _commits(
    repository: Repository, since: datetime, until: datetime, emails: Sequence[str]
) -> list[Commit]:
    own = [f"--author=<{one}>" for one in emails if one and one.isprintable()]
    said = repository.records(
        *_log(since, until), "--source", "--fixed-strings", *own,
        f"--format=%h{_UNIT}%S{_UNIT}%s", "--",
    )  # fmt: skip
    found = []
    for record in said:
        name, _, rest = record.decode(errors="replace").strip("\n").partition(_UNIT)
        branch, _, subject = rest.partition(_UNIT)
        if name:
            branch = branch.removeprefix("refs/heads/")
            found.append(Commit(name[:40], "" if branch == "HEAD" else branch, subject[:500]))
    return found


def _log(since: datetime, until: datetime) -> tuple[str, ...]:
    return (
        "log", "-z", "--branches", "HEAD", "--no-merges", f"--since={since.isoformat()}",
        f"--until={until.isoformat()}", f"--max-count={_LOOKED_AT}",
    )  # fmt: skip


def _others(
    repository: Repository, since: datetime, until: datetime, emails: Sequence[str]
) -> list[tuple[str, int]]:
    """The addresses whose commits do not count, with how many; none where everybody's count."""
    if not emails:
        return []
    own = {one.casefold() for one in emails}
    said = repository.records(*_log(since, until), "--format=%ae", "--")
    found = Counter(record.decode(errors="replace").strip()[:254] for record in said)
    return [(one, many) for one, many in found.most_common() if one and one.casefold() not in own]


def _branches(repository: Repository, since: datetime) -> list[Branch]:
    """The branches that moved lately and are not merged into the main one."""
    main = _main(repository)
    if main is None:
        return []
    said = repository.run(
        "for-each-ref", "--sort=-committerdate", "--count=20",
        f"--no-merged={main}", "refs/heads",
        f"--format=%(refname:short){_UNIT}%(objectname:short){_UNIT}%(committerdate:unix)",
    )  # fmt: skip
    found: list[Branch] = []
    for line in said.decode(errors="replace").splitlines():
        name, tip, at = line.split(_UNIT)
        if len(found) < MOST_BRANCHES and at.isdigit() and int(at) > since.timestamp():
            ahead = repository.run("rev-list", "--count", f"{main}..{tip}", "--").decode().strip()
            found.append(Branch(name, tip, int(ahead), main.rpartition("heads/")[2]))
    return found


def main_branch(path: Path) -> str | None:
    """The branch from which others start in the repository around ``path``, None without one."""
    return _main(replace(open_repository(path), seconds=SECONDS))


def _main(repository: Repository) -> str | None:
    for name in ("refs/remotes/origin/HEAD", "refs/heads/main", "refs/heads/master"):
        try:
            repository.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        except GitFailed:
            continue
        return name
    return None


def _changed(repository: Repository) -> list[str]:
    """Paths that differ from what is committed, without what lies in submodules.

    A repository may claim a working tree elsewhere on the machine; only its own is looked at.
    """
    if repository.bare or not (repository.root / ".git").exists():
        return []
    said = repository.records(
        "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal",
        "--ignore-submodules=all", "--",
    )  # fmt: skip
    found: list[str] = []
    for record in said:
        if len(found) >= _LOOKED_AT:
            break
        found.append(record[3:].decode(errors="replace"))
    return [path for path in found if path]
