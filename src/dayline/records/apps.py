"""Registers the tables of records with the journal."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsApp(AppConfig):
    name = "dayline.records"
    label = "records"

    def ready(self) -> None:
        from dayline.clocks.firing.actions import moves_with
        from dayline.journal.followers import follow
        from dayline.records.actions import move
        from dayline.records.files import fold as files
        from dayline.records.fold import KINDS, fold
        from dayline.records.models import (
            Comment,
            Counter,
            File,
            Link,
            Receipt,
            Record,
            Revision,
            Waiting,
        )

        tables = (Record, Waiting, Revision, Link, Comment, Receipt, Counter)
        follow("records", KINDS, fold, tables)
        follow("files", files.KINDS, files.fold, (File,))
        moves_with(move)
