"""Registers the notes of incidents with the journal, and what follows when an incident moves."""

from __future__ import annotations

from django.apps import AppConfig


class IncidentApp(AppConfig):
    name = "dayline.practices.incident"
    label = "incident"

    def ready(self) -> None:
        from dayline.journal.followers import follow
        from dayline.practices.incident.actions import write_down
        from dayline.practices.incident.fold import KINDS, fold
        from dayline.practices.incident.models import Note
        from dayline.records.consequences import follows

        follow("incident", KINDS, fold, (Note,))
        follows("incident", write_down)
