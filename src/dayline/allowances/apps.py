"""Allowances stand outside the journal: who asked how often within the last minute."""

from __future__ import annotations

from django.apps import AppConfig


class AllowancesApp(AppConfig):
    name = "dayline.allowances"
    label = "allowances"
