"""The decisions that a change set is held against, whether from a folder or a workspace. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dayline.base.findings import Finding
from dayline.practices.decision.citations import Citations
from dayline.practices.decision.globs import Globs, literal_folder
from dayline.practices.decision.teeth import NONE, Teeth, Waiver

IN_FORCE: Final = ("accepted", "final", "")
"""States in which a decision binds; a collection that states none means what it says."""

PENDING: Final = ("proposed", "draft", "open", "closing")
_WORD = re.compile(r"[a-z0-9@][a-z0-9@/._-]*[a-z0-9]|[a-z0-9]")


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """One decision. ``path`` is where it lies in the repository, "" when it does not.

    ``revision`` is the newest version in force, 0 where versions are not known; ``successors`` are
    the decisions in force that replace it. Two are equal when they are the same object.
    """

    ref: str
    title: str
    state: str
    path: str = ""
    applies_to: tuple[str, ...] = ()
    teeth: Teeth = NONE
    successors: tuple[str, ...] = ()
    revision: int = 0
    text: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it binds: accepted, and replaced by nothing that is."""
        return self.state in IN_FORCE and not self.successors

    @property
    def replaced(self) -> bool:
        """Whether it bound once and does not any more."""
        return bool(self.successors) or self.state in ("superseded", "deprecated")

    def covers(self, path: str) -> bool:
        """Whether its ``applies_to`` covers a path by more than a wildcard at the top."""
        narrow = [glob for glob in self.applies_to if literal_folder(glob)]
        return bool(narrow and Globs((glob, True) for glob in narrow).covering(path))

    def names(self, word: str) -> bool:
        """Whether its text has the word as a whole; dashes and underscores are the same."""
        plain = _plain(word)
        text = _plain(self.text)
        return plain in text and plain in _WORD.findall(text)


def _plain(text: str) -> str:
    return text.casefold().replace("_", "-")


@dataclass(frozen=True)
class Book:
    """All decisions, with the waivers and findings of files that belong to none of them."""

    decisions: tuple[Decision, ...]
    waivers: tuple[Waiver, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def by_ref(self) -> Mapping[str, Decision]:
        """The decisions by their ids."""
        return {one.ref: one for one in self.decisions}

    @cached_property
    def by_path(self) -> Mapping[str, Decision]:
        """The decisions by their files."""
        return {one.path: one for one in self.decisions if one.path}

    @cached_property
    def in_force(self) -> tuple[Decision, ...]:
        """Those that bind."""
        return tuple(one for one in self.decisions if one.in_force)

    @cached_property
    def governing(self) -> Globs[Decision]:
        """The decisions in force by the paths they apply to."""
        return Globs((glob, one) for one in self.in_force for glob in one.applies_to)

    @cached_property
    def citations(self) -> Citations:
        """Finds the decisions that a text names."""
        files = {path.rpartition("/")[2]: one.ref for path, one in self.by_path.items()}
        return Citations(self.by_ref, files)

    @cached_property
    def all_waivers(self) -> tuple[Waiver, ...]:
        """The waivers of decisions in force and those of the repository."""
        own = (waiver for one in self.in_force for waiver in one.teeth.waivers)
        return (*self.waivers, *own)

    def named_by(self, word: str, among: Iterable[Decision]) -> Decision | None:
        """The first decision that names a word."""
        return next((one for one in among if one.names(word)), None)
