"""The score of a read-back by meaning as well, where a model runs here."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.base.errors import DaylineError
from dayline.embedding.similarity import similar_by
from dayline.practices.handoff.reading.score import Score, score


def suggest(items: Sequence[str], read_back: str, *, handoff: str = "") -> Score:
    """The score of a read-back, by meaning too where a model runs here (``DAYLINE_EMBEDDING``).

    A page does not wait for an endpoint elsewhere, and a model that cannot be had leaves the score
    by words: it is a suggestion either way.
    """
    from dayline.embedding.endpoint import Endpoint
    from dayline.embedding.loading import configured

    try:
        embedder = configured()
        if embedder is not None and not isinstance(embedder, Endpoint):
            similar = similar_by(embedder.embed)
            return score(items, read_back, handoff=handoff, similar=similar)
    except DaylineError:
        pass
    return score(items, read_back, handoff=handoff)
