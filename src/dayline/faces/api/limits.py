"""How often one token may ask: a token bucket for each.

On PostgreSQL all processes and machines share the buckets, in a table that waits for no disk. On
SQLite one process serves, and keeps them itself.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from django.db import connection

from dayline.allowances import actions as allowances
from dayline.faces.api.problems import RateLimited
from dayline.journal.database import from_environment

WINDOW = 60.0
_MOST = 20_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of an allowance, for the headers."""

    quota: int
    left: int
    full_in: int

    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers has them."""
        return {
            "RateLimit-Policy": f'"minute";q={self.quota};w={WINDOW:.0f}',
            "RateLimit": f'"minute";r={self.left};t={self.full_in}',
        }


class Limiter:
    """Buckets of ``quota`` requests that fill again within a minute."""

    def __init__(self, quota: int, name: str = "requests") -> None:
        self.quota = quota
        self.name = name
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, who: str, *, now: float | None = None) -> Allowance:
        """Take one request from a bucket. Raises :class:`RateLimited` when it is empty.

        With ``now`` (seconds) it is a bucket of this process.
        """
        if now is None and connection.vendor == "postgresql":
            return self._take_shared(who)
        at = time.monotonic() if now is None else now
        rate = self.quota / WINDOW
        with self._lock:
            if len(self._buckets) > _MOST:
                self._sweep(at)
            bucket = self._buckets.setdefault(who, _Bucket(float(self.quota), at))
            bucket.left = min(float(self.quota), bucket.left + (at - bucket.at) * rate)
            bucket.at = at
            if bucket.left < 1:
                raise self._refusal(int((1 - bucket.left) / rate) + 1)
            bucket.left -= 1
            return Allowance(
                self.quota, int(bucket.left), int((self.quota - bucket.left) / rate) + 1
            )

    def _take_shared(self, who: str) -> Allowance:
        found = allowances.take(f"{self.name}:{who}", self.quota)
        if not found.granted:
            raise self._refusal(found.wait)
        return Allowance(self.quota, found.left, found.full_in)

    def _refusal(self, wait: int) -> RateLimited:
        return RateLimited(
            f"This is more than {self.quota} requests in a minute.",
            wait=wait,
            do=f"Wait {wait} s, then go on.",
        )

    def _sweep(self, at: float) -> None:
        """Forget buckets that are full by now."""
        full = [who for who, one in self._buckets.items() if at - one.at > WINDOW]
        for who in full or list(self._buckets)[: _MOST // 2]:
            del self._buckets[who]


def _quota() -> int:
    return max(1, int(from_environment("DAYLINE_API_RATE", "600")))


requests = Limiter(_quota())
"""Requests of one token, or of one session."""

strangers = Limiter(60, "strangers")
"""Requests from one address whose token does not hold."""
