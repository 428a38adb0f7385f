"""JSON as the API writes it: without blanks, text as it is."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse


def compact(values: Any) -> str:
    """The values as JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def written(text: str) -> HttpResponse:
    """An answer that is JSON already, as :func:`compact` writes it, in the form of its shape.

    For large answers: to look at each member again costs more than finding all of them. That the
    form is that of the shape, a test must show.
    """
    return HttpResponse(text, content_type="application/json; charset=utf-8")
