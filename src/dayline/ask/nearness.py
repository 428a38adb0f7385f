"""How near the meaning of sentences is to a question's, where the measured model runs here."""

from __future__ import annotations

from functools import lru_cache

from dayline.ask.material import Near
from dayline.base.errors import DaylineError
from dayline.embedding.loading import configured
from dayline.embedding.package import NAME
from dayline.embedding.similarity import Embed, similar_by


def near() -> Near | None:
    """Nearness by the model that the weights were learnt with (``DAYLINE_EMBEDDING=minilm``).

    None with any other, as cosines of two models cannot be compared: answers then go by words.
    """
    try:
        embedder = configured()
    except DaylineError:
        return None
    if embedder is None or embedder.name != NAME:
        return None
    return _near_by(embedder.embed)


@lru_cache(maxsize=1)
def _near_by(embed: Embed) -> Near:
    """One for the process, so that sentences that were met lately are not embedded again."""
    similar = similar_by(embed)
    return lambda question, texts: similar([question], texts)[0]
