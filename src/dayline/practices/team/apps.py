"""Announces a team's new version in the act that publishes it."""

from __future__ import annotations

from django.apps import AppConfig


class TeamApp(AppConfig):
    name = "dayline.practices.team"
    label = "practices_team"

    def ready(self) -> None:
        from dayline.practices.team.actions import announce
        from dayline.practices.team.queries import KIND
        from dayline.records.consequences import follows

        follows(KIND, announce)
