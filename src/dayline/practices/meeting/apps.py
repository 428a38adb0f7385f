"""Registers the answers, and asks for them when a talk is written up."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingApp(AppConfig):
    name = "dayline.practices.meeting"
    label = "meeting"

    def ready(self) -> None:
        from dayline.journal.followers import follow
        from dayline.practices.meeting.actions import ask_afterwards
        from dayline.practices.meeting.fold import KINDS, fold
        from dayline.practices.meeting.models import Answer
        from dayline.practices.meeting.queries import KIND
        from dayline.records.consequences import follows

        follow("meeting", KINDS, fold, (Answer,), kept=KINDS)
        follows(KIND, ask_afterwards)
