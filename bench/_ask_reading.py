"""How much the reader's word counts beside that of words, and when it is sure; needs numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench._ask_cases import Case, Judged, judged
from bench._ask_figures import folded, show, threshold
from bench._ask_learning import Array, learn_ranking
from dayline.ask import confidence, reranking
from dayline.ask.material import Reads
from dayline.ask.scoring import Scored

PENALTY = {"reading": 1.0, "answer": 20.0}
_ALLOWED = 0.0475
"""Answers to what has no answer, of those that it is learnt from: of others it is a little more."""


@dataclass(frozen=True)
class Read:
    """A case whose likely sentences were read; ``rows`` are what they are ranked by."""

    case: Case
    found: list[Scored]
    rows: Array


def read(known: Sequence[Case], reads: Reads) -> list[Read]:
    """The cases that sentences must answer."""
    out = []
    for case in (one for one in known if one.found and not one.is_told):
        likely = case.found[: reranking.READ_AGAIN]
        told = reads(case.question.text, [reranking.excerpt(one) for one in likely])
        rows = [reranking.parts(one, read) for one, read in zip(likely, told, strict=True)]
        out.append(Read(case, likely, np.array(rows)))
    return out


def reread(one: Read, weights: Array) -> Judged:
    """What a case shows by these weights."""
    score = one.rows @ weights
    found = [
        replace(one.found[at], read=float(one.rows[at, 1]), score=float(score[at]))
        for at in np.argsort(-score, kind="stable")
    ]
    signs = (*one.case.signs_of(found), *reranking.signs(one.case.sure, found, one.case.size))
    return judged(one.case, found, signs)


def learn_reading(known: Sequence[Case], reads: Reads) -> Mapping[str, Mapping[str, float]]:
    """The weights by reading, from cases that neither words nor the reader learnt from."""
    seen = read(known, reads)
    groups = [(one.rows, one.case.right[: len(one.rows)]) for one in seen]
    ranking = learn_ranking(groups, PENALTY["reading"])
    there = [reread(one, ranking) for one in seen]
    sure, answer = folded(there, np.array([one.signs for one in there]), PENALTY["answer"])
    limits = dict.fromkeys(("small", "large"), threshold(there, sure, allowed=_ALLOWED))
    show("by reading, unseen", known, there, sure, limits)
    return {
        "reading": dict(zip(reranking.PARTS, map(float, ranking), strict=True)),
        "answer by reading": dict(zip(confidence.READ_NAMES, map(float, answer), strict=True)),
        "threshold by reading": limits,
    }
