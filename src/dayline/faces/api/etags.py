"""ETags: a record's is its revision and a digest, any other answer's a digest of its bytes."""

from __future__ import annotations

import hashlib
import re

from django.http import HttpRequest, HttpResponse

from dayline.base.errors import InvalidInput
from dayline.faces.api.problems import PreconditionRequired

_REVISION = re.compile(r'(?:W/)?"r(?P<revision>[0-9]{1,9})(?:\.[0-9a-f]{1,64})?"\Z')
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')


def digest(content: bytes) -> str:
    """Sixteen hexadecimal digits that stand for these bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


def with_etag(response: HttpResponse, *, revision: int | None = None) -> HttpResponse:
    """The response with its ETag; a record's begins with its revision, as ``"r5.…"``."""
    if "ETag" not in response.headers:
        begin = "" if revision is None else f"r{revision}."
        response.headers["ETag"] = f'"{begin}{digest(response.content)}"'
    return response


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 without a body when the asker has these very bytes already."""
    if response.status_code != 200 or response.streaming:
        return response
    revision = getattr(response, "revision", None)
    stated = request.headers.get("If-None-Match", "")
    tag = with_etag(response, revision=revision).headers["ETag"]
    if stated.strip() != "*" and _bare(tag) not in {_bare(one) for one in _TAG.findall(stated)}:
        return response
    fresh = HttpResponse(status=304)
    del fresh.headers["Content-Type"]
    for name in ("ETag", "Cache-Control", "Vary", "Link", "Last-Modified"):
        if name in response.headers:
            fresh.headers[name] = response.headers[name]
    return fresh


def _bare(tag: str) -> str:
    return tag.removeprefix("W/")


def revision_expected(request: HttpRequest, *, current: int) -> int:
    """The revision that ``If-Match`` names; ``*`` is the current one.

    Raises :class:`PreconditionRequired` without the header, :class:`InvalidInput` for nonsense.
    """
    stated = request.headers.get("If-Match", "").strip()
    if not stated:
        raise PreconditionRequired(
            "An edit has to say which revision it was made from.",
            kept="Nothing was changed.",
            do="Send If-Match with the ETag of the record as you read it.",
        )
    if stated == "*":
        return current
    found = _REVISION.match(stated)
    if found is None:
        raise InvalidInput(
            "If-Match does not name a revision.", do='Send the ETag of the record, such as "r5".'
        )
    return int(found["revision"])
