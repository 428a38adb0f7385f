"""A model that reads a question and an excerpt together, and scores how well it is answered.

An embedder reads each text alone; a cross-encoder lets every word of the question look at every
word of the excerpt (Nogueira and Cho, Passage Re-ranking with BERT, 2019). It is slower, so it
reads few.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dayline.base.storable import storable
from dayline.embedding.excerpt import Excerpt
from dayline.embedding.local import alike_long, session, tokenizer_of

QUESTION, TITLE, HEADING, BEFORE, TEXT = 40, 12, 12, 16, 64
"""Tokens of each that are read; of what stands before, the last. The weights were learnt so."""


class CrossEncoder:
    """A graph of :meth:`dayline.embedding.bert.Encoder.scorer` with its tokenizer."""

    def __init__(self, model: Path, tokenizer: Path, *, threads: int = 0) -> None:
        self._session = session(model, threads)
        self._tokenizer = tokenizer_of(tokenizer)
        # "[SEP]" in a record is five letters and a pair of brackets, and no border.
        self._tokenizer.encode_special_tokens = True
        self._lock = threading.Lock()  # the tokenizer is not for several threads at once
        self._begin, self._end, self._bar = map(self._token, ("[CLS]", "[SEP]", "|"))

    def _token(self, text: str) -> int:
        known: int | None = self._tokenizer.token_to_id(text)
        if known is None:
            raise ValueError(f"the tokenizer has no token {text}")
        return known

    def scores(self, question: str, excerpts: Sequence[Excerpt]) -> list[float]:
        """The logarithm of the odds that an excerpt answers, up to a constant; one for each."""
        if not excerpts:
            return []
        with self._lock:
            asked, *told = self._tokens([question, *_flat(excerpts)])
        rows = [self._row(asked, told[at : at + 4]) for at in range(0, len(told), 4)]
        lengths = [len(row) for row, _ in rows]
        order = sorted(range(len(rows)), key=lengths.__getitem__)
        found = [0.0] * len(rows)
        for batch in alike_long(order, lengths):
            for at, score in zip(batch, self._run([rows[at] for at in batch]), strict=True):
                found[at] = float(score)
        return found

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        made = self._tokenizer.encode_batch(
            [storable(one) for one in texts], add_special_tokens=False
        )
        return [list(one.ids) for one in made]

    def _row(self, asked: list[int], parts: Sequence[list[int]]) -> tuple[list[int], int]:
        """The ids of a pair, and how many at its end are the sentence."""
        title, heading, before, text = parts
        last = [*text[:TEXT], self._end]
        first = [self._begin, *asked[:QUESTION], self._end]
        for part in (title[:TITLE], heading[:HEADING], before[-BEFORE:]):
            first += [*part, self._bar]
        return first + last, len(last)

    def _run(self, rows: Sequence[tuple[list[int], int]]) -> NDArray[np.float32]:
        width = max(len(ids) for ids, _ in rows)
        ids = np.zeros((len(rows), width), dtype=np.int64)
        mask, kinds = np.zeros_like(ids), np.zeros_like(ids)
        for at, (row, said) in enumerate(rows):
            ids[at, : len(row)] = row
            mask[at, : len(row)] = 1
            kinds[at, len(row) - said : len(row)] = 1
        given: dict[str, Any] = {
            "input_ids": ids, "attention_mask": mask, "token_type_ids": kinds,
        }  # fmt: skip
        out: NDArray[np.float32] = self._session.run(None, given)[0][:, 0]
        return out


def _flat(excerpts: Sequence[Excerpt]) -> list[str]:
    return [part for one in excerpts for part in (one.title, one.heading, one.before, one.text)]
