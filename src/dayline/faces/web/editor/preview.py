"""A text as it will be shown, while it is written."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dayline.base.errors import DaylineError
from dayline.base.heads import split
from dayline.base.markdown import rendered

_PICTURE = re.compile(r'(<img [^>]*?src=")((?:new|[A-Z][A-Z0-9]*-[0-9]+)/files/)')


def preview(text: str, name: str) -> SafeString:
    """The body of ``text`` as safe HTML, with its pictures; a refusal where it cannot be shown."""
    try:
        body = text[split(text, path=name).end :]
    except DaylineError:
        body = text
    try:
        html = rendered(body, path=name)
    except DaylineError as error:
        return format_html("<p>{} {}</p>", error.what, error.do)
    return mark_safe(_PICTURE.sub(r"\1/\2", html))  # noqa: S308 -- cleaned by nh3 just before
