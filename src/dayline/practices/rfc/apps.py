"""Plugs the fair window into the moves of RFCs."""

from __future__ import annotations

from django.apps import AppConfig


class RfcApp(AppConfig):
    name = "dayline.practices.rfc"
    label = "practices_rfc"

    def ready(self) -> None:
        from dayline.practices.rfc.queries import KIND, judge
        from dayline.records.judges import judged_by

        judged_by(KIND, judge)
