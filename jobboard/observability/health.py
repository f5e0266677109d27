"""Whether the process lives (/healthz) and whether it may get requests (/readyz)."""

import structlog
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from jobboard.outbox import oldest_waiting_seconds

log = structlog.get_logger("health")
# A queue that stands still for longer than this wants a person.
OUTBOX_LAG_LIMIT = 600


@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """503 until database and migrations are there; Redis and lag are only told."""
    checks = {"database": False, "migrations": False, "redis": redis_answers()}
    lag = None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        checks["migrations"] = migrations_are_applied()
        lag = oldest_waiting_seconds()
        checks["outbox"] = lag < OUTBOX_LAG_LIMIT
    except DatabaseError as error:
        log.warning("not ready", error=str(error))
    ready = checks["database"] and checks["migrations"]
    return JsonResponse(
        {"ready": ready, "checks": checks, "outbox_lag_seconds": lag},
        status=200 if ready else 503,
    )


def redis_answers() -> bool:
    cache.set("readyz", 1, 5)
    return bool(cache.get("readyz") == 1)


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
