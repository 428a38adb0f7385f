"""Words for settings: which browser a session is in, from when to when somebody works."""

from __future__ import annotations

import re
from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dayline.faces.web.desk import Desk
from dayline.faces.web.templatetags.dayline import moment

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


@register.simple_tag(takes_context=True)
def stretch(context: template.Context, begins: datetime, ends: datetime) -> SafeString:
    """``today 09:10 to 17:00``; the end's day only where it is another."""
    desk: Desk = context["desk"]
    there = ends.astimezone(desk.zone)
    if there.date() == begins.astimezone(desk.zone).date():
        return format_html("{} to {}", moment(context, begins), f"{there:%H:%M}")
    return format_html("{} to {}", moment(context, begins), moment(context, ends))
