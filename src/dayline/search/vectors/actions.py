"""Embedding what was written, in the background. Adds nothing to the journal.

A passage whose text is the one that was embedded is not embedded again. Where texts would leave
this machine, only records that everybody in the workspace may see are embedded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b

import numpy as np
from django.db import connection, transaction

from dayline.embedding.embedder import Embedder
from dayline.journal import queries as journal
from dayline.journal.database import fetch, first, marks
from dayline.people.queries import SYSTEM
from dayline.records import queries as records
from dayline.records.queries import visible_to
from dayline.records.remarks.queries import words_of
from dayline.search.contents import content_of
from dayline.search.vectors.codes import Quantised, pack, quantised, unpack
from dayline.search.vectors.texts import passages

_AT_ONCE = 500  # records that are looked up together
_BATCH = 8  # records that are embedded and written together

Watch = Callable[[int, int], None]
"""Told after each batch: records that are embedded, and how many there are."""


def embed(
    workspace: int,
    embedder: Embedder,
    *,
    stop: Callable[[], bool] = lambda: False,
    watch: Watch | None = None,
) -> bool:
    """Embed records whose words are newer than their vectors; False when it was told to stop.

    The last written come first. Each batch is a transaction, so a worker that stops loses one
    batch. Run :func:`dayline.search.actions.catch_up` first.
    """
    while due := _due(workspace, embedder):
        done, count = covered(workspace, embedder)
        for at in range(0, len(due), _BATCH):
            if stop():
                return False
            batch = due[at : at + _BATCH]
            _write(workspace, embedder, _rows(workspace, embedder, batch))
            if watch:
                watch(min(done + at + len(batch), count), count)
    return True


def covered(workspace: int, embedder: Embedder) -> tuple[int, int]:
    """How many records have vectors of this model that fit their words, and how many should."""
    row = first(
        "SELECT count(v.ref), count(*) FROM search_page p"  # noqa: S608
        f" {_BESIDE} WHERE p.workspace = %s{_MAY_LEAVE if embedder.outside else ''}",
        [embedder.name, workspace],
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


_BESIDE = (
    "LEFT JOIN search_vector v ON v.workspace = p.workspace AND v.ref = p.ref"
    " AND v.page_at = p.at AND v.model = %s"
)
_MAY_LEAVE = (
    " AND EXISTS (SELECT 1 FROM records_record r WHERE r.workspace = p.workspace"
    " AND r.ref = p.ref AND r.visibility = 'workspace')"
)


def _due(workspace: int, embedder: Embedder) -> list[tuple[str, int]]:
    rows = fetch(
        f"SELECT p.ref, p.at FROM search_page p {_BESIDE}"  # noqa: S608
        f" WHERE p.workspace = %s AND v.ref IS NULL{_MAY_LEAVE if embedder.outside else ''}"
        f" ORDER BY p.at DESC, p.ref LIMIT {_AT_ONCE}",
        [embedder.name, workspace],
    )
    return [(ref, int(at)) for ref, at in rows]


def _rows(
    workspace: int, embedder: Embedder, due: Sequence[tuple[str, int]]
) -> list[tuple[str, int, bytes]]:
    refs = [ref for ref, _ in due]
    texts = _texts(workspace, refs)
    known = _known(workspace, embedder, refs)
    fresh = {
        _digest(text): text
        for ref in refs
        for text in texts.get(ref, ())
        if _digest(text) not in known
    }
    if fresh:
        made = quantised(embedder.embed(list(fresh.values())))
        known |= {
            digest: (made.rows[at], float(made.scales[at])) for at, digest in enumerate(fresh)
        }
    return [
        (ref, at, _packed([_digest(one) for one in texts.get(ref, ())], known)) for ref, at in due
    ]


def _texts(workspace: int, refs: Sequence[str]) -> dict[str, list[str]]:
    found = records.select(visible_to(workspace, SYSTEM), f"ref IN ({marks(refs)})", refs)
    said = words_of(workspace, refs)
    words = journal.payloads(workspace, [record.text_index for record in found])
    texts = {}
    for record in found:
        content = content_of(record, words.get(record.text_index))
        texts[record.ref] = passages(
            content.title, content.text, content.cuts, said.get(record.ref, ())
        )
    return texts


_Known = dict[bytes, tuple["np.typing.NDArray[np.int8]", float]]


def _known(workspace: int, embedder: Embedder, refs: Sequence[str]) -> _Known:
    """Vectors that were made of these records before, by the digest of their text."""
    rows = fetch(
        "SELECT body FROM search_vector"  # noqa: S608
        f" WHERE workspace = %s AND model = %s AND ref IN ({marks(refs)})",
        [workspace, embedder.name, *refs],
    )
    known: _Known = {}
    for (body,) in rows:
        told = unpack(bytes(body))
        if told is not None:
            known |= {
                digest: (told.made.rows[at], float(told.made.scales[at]))
                for at, digest in enumerate(told.digests)
            }
    return known


def _digest(text: str) -> bytes:
    return blake2b(text.encode(errors="replace"), digest_size=8).digest()


def _packed(digests: Sequence[bytes], known: _Known) -> bytes:
    if not digests:
        return pack([], Quantised(np.zeros((0, 0), np.int8), np.zeros(0, np.float32)))
    rows = np.stack([known[digest][0] for digest in digests])
    scales = np.array([known[digest][1] for digest in digests], dtype=np.float32)
    return pack(digests, Quantised(rows, scales))


def _write(workspace: int, embedder: Embedder, rows: Iterable[tuple[str, int, bytes]]) -> None:
    """Write what still fits: a page may have changed, or gone, while its words were embedded."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_progress SET vectors = vectors + 1 WHERE workspace = %s", (workspace,)
        )
        cursor.executemany(
            "INSERT INTO search_vector (workspace, ref, model, page_at, at, body)"
            " SELECT p.workspace, p.ref, %s, p.at, g.vectors, %s FROM search_page p"
            " JOIN search_progress g ON g.workspace = p.workspace"
            " WHERE p.workspace = %s AND p.ref = %s AND p.at = %s"
            " ON CONFLICT (workspace, ref) DO UPDATE SET model = excluded.model,"
            " page_at = excluded.page_at, at = excluded.at, body = excluded.body",
            [(embedder.name, body, workspace, ref, at) for ref, at, body in rows],
        )
