"""What the server counts about itself: requests and how long they took, and what waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from dayline import __version__
from dayline.clocks import queries as clocks
from dayline.inbox import queries as inbox
from dayline.journal import queries as journal

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "dayline_requests", "Requests by page and status.", ["page", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "dayline_request_seconds",
    "How long requests took, by page.",
    ["page"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)


def counted(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that counts requests by the pattern of their address, never by the address."""

    def with_count(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        page = f"/{match.route}" if match else "none"
        REQUESTS.labels(page, str(response.status_code)).inc()
        SECONDS.labels(page).observe(time.perf_counter() - began)
        return response

    return with_count


class _Waiting(Collector):
    """What the database holds and what is due, asked for when somebody looks."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        entries = GaugeMetricFamily("dayline_journal_entries", "Entries.", labels=["workspace"])
        overdue = GaugeMetricFamily(
            "dayline_deadlines_overdue", "Deadlines that ran out and did not fire yet.",
            labels=["workspace"],
        )  # fmt: skip
        letters = GaugeMetricFamily(
            "dayline_letters_ready", "Letters that wait to be sent.", labels=["workspace"]
        )
        for workspace, origin in journal.workspaces():
            entries.add_metric([origin], journal.head(workspace).size)
            overdue.add_metric([origin], len(clocks.due(workspace, self.now, limit=1000)))
            letters.add_metric([origin], len(inbox.letters_ready(workspace, self.now, limit=1000)))
        build = GaugeMetricFamily("dayline_build", "The release.", labels=["version"])
        build.add_metric([__version__], 1)
        yield from (entries, overdue, letters, build)


def text(now: datetime) -> tuple[bytes, str]:
    """All figures and their content type."""
    waiting = CollectorRegistry()
    waiting.register(_Waiting(now))
    return generate_latest(REGISTRY) + generate_latest(waiting), CONTENT_TYPE_LATEST
