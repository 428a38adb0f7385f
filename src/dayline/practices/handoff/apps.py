"""Registers the tables of handoffs with the journal, and what only the draw can tell."""

from __future__ import annotations

from django.apps import AppConfig


class HandoffApp(AppConfig):
    name = "dayline.practices.handoff"
    label = "handoff"

    def ready(self) -> None:
        from dayline.journal.followers import follow
        from dayline.practices.handoff.drawing import judge
        from dayline.practices.handoff.fold import KINDS, SHARE, fold
        from dayline.practices.handoff.models import Handover, Share
        from dayline.records.judges import judged_by

        follow("handoff", KINDS, fold, (Handover, Share), kept=(SHARE,))
        judged_by("handoff", judge)
