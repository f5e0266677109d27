"""The relay: numbers committed events, and hands due deliveries to the queue."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from celery import current_app
from django.db import connection, models, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from jobboard.outbox import ATTEMPTS_LIMIT, Delivery, backoff

log = structlog.get_logger("relay")

# Any number that nothing else in this database locks.
LOCK = 731_220_406
BATCH = 500
PAUSE = 0.25

NUMBER_EVENTS = """
    UPDATE jobboard_event SET position = numbered.position
    FROM (
        SELECT id, nextval('jobboard_event_position') AS position
        FROM (
            SELECT id FROM jobboard_event WHERE position IS NULL
            ORDER BY at, id LIMIT %s
        ) AS waiting
    ) AS numbered
    WHERE jobboard_event.id = numbered.id
"""


def run(stop: Callable[[], bool]) -> None:
    """Work until `stop` says so; only one relay works, others wait for its place."""
    while not stop():
        if not take_lock():
            time.sleep(1)
            continue
        log.info("relay works")
        while not stop():
            worked = number_events() + send_due()
            if not worked:
                time.sleep(PAUSE)


def take_lock() -> bool:
    """Whether this is the one relay; the lock goes with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
        return bool(row and row[0])


def number_events() -> int:
    """Give every committed event its place in the order of commits.

    Only the relay numbers, and it sees only what is committed, so nothing can
    ever appear behind a position that a reader has passed.
    """
    with connection.cursor() as cursor:
        cursor.execute(NUMBER_EVENTS, [BATCH])
        return int(cursor.rowcount)


def send_due() -> int:
    """Hand what is due to Celery, and note when it would be due again."""
    now = timezone.now()
    with transaction.atomic():
        due = list(
            Delivery.objects.select_for_update(skip_locked=True)
            .filter(done_at=None, parked_at=None, due_at__lte=now)
            .order_by("due_at")[:BATCH]
        )
        sent = [delivery for delivery in due if send_or_park(delivery, now)]
        Delivery.objects.bulk_update(sent, ["attempts", "due_at", "parked_at"])
    return len(sent)


def send_or_park(delivery: Delivery, now: Any) -> bool:
    """False where the queue could not take it; it stays due."""
    if delivery.attempts >= ATTEMPTS_LIMIT:
        # Every attempt vanished without a word: a task that kills its worker.
        delivery.parked_at = now
        return True
    try:
        task = current_app.tasks[delivery.reaction]
        task.apply_async((delivery.pk,))
    except BrokerError as error:
        log.warning("queue is away", error=str(error)[:200])
        time.sleep(PAUSE)
        return False
    delivery.attempts += 1
    delivery.due_at = now + backoff(delivery.attempts)
    return True


def waiting() -> models.QuerySet[Delivery]:
    """Deliveries that are neither done nor parked."""
    return Delivery.objects.filter(done_at=None, parked_at=None)
