"""A backup as one file that either database gives back: the journal, and what stands outside it.

Derived tables are not in it: a restore folds the journal again, and so proves on the way that the
journal is enough. The file is a ZIP of JSON lines with a manifest that states each journal's size
and root.
"""

from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Model

from dayline import __version__
from dayline.base.errors import InvalidInput
from dayline.journal import queries as journal
from dayline.journal.database import home
from dayline.operation.tables import kept

FORMAT = 1
MANIFEST = "manifest.json"
_PAGE = 2_000

Advance = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds: ``(origin, size, root)`` of each journal, and rows in all."""

    journals: tuple[tuple[str, int, str], ...]
    rows: int
    keys: int


def back_up(target: Path, at: datetime, *, advance: Advance | None = None) -> BackedUp:
    """Write everything that the database holds, as of one instant, to a new file.

    Writers go on meanwhile. The file is written beside its name and moved there when it is whole,
    readable by its owner only: it holds digests of passwords, and the keys that sign checkpoints.
    """
    if target.exists():
        raise InvalidInput(
            f"{target} exists.", kept="It is untouched.", do="Choose a new name for the backup."
        )
    part = target.with_name(target.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            made = _write(file, at, advance)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return made


def _write(file: io.BufferedIOBase, at: datetime, advance: Advance | None) -> BackedUp:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, _snapshot():
        counts = {model._meta.db_table: _write_table(archive, model, advance) for model in kept()}
        keys = _write_keys(archive)
        journals = tuple(
            (origin, head.size, head.root.hex())
            for workspace, origin in journal.workspaces()
            for head in [journal.head(workspace)]
        )
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "at": at.astimezone(UTC).isoformat(),
            "journals": [
                {"origin": origin, "size": size, "root": root} for origin, size, root in journals
            ],
            "tables": counts,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
    return BackedUp(journals, sum(counts.values()), keys)


@contextmanager
def _snapshot() -> Iterator[None]:
    """Reads within see one state of the database, and keep no writer waiting."""
    sort = " ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN{sort}")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def _write_table(archive: zipfile.ZipFile, model: type[Model], advance: Advance | None) -> int:
    count = 0
    with archive.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as raw:
        lines = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        for row in _rows(model):
            lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
            if advance is not None and count % _PAGE == 0:
                advance(_PAGE)
        lines.flush()
        lines.detach()
    if advance is not None:
        advance(count % _PAGE)
    return count


def _rows(model: type[Model]) -> Iterator[list[Any]]:
    columns = [field.attname for field in model._meta.concrete_fields]
    order = [field.attname for field in model._meta.pk_fields]
    query = model._base_manager.order_by(*order).values_list(*columns)
    for row in query.iterator(chunk_size=_PAGE):
        yield [plain(value) for value in row]


def plain(value: Any) -> Any:
    """A value of a column as JSON; what JSON has no word for is marked by its kind."""
    if isinstance(value, (bytes, memoryview)):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime):
        return {"instant": value.astimezone(UTC).isoformat()}
    if isinstance(value, (dict, list)):
        return {"json": value}
    return value


def _write_keys(archive: zipfile.ZipFile) -> int:
    files = sorted((home() / "keys").glob("*.key"))
    for path in files:
        archive.writestr(f"keys/{path.name}", path.read_bytes())
    return len(files)
