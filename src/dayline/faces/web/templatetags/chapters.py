"""Words for settings: which browser a session is in."""

from __future__ import annotations

import re

from django import template

register = template.Library()

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def browser(agent: str) -> str:
    """``Firefox on Linux``, from what a browser says of itself; the start of that otherwise."""
    name = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if name and system:
        return f"{name} on {system}"
    return name or system or re.sub(r"\s.*", "", agent)[:40] or "An unknown browser"
