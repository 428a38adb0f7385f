"""The journal as a Django app. It knows nobody: followers register themselves with it."""

from __future__ import annotations

from django.apps import AppConfig


class JournalApp(AppConfig):
    name = "dayline.journal"
    label = "journal"
