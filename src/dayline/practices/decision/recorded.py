"""Changes that look like a decision while no record says so. Pure.

A record covers a change when it comes with the change set or is in force, and names what changed or
applies to its path; a trailer ``Decision: D-12`` in a commit message covers the whole set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dayline.base.findings import Finding, Severity
from dayline.practices.decision.book import PENDING, Book, Decision
from dayline.practices.decision.diffs import Change
from dayline.practices.decision.shapes.families import shape_of
from dayline.practices.decision.shapes.manifests import certain, is_manifest, new_dependencies

if TYPE_CHECKING:
    from dayline.practices.decision.rules import ChangeSet

_TRAILER = re.compile(
    r"^(?:Decision|Decisions|Implements|ADR)\s*:(.*)$", re.MULTILINE | re.IGNORECASE
)
_HISTORY = re.compile(
    r"(?:^|/)(?:CHANGELOG|CHANGES|HISTORY|NEWS|RELEASES?)(?:[-_.][\w.-]*)?\Z", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:^|/)(?:node_modules|vendor|third_party|testdata|fixtures?|examples?|tests?)/"
)
_DO = "Let the change carry the record of it, or name one in the message: Decision: D-12."


def is_history(path: str) -> bool:
    """Whether a file tells what was, such as a changelog."""
    return _HISTORY.search(path) is not None


def blobs(changes: Sequence[Change]) -> Iterator[str]:
    """The blobs that must be read to know which dependencies are new."""
    for change in changes:
        if change.added and is_manifest(change.path):
            yield from (change.before_blob, change.after_blob)


def without_record(changeset: ChangeSet, book: Book, texts: Mapping[str, str]) -> Iterator[Finding]:
    """A warning for each new dependency and for each file whose change has no record."""
    if _trailed(changeset.message, book):
        return
    carried = [
        book.by_path[one.path] for one in changeset.changes
        if one.path in book.by_path and one.status != "deleted"
    ]  # fmt: skip
    carried = [one for one in carried if one.in_force or one.state in PENDING]
    for change in changeset.changes:
        if change.path in book.by_path:
            continue
        if is_manifest(change.path):
            yield from _dependencies(change, carried, book, texts)
            continue
        shape = shape_of(change)
        if shape is not None and not _covered(change, carried, book):
            family, line = shape
            message = f"This changes {family.what}, and no decision says so."
            yield Finding(family.rule, message, _DO, change.path, line, severity=Severity.WARNING)


def _trailed(message: str, book: Book) -> bool:
    said = " ".join(_TRAILER.findall(message))
    refs = {ref for ref, _, _ in book.citations.within(said)}
    return any(not book.by_ref[ref].replaced for ref in refs)


def _dependencies(
    change: Change, carried: Sequence[Decision], book: Book, texts: Mapping[str, str]
) -> Iterator[Finding]:
    if _ASIDE.search(change.path):
        return
    before, after = texts.get(change.before_blob), texts.get(change.after_blob)
    sure = certain(change, before, after)
    for name, line in new_dependencies(change, before, after):
        said = name.rpartition("/")[2] if not name.startswith("@") else name
        if book.named_by(said, (*carried, *book.in_force)) is None:
            message = f"{name} is a new dependency, and no decision names it."
            yield Finding(
                "dependency-without-decision", message, _DO, change.path, line,
                severity=Severity.WARNING if sure else Severity.NOTE,
            )  # fmt: skip


def _covered(change: Change, carried: Sequence[Decision], book: Book) -> bool:
    """Whether a record that comes along or is in force speaks of this file."""
    name = change.path.rpartition("/")[2]
    for one in carried:
        if not one.applies_to or one.covers(change.path):
            return True
        if change.path in one.text or (len(name) > 4 and name in one.text):
            return True
    if any(one.covers(change.path) for one in book.governing.covering(change.path)):
        return True
    cited = {ref for ref, _, _ in book.citations.within(change.added_text)}
    return any(not book.by_ref[ref].replaced for ref in cited)
