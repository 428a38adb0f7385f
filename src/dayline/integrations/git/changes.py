"""A change set from git: what a branch changes since it left another, or what is staged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dayline.base.errors import InvalidInput
from dayline.integrations.git.client import GitFailed, Repository, open_repository, resolved
from dayline.practices.decision.diffs import Change, parse

STAGED: Final = "staged"
_OPTIONS: Final = (
    "--no-color", "--no-ext-diff", "--no-textconv", "--full-index", "-M", "-U0",
    "--no-indent-heuristic", "--submodule=short",
)  # fmt: skip
_LIMIT_TEXT = 1024 * 1024


@dataclass(frozen=True)
class Changed:
    """The changes of a range with the messages of its commits, and how to ask for more.

    ``diff`` is the text from which the changes were read.
    """

    changes: list[Change]
    message: str
    texts: Callable[[Sequence[str]], Mapping[str, str]]
    tree: Callable[[], frozenset[str]]
    top: Path
    diff: str


def changed(path: Path, stated: str) -> Changed:
    """What ``BASE..HEAD`` changes in the repository around ``path``, or what is staged there.

    As in a pull request, HEAD is compared with the point where it left BASE; a name alone is a BASE
    for the present HEAD. Raises :class:`GitFailed` for names that are none.
    """
    repository = open_repository(path, instead="give a diff on stdin: --diff -")
    if stated == STAGED:
        return _changed(repository, ("--cached",), "", ":")
    base, dots, head = stated.partition("..")
    head = head.removeprefix(".")
    if not base and not dots:
        raise InvalidInput("The range is empty.", do="Give BASE..HEAD, such as origin/main..HEAD.")
    before, after = resolved(repository, base or "HEAD"), resolved(repository, head or "HEAD")
    with suppress(GitFailed):  # histories that never met are compared as they are
        before = repository.run("merge-base", before, after).decode().split("\n")[0] or before
    said = repository.run("log", "--format=%B", "--max-count=1000", f"{before}..{after}")
    return _changed(repository, (before, after), said.decode(errors="replace"), after)


def _changed(repository: Repository, ends: Sequence[str], message: str, after: str) -> Changed:
    output = repository.run("diff", *_OPTIONS, *ends, "--").decode(errors="replace")
    changes = parse(output, name="git diff")
    return Changed(
        changes,
        message,
        lambda blobs: _texts(repository, blobs),
        lambda: _tree(repository, after),
        repository.root,
        output,
    )


def _texts(repository: Repository, blobs: Sequence[str]) -> dict[str, str]:
    read = zip(blobs, repository.blobs(blobs, limit=_LIMIT_TEXT), strict=True)
    return {name: text.decode(errors="replace") for name, text in read if text is not None}


def _tree(repository: Repository, after: str) -> frozenset[str]:
    command = ("ls-files", "-z") if after == ":" else ("ls-tree", "-r", "-z", "--name-only", after)
    return frozenset(path.decode(errors="replace") for path in repository.records(*command) if path)
