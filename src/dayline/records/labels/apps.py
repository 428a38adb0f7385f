"""Registers the table of labels with the journal."""

from __future__ import annotations

from django.apps import AppConfig


class LabelsApp(AppConfig):
    name = "dayline.records.labels"
    label = "labels"

    def ready(self) -> None:
        from dayline.journal.followers import follow
        from dayline.records.labels.fold import KINDS, fold
        from dayline.records.labels.models import Label

        follow("labels", KINDS, fold, (Label,))
