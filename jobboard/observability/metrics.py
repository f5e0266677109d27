"""Figures for Prometheus at /metrics: what is counted, and what is asked for then.

Counters live in the process. With several web processes, PROMETHEUS_MULTIPROC_DIR
names a folder in which they add up. Open to whoever knows METRICS_TOKEN; without
one, in development only.
"""

import hmac
import os
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

REQUESTS = Histogram(
    "jobboard_request_seconds",
    "Requests by the name of their address, their method and status.",
    ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
CACHE_AWAY = Counter(
    "jobboard_cache_away_total", "Calls that Redis did not answer.", ["call"]
)
BY_REPLICA = Counter(
    "jobboard_replica_total",
    "Searches a replica answered, was behind for, or was away for.",
    ["outcome"],
)


def observe(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Count one request; its route is the name of the address, never the address."""
    found = request.resolver_match
    route = (found.view_name if found else "") or "none"
    labels = (route, request.method or "", str(response.status_code))
    REQUESTS.labels(*labels).observe(seconds)


class OutboxCollector(Collector):
    """What waits, counted when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        # The app registry is not ready when this module is imported.
        from jobboard.outbox import Delivery, oldest_waiting_seconds  # noqa: PLC0415

        now = timezone.now()
        waiting = Delivery.objects.filter(done_at=None, parked_at=None)
        figures = {
            "outbox_lag_seconds": oldest_waiting_seconds(now),
            "outbox_due": waiting.filter(due_at__lte=now).count(),
            "outbox_parked": Delivery.objects.exclude(parked_at=None).count(),
        }
        for name, value in figures.items():
            words = name.replace("_", " ")
            yield GaugeMetricFamily(f"jobboard_{name}", words, value=value)


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures in the text format of Prometheus."""
    if not may_read(request):
        raise Http404
    body = generate_latest(counters())
    asked = CollectorRegistry()
    try:
        asked.register(OutboxCollector())
        body += generate_latest(asked)
    except DatabaseError:
        # What the process counted is worth the more while the database is away.
        body += b"jobboard_database_away 1\n"
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def counters() -> CollectorRegistry:
    """What this process has counted, or all of them together."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def may_read(request: HttpRequest) -> bool:
    """Whoever brings the token; without one, in development only."""
    token: str = settings.METRICS_TOKEN
    if not token:
        return bool(settings.DEBUG)
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(sent.encode(), token.encode())
