"""Collections as vectors, for Dayline and for its peers alike, made once and kept in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench._search_sets import Collection, Text
from dayline.embedding.embedder import Embedder, Vectors
from dayline.search.chunks import chunks
from dayline.search.vectors.texts import passages

_STEP = 512
_LONGEST = 2_500  # characters of a whole document: more than the model reads


class Dense(NamedTuple):
    """Rows of passages with the place of their text among all texts of the collection; one row
    for each whole text; one for each question.
    """

    passages: Vectors
    owner: np.ndarray[tuple[int], np.dtype[np.int64]]
    documents: Vectors
    queries: Vectors


def dense(collection: Collection, embedder: Embedder, folder: Path) -> Dense:
    """The vectors of a collection, those from the folder that are there."""
    texts = [text for several in collection.corpora.values() for text in several]
    cut = [_passages(collection, text) for text in texts]
    owner = np.repeat(np.arange(len(texts)), [len(one) for one in cut])
    rows = _embedded([one for several in cut for one in several], embedder, folder)
    whole = [" ".join(text.whole[:_LONGEST].split()) for text in texts]
    documents = rows if collection.inside else _embedded(whole, embedder, folder)
    asked = _embedded([one.text for one in collection.questions], embedder, folder)
    return Dense(rows, owner, documents, asked)


def _passages(collection: Collection, text: Text) -> list[str]:
    if collection.inside:
        return [text.body]
    return passages(text.title, text.body, chunks(text.body), ())


def _embedded(texts: Sequence[str], embedder: Embedder, folder: Path) -> Vectors:
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for at in range(0, len(texts), _STEP):
        part = texts[at : at + _STEP]
        told = "\0".join([embedder.name, *part]).encode(errors="replace")
        kept = folder / f"{blake2b(told, digest_size=12).hexdigest()}.npy"
        if not kept.exists():
            np.save(kept, embedder.embed(part).astype(np.float16))
            print(f"  embedded {at + len(part)} of {len(texts)}", flush=True)
        parts.append(np.load(kept).astype(np.float32))
    out: Vectors = np.concatenate(parts)
    return out
