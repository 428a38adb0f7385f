"""Subscriptions stand outside the journal: they hold secrets, and where a delivery has come to."""

from __future__ import annotations

from django.apps import AppConfig


class WebhooksApp(AppConfig):
    name = "dayline.webhooks"
    label = "webhooks"
