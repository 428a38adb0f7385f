"""Accounts stand outside the journal: a password or a session is no part of the record."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsApp(AppConfig):
    name = "dayline.accounts"
    label = "accounts"
