"""Drafts stand outside the journal: what was not said yet is no part of the record."""

from __future__ import annotations

from django.apps import AppConfig


class DraftsApp(AppConfig):
    name = "dayline.drafts"
    label = "drafts"
