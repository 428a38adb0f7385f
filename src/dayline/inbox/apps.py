"""Registers the tables of the inbox with the journal."""

from __future__ import annotations

from django.apps import AppConfig


class InboxApp(AppConfig):
    name = "dayline.inbox"
    label = "inbox"

    def ready(self) -> None:
        from dayline.inbox import models
        from dayline.inbox.fold import KINDS, fold
        from dayline.journal.followers import follow

        tables = (
            models.Thread,
            models.Message,
            models.Delivery,
            models.Letter,
            models.Page,
            models.PageBudget,
            models.Choice,
        )
        follow("inbox", KINDS, fold, tables)
