"""The relay: numbers committed events, and hands due deliveries to the queue."""

import time
from collections.abc import Callable

import structlog
from celery import current_app
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from jobboard import generations
from jobboard.outbox import ATTEMPTS_LIMIT, Delivery, backoff

log = structlog.get_logger("relay")

# Any number that nothing else in this database locks.
LOCK = 731_220_406
BATCH = 500
PAUSE = 0.25

# Materialised, or a nested loop may number the same event again for each other one.
NUMBER_EVENTS = """
    WITH waiting AS MATERIALIZED (
        SELECT id FROM jobboard_event WHERE position IS NULL ORDER BY at, id LIMIT %s
    ), numbered AS MATERIALIZED (
        SELECT id, nextval('jobboard_event_position') AS position FROM waiting
    )
    UPDATE jobboard_event SET position = numbered.position
    FROM numbered WHERE jobboard_event.id = numbered.id
    RETURNING subject, from_status, to_status
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
    ever appear behind a position that a reader has passed. What public events have
    made old is made so once more, should their own process have died before it could.
    """
    with connection.cursor() as cursor:
        cursor.execute(NUMBER_EVENTS, [BATCH])
        numbered = cursor.fetchall()
    if any(generations.is_public(*event) for event in numbered):
        generations.raise_now()
    return len(numbered)


def send_due() -> int:
    """Hand what is due to Celery, and note when it would be due again.

    The note is committed before anything is sent: a worker may take a message
    in the same millisecond, and must not find the row locked by its sender.
    """
    claimed = claim_due()
    for number, delivery in enumerate(claimed):
        try:
            current_app.tasks[delivery.reaction].apply_async((delivery.pk,))
        except BrokerError as error:
            log.warning("queue is away", error=str(error)[:200])
            give_back(claimed[number:])
            time.sleep(PAUSE)
            return number
    return len(claimed)


@transaction.atomic
def claim_due() -> list[Delivery]:
    """Take what is due; what has been sent too often is parked instead."""
    now = timezone.now()
    due = list(
        Delivery.objects.select_for_update(skip_locked=True)
        .filter(done_at=None, parked_at=None, due_at__lte=now)
        .order_by("due_at")[:BATCH]
    )
    for delivery in due:
        if delivery.attempts >= ATTEMPTS_LIMIT:
            # Every attempt vanished without a word: a task that kills its worker.
            delivery.parked_at = now
        else:
            delivery.attempts += 1
            delivery.due_at = now + backoff(delivery.attempts)
    Delivery.objects.bulk_update(due, ["attempts", "due_at", "parked_at"])
    return [delivery for delivery in due if delivery.parked_at is None]


def give_back(deliveries: list[Delivery]) -> None:
    """They could not be sent, and are due as before."""
    unsent = Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries])
    unsent.filter(done_at=None).update(
        attempts=F("attempts") - 1, due_at=timezone.now()
    )
