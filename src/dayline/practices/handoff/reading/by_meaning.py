"""How like texts are by an embedding: what the scorer may be given to match by meaning as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dayline.base.errors import DaylineError
from dayline.practices.handoff.reading.score import Score, score
from dayline.practices.handoff.reading.taken_up import Similar

Embed = Callable[[Sequence[str]], Any]
"""Texts to an (n, d) array of unit rows, as ``dayline.embedding`` gives them."""

MOST_KEPT = 20_000


def similar_by(embed: Embed) -> Similar:
    """A similarity by an embedder; each text is embedded once, as words come again and again."""
    kept: dict[str, Any] = {}

    def similar(mine: Sequence[str], others: Sequence[str]) -> Sequence[Sequence[float]]:
        new = [text for text in dict.fromkeys((*mine, *others)) if text not in kept]
        if len(kept) + len(new) > MOST_KEPT:
            kept.clear()
            new = list(dict.fromkeys((*mine, *others)))
        if new:
            kept.update(zip(new, embed(new), strict=True))
        left, right = (np.stack([kept[text] for text in texts]) for texts in (mine, others))
        found: list[list[float]] = (left @ right.T).tolist()
        return found

    return similar


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
