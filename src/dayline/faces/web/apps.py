"""The web face as Django sees it: templates, static files, template tags."""

from __future__ import annotations

from django.apps import AppConfig


class WebApp(AppConfig):
    name = "dayline.faces.web"
    label = "web"
