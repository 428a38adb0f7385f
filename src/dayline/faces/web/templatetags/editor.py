"""Words of the editor's templates."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_TICKED = re.compile(r"`([^`]+)`")


@register.filter
def ticked(text: str) -> SafeString:
    """A sentence of a finding, with what stands between backticks shown as code."""
    return mark_safe(_TICKED.sub(r"<code>\1</code>", conditional_escape(text)))  # noqa: S308
