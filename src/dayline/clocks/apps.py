"""Registers the tables of clocks with the journal, and who hears of changed hours."""

from __future__ import annotations

from django.apps import AppConfig


class ClocksApp(AppConfig):
    name = "dayline.clocks"
    label = "clocks"

    def ready(self) -> None:
        from dayline.clocks.actions import hours_changed
        from dayline.clocks.fold import KINDS, fold
        from dayline.clocks.models import Budget, Deadline, Decided, Edition
        from dayline.journal.followers import follow
        from dayline.people.calendars.actions import when_changed

        follow("clocks", KINDS, fold, (Deadline, Decided, Edition, Budget))
        when_changed("clocks", hours_changed)
