"""The journal as a Django app. It knows nobody: followers register themselves with it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class JournalApp(AppConfig):
    name = "dayline.journal"
    label = "journal"

    def ready(self) -> None:
        connection_created.connect(_prepare_sqlite, dispatch_uid="dayline.journal")


def _prepare_sqlite(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Have SQLite overwrite freed bytes, and give long imports room.

    Rows that move leave copies, which an erasure must not miss; with the 2 MB that SQLite takes
    by itself, an import writes the same index pages again and again.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("PRAGMA cache_size = -32768")
