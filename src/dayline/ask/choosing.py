"""Which of the scored sentences make an answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.ask.scoring import Scored
from dayline.base.words import terms


def chosen(scored: Sequence[Scored], limit: int) -> list[Scored]:
    """The best units, each of which says something that those before it do not.

    Maximal marginal relevance (Carbonell and Goldstein 1998) over their words.
    """
    pool = sorted(scored, key=lambda one: -one.score)[:_POOL]
    said = [frozenset(terms(one.unit.text)) for one in pool]
    taken: list[int] = []
    while len(taken) < min(limit, len(pool)):
        best = max(
            (at for at in range(len(pool)) if at not in taken),
            key=lambda at: pool[at].score - _SAME * max(
                (_alike(pool, said, at, other) for other in taken), default=0.0
            ),
        )  # fmt: skip
        if any(_alike(pool, said, best, other) > _REPEATED for other in taken):
            break
        taken.append(best)
    return [pool[at] for at in taken]


def _alike(pool: Sequence[Scored], said: Sequence[frozenset[str]], one: int, other: int) -> float:
    a, b = said[one], said[other]
    shared = len(a & b) / max(1, min(len(a), len(b)))
    first, second = pool[one], pool[other]
    if first.document.ref == second.document.ref and (
        first.unit.start < second.unit.end and second.unit.start < first.unit.end
    ):
        return 1.0
    return shared


_POOL = 60
_SAME = 0.5
_REPEATED = 0.95
