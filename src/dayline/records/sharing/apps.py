"""Registers the table of audiences with the journal."""

from __future__ import annotations

from django.apps import AppConfig


class SharingApp(AppConfig):
    name = "dayline.records.sharing"
    label = "sharing"

    def ready(self) -> None:
        from dayline.journal.followers import follow
        from dayline.records.sharing.fold import KEPT, KINDS, fold
        from dayline.records.sharing.models import Audience

        follow("sharing", KINDS, fold, (Audience,), kept=KEPT)
