"""Replays stand outside the journal: they repeat an answer and are forgotten after a day."""

from __future__ import annotations

from django.apps import AppConfig


class ReplaysApp(AppConfig):
    name = "dayline.replays"
    label = "replays"
