"""Giving a backup back to an empty database, of either kind, and proving that it is whole."""

from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from dayline.base.errors import BrokenProof, DaylineError, InvalidInput
from dayline.journal import queries as journal
from dayline.journal.database import home
from dayline.journal.rebuild import rebuild
from dayline.journal.verify import verify_journal
from dayline.operation.backup import FORMAT, MANIFEST, Advance, BackedUp
from dayline.operation.tables import kept

_BATCH = 1_000


def restore(source: Path, *, advance: Advance | None = None) -> BackedUp:
    """Fill an empty database from a backup: all of it, or nothing.

    Derived tables are folded from the journal. Each journal is then verified, hash by hash, and
    its root compared with the one that the backup states.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise InvalidInput(
            f"{source} is no backup: {error}.", do="Give a file that `dayline backup` wrote."
        ) from error
    with archive:
        manifest = _manifest(archive, source)
        _must_be_empty()
        with transaction.atomic():
            rows = sum(_fill(archive, model, manifest, advance) for model in kept())
            _set_sequences()
            for workspace, _ in journal.workspaces():
                rebuild(workspace)
            journals = _proved(manifest)
        keys = _restore_keys(archive)
    return BackedUp(journals, rows, keys)


def _manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] == FORMAT:
            return dict(manifest)
    except (KeyError, ValueError, TypeError):
        pass
    raise InvalidInput(
        f"{source} is no backup that this release can read.",
        do="Give a file that `dayline backup` wrote, or use the release that wrote it.",
    )


def _must_be_empty() -> None:
    found = [origin for _, origin in journal.workspaces()]
    if found:
        raise InvalidInput(
            f"This database holds the workspace {found[0]}.",
            kept="Nothing was changed.",
            do="Restore into an empty one: set DAYLINE_HOME or DATABASE_URL to it.",
        )


def _fill(
    archive: zipfile.ZipFile, model: type[Model], manifest: dict[str, Any], advance: Advance | None
) -> int:
    table = model._meta.db_table
    stated = int(manifest["tables"].get(table, 0))
    if not stated:
        return 0
    names = [field.attname for field in model._meta.concrete_fields]
    count = 0
    rows = _lines(archive, table)
    while batch := list(islice(rows, _BATCH)):
        model._base_manager.bulk_create(
            [model(**dict(zip(names, map(_value, row), strict=True))) for row in batch]
        )
        count += len(batch)
        if advance is not None:
            advance(len(batch))
    if count != stated:
        raise InvalidInput(
            f"The backup states {stated} rows of {table} and holds {count}.",
            kept="Nothing was restored.",
            do="Use another backup: this file is not whole.",
        )
    return count


def _lines(archive: zipfile.ZipFile, table: str) -> Iterator[list[Any]]:
    with archive.open(f"tables/{table}.jsonl") as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8"):
            yield json.loads(line)


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "bytes" in value:
        return base64.b64decode(value["bytes"])
    if "instant" in value:
        return datetime.fromisoformat(value["instant"])
    return value["json"]


def _set_sequences() -> None:
    """Let the database go on counting where the restored ids end."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(statement)


def _proved(manifest: dict[str, Any]) -> tuple[tuple[str, int, str], ...]:
    stated = {one["origin"]: (one["size"], one["root"]) for one in manifest["journals"]}
    found = {}
    for workspace, origin in journal.workspaces():
        verdict = verify_journal(workspace)
        found[origin] = (verdict.size, verdict.root.hex())
    if found != stated:
        raise BrokenProof(
            "What was restored is not what the backup states.",
            kept="Nothing was restored.",
            do="Use another backup, and keep this one for whoever looks into it.",
        )
    return tuple((origin, size, root) for origin, (size, root) in found.items())


def _restore_keys(archive: zipfile.ZipFile) -> int:
    names = [name for name in archive.namelist() if name.startswith("keys/")]
    folder = home() / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in names:
        path = folder / Path(name).name
        if path.exists():
            continue
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise DaylineError(
                f"The key {path.name} could not be written: {error}.",
                kept="The records are restored.",
                do="Unpack it from the backup by hand; checkpoints need it.",
            ) from error
        with os.fdopen(handle, "wb") as file:
            file.write(archive.read(name))
    return len(names)
