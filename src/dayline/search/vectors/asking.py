"""A question as a vector, or None: search goes on by words when there is no model or no answer."""

from __future__ import annotations

import threading
import time
from typing import ClassVar

from dayline.base.errors import DaylineError
from dayline.embedding.embedder import Embedder, Vectors
from dayline.embedding.loading import configured

REST = 30.0
"""Seconds for which a model that failed is not asked again."""
_MOST = 1_000  # questions whose vectors are kept


class _Resting:
    """When the model may be asked again, by a clock that nobody sets; and what it told last."""

    until = 0.0
    lock = threading.Lock()
    known: ClassVar[dict[tuple[str, str], Vectors]] = {}


def embedder() -> Embedder | None:
    """The embedder that is set, if it can be had."""
    if time.monotonic() < _Resting.until:
        return None
    try:
        return configured()
    except DaylineError:
        _rest()
        return None


def vector(asked: Embedder, question: str) -> Vectors | None:
    """The unit vector of a question, shape (d,)."""
    name = (asked.name, " ".join(question.split()))
    known = _Resting.known.get(name)
    if known is not None:
        return known
    try:
        made: Vectors = asked.embed([name[1]])[0]
    except DaylineError:
        _rest()
        return None
    with _Resting.lock:
        if len(_Resting.known) >= _MOST:
            _Resting.known.clear()
        _Resting.known[name] = made
    return made


def _rest() -> None:
    with _Resting.lock:
        _Resting.until = time.monotonic() + REST
