"""Registers what search must forget at once with the journal."""

from __future__ import annotations

from django.apps import AppConfig


class SearchApp(AppConfig):
    name = "dayline.search"
    label = "search"

    def ready(self) -> None:
        from dayline.journal.followers import follow
        from dayline.search.fold import KINDS, fold

        follow("search", KINDS, fold, ())
