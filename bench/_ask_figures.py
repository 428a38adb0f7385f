"""What questions get by weights that never saw them; needs numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bench._ask_cases import FOLDS, LARGE, Case, Judged
from bench._ask_learning import Array, learn_chance

ALLOWED = 0.05
"""Of what has no answer is answered at the thresholds. Half of it are near misses."""


def folded(judged: Sequence[Judged], rows: Array, penalty: float) -> tuple[Array, Array]:
    """How sure each is by weights of the other folds, and the weights by all of them.

    Answers that are right and unsaid teach nothing.
    """
    labels = np.array([float(one.case.asked.is_answerable) for one in judged])
    folds = np.array([one.case.fold for one in judged])
    teaches = np.array([one.says or not one.case.asked.is_answerable for one in judged])
    sure = np.zeros(len(judged))
    for fold in range(FOLDS):
        used = teaches & (folds != fold)
        weights = learn_chance(rows[used], labels[used], penalty)
        sure[folds == fold] = 1 / (1 + np.exp(-rows[folds == fold] @ weights))
    return sure, learn_chance(rows[teaches], labels[teaches], penalty)


def threshold(
    judged: Sequence[Judged], sure: Array, *, large: bool | None = None, allowed: float = ALLOWED
) -> float:
    """From which sureness on as much as is ``allowed`` of what has no answer is answered.

    In large libraries, in small ones, or in all.
    """
    wrong = sorted(
        (
            float(value)
            for one, value in zip(judged, sure, strict=True)
            if not one.case.asked.is_answerable and large in (None, one.case.size > LARGE)
        ),
        reverse=True,
    )
    return wrong[int(allowed * len(wrong))] + 0.005


def show(
    title: str, known: Sequence[Case], judged: Sequence[Judged], sure: Array,
    limits: Mapping[str, float],
) -> None:  # fmt: skip
    """A line for each set: what is shown of what has an answer, and is answered of the rest."""
    print(f"{title:32}{'with':>6}{'said':>8}{'correct':>9}{'wrong':>8}")
    for part in (*dict.fromkeys(one.part for one in known), "all"):
        of = [one for one in known if part in ("all", one.part)]
        there = [
            (one, value >= limits["large" if one.case.size > LARGE else "small"])
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
