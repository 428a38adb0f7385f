"""The journal as a Django app. It knows nobody: followers register themselves with it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class JournalApp(AppConfig):
    name = "dayline.journal"
    label = "journal"

    def ready(self) -> None:
        connection_created.connect(_forget_what_is_deleted, dispatch_uid="dayline.journal")


def _forget_what_is_deleted(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Have SQLite overwrite freed bytes: moved rows leave copies that erasure must not miss."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
