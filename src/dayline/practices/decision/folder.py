"""The decisions of a folder, in whatever dialect, as a change set is held against them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.base.strict_yaml import load
from dayline.practices.decision.book import IN_FORCE, Book, Decision
from dayline.practices.decision.teeth import Waiver, teeth_of, waivers_of
from dayline.records.dialect import Read
from dayline.records.folder import walk
from dayline.records.paths import globs_of
from dayline.records.reading import kind_of, read_folder

KINDS: Final = ("decision", "rfc")
WAIVERS: Final = ".dayline/waivers.yaml"
_MOST_WAIVERS = 256 * 1024


def book_of_folder(path: Path, *, top: Path) -> Book:
    """The decisions below ``path``, with their paths as seen from ``top``, the repository.

    A decision that one in force supersedes does not bind any more, whether or not its own file
    says so yet. Raises :class:`NotFound` where there is no such folder.
    """
    reading = read_folder(walk(path))
    inside = os.path.relpath(path.resolve(), top.resolve())
    place = "" if inside == "." or path.is_file() else f"{inside}/".replace(os.sep, "/")
    if path.is_file():
        place = f"{os.path.relpath(path.resolve().parent, top.resolve())}/".removeprefix("./")
    found = {read.ref: read for read in reading.records if kind_of(read) in KINDS}
    binding = {ref for ref, read in found.items() if _state(read) in IN_FORCE}
    successors = _successors(found, reading.collection.lineage.successors)
    decisions = [
        _decision(read, place, tuple(new for new in successors.get(ref, ()) if new in binding))
        for ref, read in found.items()
    ]
    waivers, findings = waivers_of_repository(top)
    return Book(tuple(decisions), waivers, findings)


def _state(read: Read) -> str:
    """The canonical state, else the word itself: a native text names a state of its contract."""
    return read.state or read.status_text.strip().casefold()


def _successors(
    found: Mapping[str, Read], stated: Mapping[str, tuple[str, ...]]
) -> dict[str, dict[str, None]]:
    """Each decision with what replaces it, by the dialects' links and by native front matter."""
    successors = {old: dict.fromkeys(new) for old, new in stated.items()}
    for ref, read in found.items():
        if read.dialect.name == "native":
            for old in globs_of(read.head.fields.get("supersedes")):
                successors.setdefault(old, {})[ref] = None
            for new in globs_of(read.head.fields.get("superseded_by")):
                successors.setdefault(ref, {})[new] = None
    return successors


def _decision(read: Read, place: str, successors: tuple[str, ...]) -> Decision:
    fields: Mapping[str, Any] = read.head.fields
    path = f"{place}{read.path}"
    teeth = teeth_of(fields, read.text, ref=read.ref, path=path, lines=read.head.lines)
    applies_to = tuple(globs_of(fields.get("applies_to")))
    return Decision(
        read.ref, read.title, _state(read), path, applies_to, teeth, successors, text=read.text
    )


def waivers_of_repository(top: Path) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    """The waivers of ``.dayline/waivers.yaml``, a list or a map with the key ``waivers``.

    They stand beside the decisions so that a waiver does not make a new version of one.
    """
    file = top / WAIVERS
    try:
        text = file.read_bytes()[: _MOST_WAIVERS + 1].decode(errors="replace")
    except OSError:
        return (), ()
    return waivers_in(text)


def waivers_in(text: str) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    """The waivers that the text of such a file states, and what of it cannot be read."""
    findings: list[Finding] = []
    try:
        stated = load(text, path=WAIVERS).value
    except DaylineError as error:
        return (), error.findings
    held = stated.get("waivers") if isinstance(stated, dict) else stated
    waivers = tuple(waivers_of(held, ref="", path=WAIVERS, findings=findings))
    return waivers, tuple(findings)
