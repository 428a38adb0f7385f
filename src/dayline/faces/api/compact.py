"""JSON as the API writes it: without blanks, text as it is."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse


def compact(values: Any) -> str:
    """The values as JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def plain(values: Any) -> HttpResponse:
    """An answer that has the form of its shape as it is made, as a test must show.

    For large answers: to look at each member again costs more than finding all of them.
    """
    return written(compact(values))


def written(text: str) -> HttpResponse:
    """An answer that is JSON already, as :func:`compact` writes it."""
    return HttpResponse(text, content_type="application/json; charset=utf-8")
