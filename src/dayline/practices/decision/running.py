"""The checks of decisions in force, held against a change set. Pure: the caller runs commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dayline.base.findings import Finding, Severity
from dayline.practices.decision.book import Book, Decision
from dayline.practices.decision.diffs import Change
from dayline.practices.decision.globs import Globs
from dayline.practices.decision.imports import imported
from dayline.practices.decision.teeth import Check

if TYPE_CHECKING:
    from dayline.practices.decision.rules import ChangeSet

_MOST_OUTPUT: Final = 600


@dataclass(frozen=True)
class _Bound:
    """A check with the decision it belongs to."""

    decision: Decision
    check: Check

    @cached_property
    def key(self) -> str:
        return f"{self.decision.ref}/{self.check.name}"

    def __hash__(self) -> int:
        return hash(self.key)

    def finding(self, message: str, path: str, line: int) -> tuple[str, Finding]:
        why = f" {self.check.why}" if self.check.why else ""
        remedy = f"Keep to {self.decision.ref} ({self.decision.title}).{why}"
        return self.key, Finding(
            "decision-broken", f"{self.key}: {message}", remedy, path, line,
            severity=self.check.severity,
        )  # fmt: skip


def _bound(book: Book) -> list[_Bound]:
    return [_Bound(one, check) for one in book.in_force for check in one.teeth.checks]


def _by_path(bound: Sequence[_Bound], changes: Sequence[Change]) -> Iterator[tuple[_Bound, Change]]:
    """Each check of lines with each changed file that it looks at."""
    scoped = [one for one in bound if one.check.condition in _ON_LINES]
    globs = Globs((glob, one) for one in scoped for glob in one.check.paths)
    spared = {one.key: Globs((glob, 1) for glob in one.check.spared) for one in scoped}
    for change in changes:
        if change.status == "deleted" or change.binary:
            continue
        for one in globs.covering(change.path):
            if not spared[one.key].covering(change.path):
                yield one, change


def blobs(changes: Sequence[Change], book: Book) -> Iterator[str]:
    """The blobs that must be read to judge imports and what a file must hold."""
    for one, change in _by_path(_bound(book), changes):
        if one.check.condition == "must_match" or (
            one.check.condition == "must_not_import" and _suspect(one.check, change)
        ):
            yield change.after_blob


def failed(
    changeset: ChangeSet, book: Book, texts: Mapping[str, str]
) -> Iterator[tuple[str, Finding]]:
    """What breaks a check, each with ``D-1/name`` as the key that a waiver names."""
    bound = _bound(book)
    for one, change in _by_path(bound, changeset.changes):
        yield from _ON_LINES[one.check.condition](one, change, texts.get(change.after_blob))
    existing = [one for one in bound if one.check.condition.endswith("_exist")]
    if existing:
        yield from _existence(existing, changeset)
    touched = {change.path for change in changeset.changes}
    for one in bound:
        if one.check.condition == "command" and _concerns(one.check, touched):
            yield from _command(one, changeset)


def _must_not_match(
    one: _Bound, change: Change, _text: str | None
) -> Iterator[tuple[str, Finding]]:
    for stated in one.check.value:
        pattern = re.compile(stated)
        for number, line in change.added:
            if pattern.search(line):
                yield one.finding(f"an added line matches {stated!r}.", change.path, number)


def _must_match(one: _Bound, change: Change, text: str | None) -> Iterator[tuple[str, Finding]]:
    """A new file must hold it; of an older one it is judged where its whole text is known."""
    if not change.added or (text is None and change.status != "added"):
        return
    held = change.added_text if text is None else text
    for stated in one.check.value:
        pattern = re.compile(stated)
        if not any(pattern.search(line[:2_000]) for line in held.splitlines()):
            number = change.added[0][0]
            yield one.finding(f"nothing in this file matches {stated!r}.", change.path, number)


def _must_not_import(
    one: _Bound, change: Change, text: str | None
) -> Iterator[tuple[str, Finding]]:
    if not _suspect(one.check, change):
        return
    for line, names in imported(change, text):
        for banned in one.check.value:
            hit = next((name for name in names if f"{name}.".startswith(f"{banned}.")), None)
            if hit:
                yield one.finding(f"{hit} is imported here.", change.path, line)


def _suspect(check: Check, change: Change) -> bool:
    """Whether the added lines have a banned name at all, before anything is parsed."""
    text = change.added_text
    return change.path.endswith((".py", ".pyi")) and any(
        banned.rpartition(".")[2] in text for banned in check.value
    )


_ON_LINES: Final[
    dict[str, Callable[[_Bound, Change, str | None], Iterator[tuple[str, Finding]]]]
] = {
    "must_match": _must_match,
    "must_not_match": _must_not_match,
    "must_not_import": _must_not_import,
}


def _existence(bound: Sequence[_Bound], changeset: ChangeSet) -> Iterator[tuple[str, Finding]]:
    """Files that must be there after the change, and those that must not be added by it.

    What must exist is judged where the tree is known, and else by what the change deletes.
    """
    changes = changeset.changes
    wanted = any(one.check.condition == "must_exist" for one in bound)
    tree = changeset.tree() if wanted else None
    globs = Globs((glob, (one, glob)) for one in bound for glob in one.check.value)
    there = {key for path in tree or () for key in globs.covering(path)}
    gone: dict[tuple[_Bound, str], Change] = {}
    for change in changes:
        for path in filter(None, (change.before_path, change.path)):
            if change.status == "deleted" or path == change.before_path:
                gone |= dict.fromkeys(globs.covering(path), change)
    for one in bound:
        for glob in one.check.value:
            if one.check.condition == "must_not_exist":
                yield from _forbidden(one, glob, changes)
            elif (one, glob) not in there and (tree is not None or (one, glob) in gone):
                last = gone.get((one, glob))
                place = last.path if last else one.decision.path
                yield one.finding(f"there must be a file {glob}.", place, 0)


def _forbidden(one: _Bound, glob: str, changes: Sequence[Change]) -> Iterator[tuple[str, Finding]]:
    single, spared = Globs([(glob, 1)]), Globs((each, 1) for each in one.check.spared)
    for change in changes:
        fresh = change.status in ("added", "renamed")
        if fresh and single.covering(change.path) and not spared.covering(change.path):
            yield one.finding(f"there must be no file {glob}.", change.path, 0)


def _concerns(check: Check, touched: set[str]) -> bool:
    if not check.paths:
        return True
    globs = Globs((glob, 1) for glob in check.paths)
    return any(globs.covering(path) for path in touched)


def _command(one: _Bound, changeset: ChangeSet) -> Iterator[tuple[str, Finding]]:
    ran = changeset.run(one.check)
    line = one.check.value[0]
    if ran is None:
        yield "", Finding(
            "command-not-run", f"{one.key}: `{line}` was not run.",
            f"Allow it where you trust it: --allow {line!r}.", one.decision.path, one.check.line,
            severity=Severity.NOTE,
        )  # fmt: skip
    elif ran.code is None:
        yield one.finding(f"`{line}` {ran.output}", one.decision.path, one.check.line)
    elif ran.code:
        said = " ".join(ran.output.split())[-_MOST_OUTPUT:]
        what = f"`{line}` ended with {ran.code}. {said}".strip()
        yield one.finding(what, one.decision.path, one.check.line)
