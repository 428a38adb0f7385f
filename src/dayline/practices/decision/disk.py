"""The whole texts behind a bare diff, where the files as they lie there are its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from dayline.practices.decision.diffs import LIMIT_LINE, Change

_MOST_BYTES: Final = 1024 * 1024


def texts_on_disk(
    changes: Sequence[Change], top: Path
) -> Callable[[Sequence[str]], Mapping[str, str]]:
    """A reader of the texts before and after each change, which get names for it here.

    A file counts only where it is what the diff leads to: every added line stands at its place.
    Nothing outside ``top`` is read, whatever paths a diff names.
    """
    named: dict[str, Change] = {}
    for number, change in enumerate(changes):
        if change.status != "deleted" and not change.binary:
            change.before_blob, change.after_blob = f"before {number}", f"after {number}"
            named[change.before_blob] = named[change.after_blob] = change
    root = top.resolve()

    def texts(blobs: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for blob in blobs:
            change = named.get(blob)
            lines = _lines(change, root) if change else None
            if change is not None and lines is not None:
                late = blob.startswith("after")
                found[blob] = "\n".join(lines if late else before(change, lines))
        return found

    return texts


def _lines(change: Change, root: Path) -> list[str] | None:
    try:
        file = (root / change.path).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        with file.open("rb") as opened:
            held = opened.read(_MOST_BYTES + 1)
    except (OSError, ValueError):
        return None
    lines = held.decode(errors="replace").replace("\r\n", "\n").split("\n")
    fits = all(
        number <= len(lines) and lines[number - 1][:LIMIT_LINE] == text
        for number, text in change.added
    )
    return lines if fits and len(held) <= _MOST_BYTES else None


def before(change: Change, after: Sequence[str]) -> list[str]:
    """The lines before a change: without those it added, with those it removed in their places."""
    added = {number for number, _ in change.added}
    kept = iter([line for number, line in enumerate(after, 1) if number not in added])
    removed = dict(change.removed)
    lines: list[str] = []
    last = max(removed, default=0)
    for line in kept:
        while len(lines) + 1 in removed:
            lines.append(removed[len(lines) + 1])
        lines.append(line)
    while len(lines) < last and len(lines) + 1 in removed:
        lines.append(removed[len(lines) + 1])
    return lines
