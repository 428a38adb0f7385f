"""Registers what follows when the default of a critique applies."""

from __future__ import annotations

from django.apps import AppConfig


class CritiqueApp(AppConfig):
    name = "dayline.practices.critique"
    label = "critique"

    def ready(self) -> None:
        from dayline.practices.critique.actions import write_outcome
        from dayline.practices.critique.queries import KIND
        from dayline.records.consequences import follows

        follows(KIND, write_outcome)
