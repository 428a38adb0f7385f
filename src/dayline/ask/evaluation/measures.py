"""Figures of how good answers are. Pure.

nDCG after Järvelin and Kekäläinen 2002; the area under the ROC after Hanley and McNeil 1982.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from dayline.ask.evaluation.questions import Asked
from dayline.ask.material import Answer, Document, Sentence
from dayline.ask.support import is_verbatim, lacks
from dayline.base.plain import plain
from dayline.records.dialect.restructured_tables import is_ruled

Records = Callable[[str], Document | None]
"""Gives the record of an id as it stood on one day."""

MOST_WRONG = 0.05
"""Of the questions without an answer, the share that the suggested threshold may answer."""


class Fault(Enum):
    """What can be wrong with an answer, in the words in which it is told."""

    WITHHELD = "nothing was said"
    MISSED = "the answer is not in it"
    NEEDLESS = "nothing should have been said"
    UNSUPPORTED = "its quote does not say so"
    STALE = "superseded, and told as current"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with what was found, what was answered and what is wrong with that."""

    asked: Asked
    found: tuple[str, ...]
    answer: Answer
    seconds: float
    sure: float
    """The confidence, also of an answer that was withheld."""
    faults: tuple[tuple[Fault, str], ...] = ()
    """Each with the sentence that has it."""

    def count(self, fault: Fault) -> int:
        """How often it has a fault."""
        return sum(one is fault for one, _ in self.faults)

    @property
    def is_correct(self) -> bool:
        """Whether a sentence says the answer and cites where it may stand."""
        return any(_is_right(self.asked, one) for one in self.answer.sentences)

    @property
    def is_at_hand(self) -> bool:
        """Whether it is correct, or what is quoted as coming nearest says the answer."""
        return self.is_correct or any(_is_right(self.asked, one) for one in self.answer.nearest)


def _is_right(asked: Asked, sentence: Sentence) -> bool:
    """Whether a sentence, or what it quotes in the record's own markup, is what was asked for."""
    cites = [cite for cite in sentence.cites if not asked.cites or cite.ref in asked.cites]
    told = [sentence.text, *(cite.quote for cite in cites)]
    return bool(cites) and asked.is_said(told)


def faults(asked: Asked, answer: Answer, document: Records) -> tuple[tuple[Fault, str], ...]:
    """What is wrong with an answer; ``document`` gives the records that it cites."""
    said = answer.sentences
    first = said[0].text if said else ""
    found: list[tuple[Fault, str]] = []
    if asked.is_answerable and not any(_is_right(asked, one) for one in said):
        found.append((Fault.MISSED if said else Fault.WITHHELD, first))
    if said and not asked.is_answerable:
        found.append((Fault.NEEDLESS, first))
    for one in said:
        if not is_supported(one, document):
            found.append((Fault.UNSUPPORTED, one.text))
        if _is_stale(one, document):
            found.append((Fault.STALE, one.text))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Report:
    """Shares are 0 to 1; ``None`` where the questions give nothing to measure it by."""

    questions: int
    answerable: int
    recall: dict[int, float]
    ndcg: float
    correct: float | None
    at_hand: float | None
    citations: float | None
    unsupported: float
    wrongly_answered: float | None
    superseded_as_current: int
    auc: float | None
    threshold: float
    suggested: float | None
    median: float
    p95: float


def report(outcomes: Sequence[Outcome], threshold: float) -> Report:
    """All figures of a run."""
    sought = [one for one in outcomes if one.asked.cites]
    some = [one for one in outcomes if one.asked.is_answerable]
    none = [one for one in outcomes if not one.asked.is_answerable]
    sentences = sum(len(one.answer.sentences) for one in outcomes)
    unsupported = sum(one.count(Fault.UNSUPPORTED) for one in outcomes)
    citing = [one for one in some if one.answer.sentences and one.asked.cites]
    times = sorted(one.seconds for one in outcomes)
    return Report(
        questions=len(outcomes),
        answerable=len(some),
        recall={k: _mean([_recall(one, k) for one in sought]) for k in (1, 5, 10)},
        ndcg=_mean([_ndcg(one) for one in sought]),
        correct=_share(one.is_correct for one in some) if some else None,
        at_hand=_share(one.is_at_hand for one in some) if some else None,
        citations=_share(_cites_right(one) for one in citing) if citing else None,
        unsupported=unsupported / max(1, sentences),
        wrongly_answered=_share(bool(one.answer.sentences) for one in none) if none else None,
        superseded_as_current=sum(one.count(Fault.STALE) for one in outcomes),
        auc=auc([one.sure for one in some], [one.sure for one in none]),
        threshold=threshold,
        suggested=suggested([one.sure for one in some], [one.sure for one in none]),
        median=_quantile(times, 0.5),
        p95=_quantile(times, 0.95),
    )


def _recall(one: Outcome, k: int) -> float:
    return float(any(ref in one.asked.cites for ref in one.found[:k]))


def _ndcg(one: Outcome) -> float:
    gain = sum(
        1 / math.log2(at + 2) for at, ref in enumerate(one.found[:10]) if ref in one.asked.cites
    )
    ideal = sum(1 / math.log2(at + 2) for at in range(min(10, len(one.asked.cites))))
    return gain / ideal


def _cites_right(one: Outcome) -> bool:
    return any(c.ref in one.asked.cites for said in one.answer.sentences for c in said.cites)


_UNTIL = re.compile(r"^Until [^:]{1,120} said: ")
"""What stands before the words of something that is not in force any more."""


def is_supported(sentence: Sentence, document: Records) -> bool:
    """Whether every quote stands in its record and the sentence says no more than they do."""
    quotes = []
    beside = []
    for cite in sentence.cites:
        known = document(cite.ref)
        held = known is not None and (cite.quote in known.text or cite.quote == known.title)
        if known is not None and not held and cite.section[:1] != ("Comments",):
            return False
        quotes.append(cite.quote)
        beside += [cite.ref, cite.title, cite.state, *cite.section]
        if known is not None:
            beside += [known.text[: known.body], *map(str, known.fields.values())]
            beside += [*known.successors, *known.predecessors]
            beside += _named(known.text.split("\n"))
    told = _UNTIL.sub("", sentence.text) if sentence.past else sentence.text
    texts = [*quotes, *map(plain, quotes)]
    if is_verbatim(told, texts) or is_verbatim(_cells(told, beside), texts):
        return True
    return bool(quotes) and not lacks(sentence.text, quotes, beside=beside)


def _named(lines: Sequence[str]) -> list[str]:
    """The lines of tables in which their columns may be named."""
    rows = [line for line in lines if line.lstrip().startswith("|")]
    heads = [at for at, line in enumerate(lines) if is_ruled(line)]
    return rows + [line for at in heads for line in lines[at + 1 : at + 1 + _HEAD]]


_HEAD = 3
"""Lines of a row of names in a table that is drawn without lines at its sides."""


def _cells(told: str, beside: Sequence[str]) -> str:
    """The row of a table without the names of its columns, as it stands in the record."""
    rows = [line for line in beside if line.startswith("|")]
    names = {plain(cell) for line in rows for cell in line.strip("| ").split("|")} - {""}
    for name in sorted(names, key=len, reverse=True):
        told = re.sub(rf"(?:^|(?<=; )){re.escape(name)}: ", "", told)
    return told


def _is_stale(sentence: Sentence, document: Records) -> bool:
    """Whether something that is not in force stands there as if it were."""
    known = document(sentence.cites[0].ref) if sentence.cites else None
    return known is not None and known.is_past and not sentence.past


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that an answerable question is surer than one that is not; None without both."""
    if not positive or not negative:
        return None
    wins = sum((one > other) + 0.5 * (one == other) for one in positive for other in negative)
    return wins / (len(positive) * len(negative))


def suggested(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The lowest threshold that answers at most :data:`MOST_WRONG` of what has no answer."""
    if not positive or not negative:
        return None
    allowed = int(MOST_WRONG * len(negative))
    ordered = sorted(negative, reverse=True)
    return min(0.99, ordered[allowed] + 0.001) if allowed < len(ordered) else 0.0


def curve(positive: Sequence[float], negative: Sequence[float]) -> list[tuple[float, float, float]]:
    """The ROC: threshold, share answered of what has none, share answered of what has one."""
    steps = [at / 10 for at in range(1, 10)]
    return [
        (at, _share(one >= at for one in negative), _share(one >= at for one in positive))
        for at in steps
    ]


def _share(values: object) -> float:
    listed = [float(bool(one)) for one in values]  # type: ignore[attr-defined]
    return _mean(listed)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
