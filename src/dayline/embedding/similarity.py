"""How like texts are by an embedder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Embed = Callable[[Sequence[str]], Any]
"""Texts to an (n, d) array of unit rows."""

Similar = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]
"""The cosine of each text of the first with each of the second."""

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
