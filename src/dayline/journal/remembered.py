"""Tree heads remembered outside the database, so that a swapped database is noticed.

Whoever can write the database can rewrite all of it, hashes included. They cannot rewrite what
was remembered elsewhere: here, in ``DAYLINE_HOME/checkpoints``, and with everybody to whom a
checkpoint was given.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from dayline.base.ids import slug
from dayline.journal.checkpoint import Checkpoint
from dayline.journal.database import home


def remember(head: Checkpoint, note: str = "") -> None:
    """Keep ``head``, with the signed note if there is one. Costs one fsync."""
    path = _path(head.origin)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = {"note": note, "origin": head.origin, "root": head.root.hex(), "size": head.size}
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def remembered(origin: str) -> list[Checkpoint]:
    """What was remembered of a log, smallest first, each head once."""
    return sorted(set(_lines(origin)), key=lambda head: (head.size, head.root))


def set_aside(origin: str) -> None:
    """Begin anew for a log that is founded now; what an earlier log of that name left is kept."""
    path = _path(origin)
    number = 1
    while path.is_file():
        aside = path.with_name(f"{path.name}.{number}")
        if not aside.exists():
            path.rename(aside)
        number += 1


def _lines(origin: str) -> Iterator[Checkpoint]:
    path = _path(origin)
    if not path.is_file():
        return
    for line in path.read_text().splitlines():
        try:
            value = json.loads(line)
            head = Checkpoint(value["origin"], int(value["size"]), bytes.fromhex(value["root"]))
        except (ValueError, KeyError, TypeError):
            continue  # a line torn by a crash: the other lines still hold
        yield head


def _path(origin: str) -> Path:
    mark = hashlib.sha256(origin.encode()).hexdigest()[:8]
    return home() / "checkpoints" / f"{slug(origin)}-{mark}.jsonl"
