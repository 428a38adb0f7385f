"""Learn what sentences and answers are judged by from the questions, and store the weights.

    python -m bench.fit_ask [--check] [--peps FOLDER] [--demo HOME]

Sentences are ranked by a logistic rule: of all that a question may be answered with, the chance of
those that say the answer is made as large as may be. Whether to answer at all is a second logistic
rule over the best sentences, learnt on rankings by weights that never saw the question. The
thresholds are those at which ``ALLOWED`` of what has no answer would be answered, again by weights
that never saw it. All that is learnt twice, without and with nearness of meaning, so the packaged
model must be installed. ``--check`` stores nothing. Needs numpy; answering does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench._ask_learning import Array, learn_chance, learn_ranking
from bench.ask import HERE, LEARNT_FROM, QUESTIONS, demo, unpacked
from dayline.ask import confidence, features
from dayline.ask.choosing import Passage
from dayline.ask.compose import looked_up, picked
from dayline.ask.evaluation.questions import Asked, parse
from dayline.ask.material import Library
from dayline.ask.nearness import near
from dayline.ask.question import Question
from dayline.ask.scoring import Scored
from dayline.ask.weights import stored

STORE = HERE / "src/dayline/ask/weights.txt"
FOLDS = 5
ALLOWED = 0.04
PENALTY = {"sentence": 4.0, "answer": 8.0}


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
                look.signs, known.size(),
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


def learn_sentence(known: Sequence[Case]) -> Array:
    """The weights of sentences by some cases."""
    return learn_ranking([(one.rows, one.right) for one in known], PENALTY["sentence"])


@dataclass(frozen=True)
class Judged:
    """A case as weights that never saw it answer it."""

    case: Case
    signs: tuple[float, ...]
    says: bool
    """Whether what would be shown says the answer."""
    length: int


def unseen(known: Sequence[Case]) -> list[Judged]:
    """Every case that sentences must answer, ranked by weights of the other folds."""
    out = []
    for fold in range(FOLDS):
        weights = learn_sentence([one for one in known if one.fold != fold])
        for case in (one for one in known if one.fold == fold and one.found and not one.is_told):
            found, _ = ranked(case, weights)
            shown = picked(case.question, found)
            says = any(is_right(case.asked, *quoted(one)) for one in shown)
            length = sum(len(one.text) for one in shown)
            out.append(Judged(case, case.signs_of(found), says, length))
    return out


WAYS = {"": confidence.NAMES, " by meaning": confidence.NEAR_NAMES}
"""Parts of the stored weights end so; the signs of the first are the first of the second."""


def sureness(judged: Sequence[Judged], signs: int) -> Array:
    """How sure each is by the first so many signs, by weights of the other folds.

    Unsaid answers teach nothing.
    """
    rows = np.array([one.signs[:signs] for one in judged])
    labels = np.array([float(one.case.asked.is_answerable) for one in judged])
    folds = np.array([one.case.fold for one in judged])
    teaches = np.array([one.says or not one.case.asked.is_answerable for one in judged])
    sure = np.zeros(len(judged))
    for fold in range(FOLDS):
        used = teaches & (folds != fold)
        weights = learn_chance(rows[used], labels[used], PENALTY["answer"])
        sure[folds == fold] = 1 / (1 + np.exp(-rows[folds == fold] @ weights))
    return sure


def threshold(judged: Sequence[Judged], sure: Array, *, large: bool) -> float:
    """From which sureness on ``ALLOWED`` of what has no answer is answered."""
    wrong = sorted(
        (
            float(value)
            for one, value in zip(judged, sure, strict=True)
            if not one.case.asked.is_answerable and (one.case.size > 200) == large
        ),
        reverse=True,
    )
    return wrong[int(ALLOWED * len(wrong))] + 0.005


def _with_new_names() -> None:
    """Let what was not learnt yet weigh nothing, so that questions can be looked up."""
    known = {part: dict(values) for part, values in stored().items()}
    named = {f"answer{way}": names for way, names in WAYS.items()}
    for part, names in ({"sentence": features.NAMES} | named).items():
        known[part] = dict.fromkeys(names, 0.0) | known.get(part, {})
    _write(known)
    stored.cache_clear()


def main() -> None:
    """Learn, print what unseen questions get, and store."""
    given = argparse.ArgumentParser()
    given.add_argument("--check", action="store_true")
    given.add_argument("--peps", type=Path)
    given.add_argument("--demo", type=Path)
    asked = given.parse_args()
    _with_new_names()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.update(demo(asked.demo, Path(scratch)), DAYLINE_EMBEDDING="minilm")
        if near() is None:
            sys.exit("The packaged embedding model is not installed: requirements/.")
        known = _gathered(asked.peps or unpacked(Path(scratch)))
    judged = unseen(known)
    limits = {}
    for way, names in WAYS.items():
        sure = sureness(judged, len(names))
        limits[way] = {
            "small": threshold(judged, sure, large=False),
            "large": threshold(judged, sure, large=True),
        }
        _print(f"unseen{way}", known, judged, sure, limits[way])
    if not asked.check:
        _store(known, judged, limits)


def _gathered(peps: Path) -> list[Case]:
    from dayline.ask.folder import FolderLibrary
    from dayline.faces.cli.ask import _workspace

    folder, workspace = FolderLibrary(peps), _workspace()
    return [
        case
        for part in LEARNT_FROM
        for case in cases(part, (lambda _day: folder) if part.startswith("peps") else workspace)
    ]


def _print(
    title: str, known: Sequence[Case], judged: Sequence[Judged], sure: Array,
    limits: dict[str, float],
) -> None:  # fmt: skip
    print(f"{title:32}{'with':>6}{'said':>8}{'correct':>9}{'wrong':>8}")
    for part in (*LEARNT_FROM, "all"):
        of = [one for one in known if part in ("all", one.part)]
        there = [
            (one, value >= limits["large" if one.case.size > 200 else "small"])
            for one, value in zip(judged, sure, strict=True)
            if part in ("all", one.case.part)
        ]
        some = sum(one.asked.is_answerable for one in of)
        told = sum(one.is_told_right for one in of)
        said = sum(one.says for one, _ in there) + told
        correct = sum(one.says and yes for one, yes in there) + told
        none = len(of) - some
        wrong = sum(yes for one, yes in there if not one.case.asked.is_answerable)
        wrong += sum(one.is_told and not one.asked.is_answerable for one in of)
        print(
            f"{part:32}{some:>6}{said / some:>8.3f}{correct / some:>9.3f}{wrong / none:>8.3f}"
            f"  {np.mean([one.length for one, _ in there]):.0f} characters"
        )
    print({name: round(value, 3) for name, value in limits.items()})


def _store(
    known: Sequence[Case], judged: Sequence[Judged], limits: dict[str, dict[str, float]]
) -> None:
    used = [one for one in judged if one.says or not one.case.asked.is_answerable]
    labels = np.array([float(one.case.asked.is_answerable) for one in used])
    learnt: dict[str, tuple[Sequence[str], Array]] = {
        "sentence": (features.NAMES, learn_sentence(known))
    }
    for way, names in WAYS.items():
        rows = np.array([one.signs[: len(names)] for one in used])
        learnt[f"answer{way}"] = names, learn_chance(rows, labels, PENALTY["answer"])
        learnt[f"threshold{way}"] = tuple(limits[way]), np.array(list(limits[way].values()))
    _write(
        {part: dict(zip(named, values, strict=True)) for part, (named, values) in learnt.items()}
    )


def _write(learnt: dict[str, dict[str, float]]) -> None:
    lines = ["# Learnt by bench/fit_ask.py from tests/ask/questions; not to be edited by hand."]
    for part, values in learnt.items():
        lines += ["", f"[{part}]"]
        lines += [f"{name} {value:.4f}" for name, value in values.items()]
    STORE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
