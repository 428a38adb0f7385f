"""Questions with all that they may be answered with, for learning; needs numpy."""

from __future__ import annotations

import argparse
import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bench._ask_learning import Array
from bench.ask import QUESTIONS, Corpora
from dayline.ask import features
from dayline.ask.choosing import Passage
from dayline.ask.compose import looked_up, picked
from dayline.ask.evaluation.questions import Asked, parse
from dayline.ask.folder import FolderLibrary
from dayline.ask.material import Library
from dayline.ask.question import Question
from dayline.ask.scoring import Scored

FOLDS = 5
LARGE = 200
"""Records above which a library is a large one."""


@dataclass(frozen=True)
class Case:
    """A question with what it may be answered with; ``right`` marks what says the answer."""

    part: str
    asked: Asked
    question: Question
    found: list[Scored]
    right: Array
    rows: Array
    is_told: bool
    """Whether the fields of records answer it, without any sentence."""
    is_told_right: bool
    sure: float
    signs_of: Callable[[Sequence[Scored]], tuple[float, ...]]
    size: int

    @property
    def fold(self) -> int:
        """The part of the questions that it belongs to, by its words."""
        return zlib.crc32(self.asked.question.encode()) % FOLDS


def cases(part: str, library: Callable[[Any], Library]) -> list[Case]:
    """The questions of a file with all that may be said to them."""
    found = []
    for asked in parse((QUESTIONS / f"{part}.jsonl").read_text(encoding="utf-8")):
        known = library(asked.as_of)
        look = looked_up(asked.question, known)
        if look is None:
            continue
        right = [is_right(asked, *quoted(one)) for one in look.found]
        found.append(
            Case(
                part, asked, look.asked, look.found, np.array(right, dtype=bool),
                np.array([one.features for one in look.found]).reshape(-1, len(features.NAMES)),
                bool(look.told),
                any(
                    is_right(asked, c.ref, one.text, c.quote)
                    for one in look.told for c in one.cites
                ),
                look.sure, look.signs, known.size(),
            )
        )  # fmt: skip
    return found


def is_right(asked: Asked, ref: str, *said: str) -> bool:
    """Whether a sentence of a record is an answer; ``said`` are its words and its quote."""
    return asked.is_answerable and (not asked.cites or ref in asked.cites) and asked.is_said(said)


def quoted(one: Scored | Passage) -> tuple[str, str, str]:
    """The record of a sentence, its words, and the same as they stand there."""
    unit = one.unit if isinstance(one, Scored) else one
    return one.document.ref, unit.text, one.document.text[unit.start : unit.end]


def ranked(case: Case, weights: Array) -> tuple[list[Scored], list[bool]]:
    """The sentences of a case by other weights, best first, and which of them are right."""
    score = case.rows @ weights
    order = np.argsort(-score, kind="stable")
    return (
        [replace(case.found[at], score=float(score[at])) for at in order],
        [bool(case.right[at]) for at in order],
    )


@dataclass(frozen=True)
class Judged:
    """A case as weights that never saw it answer it."""

    case: Case
    signs: tuple[float, ...]
    says: bool
    """Whether what would be shown says the answer."""
    length: int


def judged(case: Case, found: Sequence[Scored], signs: tuple[float, ...]) -> Judged:
    """What a case shows of these sentences."""
    shown = picked(case.question, found)
    says = any(is_right(case.asked, *quoted(one)) for one in shown)
    return Judged(case, signs, says, sum(len(one.text) for one in shown))


def opened(parts: Sequence[str], asked: argparse.Namespace, scratch: Path) -> list[Case]:
    """The cases of some sets; ``asked`` says where their texts are."""
    from dayline.faces.cli.ask import _workspace

    known = Corpora(asked, scratch)

    @cache
    def library(corpus: str) -> Callable[[Any], Library]:
        if corpus == "demo":
            os.environ.update(known.demo())
            return _workspace()
        folder = FolderLibrary(known.folder(corpus))
        return lambda _day: folder

    return [case for part in parts for case in cases(part, library(part.partition("-")[0]))]
