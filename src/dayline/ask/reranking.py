"""The likely sentences in another order, after somebody has read them together with the question.

Pure: who reads is given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from dayline.ask.matching import largeness, units_of
from dayline.ask.material import Reads
from dayline.ask.question import Question
from dayline.ask.scoring import Scored, worth_of
from dayline.ask.weights import weights
from dayline.embedding.excerpt import Excerpt

READ_AGAIN = 40
"""So many sentences are read; more were no better and take longer."""

PARTS = ("words", "read", "asks")
"""What a sentence is ranked by: its score by words and by reading, and whether it is a question,
which reads like the question that is asked and answers nothing."""

_SIGNS = ("words", "read", "any", "ahead")
SIGNS = (*_SIGNS, "small", *(f"small_{one}" for one in _SIGNS))
"""What an answer is judged by beside the signs by words; learnt by ``bench/fit_ask.py``. In a small
workspace all is about the same few things, so that the same signs say less there."""

_SECTIONS = 2
_AROUND = 6


def reranked(question: Question, found: Sequence[Scored], reads: Reads) -> list[Scored]:
    """The best ``READ_AGAIN`` sentences by words and by reading, best first, and no others."""
    likely = found[:READ_AGAIN]
    told = reads(question.text, [excerpt(one) for one in likely])
    worth = weights("reading", PARTS)
    read = []
    for one, much in zip(likely, told, strict=True):
        score = sum(a * b for a, b in zip(worth, parts(one, much), strict=True))
        read.append(replace(one, read=much, score=score))
    return sorted(read, key=lambda one: -one.score)


def parts(one: Scored, read: float) -> tuple[float, ...]:
    """What a sentence is ranked by, in the order of :data:`PARTS`."""
    return worth_of(one.features), read, one.feature("asks")


def excerpt(one: Scored) -> Excerpt:
    """A sentence with what stands before it in its section."""
    every = units_of(one.document)
    before = every[one.at - 1] if one.at else None
    beside = before is not None and before.headings == one.unit.headings
    return Excerpt(
        one.document.title,
        " > ".join(one.unit.headings[-_SECTIONS:]),
        before.text if before and beside else "",
        one.unit.text,
    )


def signs(by_words: float, found: Sequence[Scored], size: int) -> tuple[float, ...]:
    """What speaks for an answer among ``size`` records, in the order of :data:`SIGNS`.

    ``by_words`` is how sure words alone are, 0 to 1; ``found`` are sentences that were read.
    """
    best = found[:_AROUND]
    read = [one.read for one in found if not one.feature("asks")] or [best[0].read]
    top = max(read)
    told = (
        _logit(by_words),
        best[0].read,
        top + math.log(sum(math.exp(one - top) for one in read)),
        best[0].score - sum(one.score for one in best) / len(best),
    )
    small = 1 - largeness(size)
    return (*told, small, *(small * one for one in told))


def _logit(chance: float) -> float:
    bounded = min(1 - 1e-6, max(1e-6, chance))
    return math.log(bounded / (1 - bounded))
