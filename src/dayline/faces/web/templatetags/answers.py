"""Sentences of an answer in templates."""

from __future__ import annotations

from django import template

from dayline.ask.shown import pieces

register = template.Library()
register.filter("pieces", pieces)
