"""What a refusal is in HTTP, for pages and for the API alike."""

from __future__ import annotations

from dayline.base.errors import DaylineError

STATUS = {
    "not-found": 404,
    "forbidden": 403,
    "conflict": 409,
    "gates-closed": 409,
    "invalid-input": 422,
    "hostile-input": 413,
    "broken-proof": 500,
    "refused": 400,
    "malformed": 400,
    "unauthenticated": 401,
    "method-not-allowed": 405,
    "in-progress": 409,
    "precondition-failed": 412,
    "unsupported-media-type": 415,
    "key-reused": 422,
    "precondition-required": 428,
    "rate-limited": 429,
}
"""HTTP status by the stable code of a refusal."""


def status_of(error: DaylineError) -> int:
    """The HTTP status of a refusal."""
    return STATUS.get(error.code, 400)
