"""Events, written with the change, and their delivery after it.

A deed records one Event in its own transaction, and with it one Delivery for
each reaction that is registered for the event's kind. The relay, a process of
its own, numbers committed events and hands due deliveries to Celery. The task
marks its delivery as done in the transaction of its effect. Whatever is lost
on the way (a flushed Redis, a killed worker) becomes due again; what keeps
failing is parked for a person to look at.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import structlog
from celery import Task, shared_task
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from jobboard import generations
from jobboard.ids import new_id
from jobboard.observability.requests import current_request_id

log = structlog.get_logger("outbox")

ATTEMPTS_LIMIT = 12
RESEND_AFTER = timedelta(seconds=60)
RESEND_AT_MOST = timedelta(hours=1)
RETRY_AFTER = timedelta(seconds=5)

reactions: dict[str, tuple[str, ...]] = {}


class Event(models.Model):
    """Something that happened, for ever: who, when, from, to and why."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20, blank=True)
    why = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["subject", "subject_id", "-at"], name="event_by_subject"
            ),
            models.Index(
                fields=["at", "id"],
                name="event_unnumbered",
                condition=Q(position=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} v{self.subject_version}"


class Delivery(models.Model):
    """One reaction to one event, until it is done."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=100)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint("event", "reaction", name="delivery_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="delivery_due",
                condition=Q(done_at=None, parked_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.event_id}"

    def put_off(self, error: Exception) -> None:
        """Try again later, with jitter, or park it after the last attempt."""
        self.last_error = f"{type(error).__name__}: {error}"[:2000]
        if self.attempts >= ATTEMPTS_LIMIT:
            self.parked_at = timezone.now()
        else:
            self.due_at = timezone.now() + backoff(self.attempts, first=RETRY_AFTER)


def register(table: Mapping[str, Sequence[Task[Any, Any]]]) -> None:
    """Say which tasks follow which kind of event; an app does so when it is ready."""
    for kind, tasks in table.items():
        known = reactions.get(kind, ())
        added = tuple(task.name for task in tasks if task.name not in known)
        reactions[kind] = known + added


def record(
    kind: str,
    subject: models.Model,
    *,
    by: AbstractBaseUser | None,
    from_status: str = "",
    to_status: str = "",
    why: str = "",
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Write what happened, and what has to follow, in the caller's transaction.

    subject: a row, already changed; one without versions counts as its first.
    Raises RuntimeError outside of a transaction, where event and change could come
    apart.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of its change.")
    event = Event.objects.create(
        kind=kind,
        subject=type(subject).__name__.lower(),
        subject_id=subject.pk,
        subject_version=getattr(subject, "version", 1),
        by_id=by.pk if by else None,
        from_status=from_status,
        to_status=to_status,
        why=why,
        data=dict(data or {}),
        request_id=current_request_id(),
    )
    Delivery.objects.bulk_create(
        Delivery(event=event, reaction=name) for name in reactions.get(kind, ())
    )
    if generations.is_public(event.subject, from_status, to_status):
        generations.raise_after_commit()
    return event


def reaction(work: Callable[[Event], None]) -> Task[Any, Any]:
    """Make a Celery task of a function that does one piece of work for an event."""

    @wraps(work)
    def task(delivery_id: int) -> None:
        deliver(delivery_id, work)

    name = f"{work.__module__}.{work.__name__}"
    made: Task[Any, Any] = shared_task(name=name)(task)
    return made


def deliver(delivery_id: int, work: Callable[[Event], None]) -> None:
    """Do the work and mark the delivery, both or neither; a copy finds it done."""
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("event")
            .filter(pk=delivery_id, done_at=None, parked_at=None)
            .first()
        )
        if delivery is None:
            return
        event = delivery.event
        with structlog.contextvars.bound_contextvars(request_id=event.request_id):
            try:
                with transaction.atomic():
                    work(event)
            except Exception as error:
                delivery.put_off(error)
                log.exception("reaction failed", reaction=delivery.reaction)
            else:
                delivery.done_at = timezone.now()
                log.info("reaction done", reaction=delivery.reaction, kind=event.kind)
        delivery.save()


def backoff(attempts: int, *, first: timedelta = RESEND_AFTER) -> timedelta:
    """How long to wait after so many attempts: doubling, bounded, with jitter."""
    wait = min(first * 2 ** max(attempts - 1, 0), RESEND_AT_MOST)
    jitter = random.uniform(0.8, 1.2)  # noqa: S311
    return timedelta(seconds=wait.total_seconds() * jitter)


def oldest_waiting_seconds(now: datetime | None = None) -> float:
    """For how long the most overdue delivery has been waiting; 0 where none is."""
    now = now or timezone.now()
    waiting = Delivery.objects.filter(done_at=None, parked_at=None, due_at__lt=now)
    oldest = waiting.aggregate(oldest=Min("due_at"))["oldest"]
    return (now - oldest).total_seconds() if oldest else 0.0


@dataclass(frozen=True)
class Backlog:
    """What the outbox has not done: how many wait, for how long, how many gave up."""

    waiting: int
    parked: int
    parked_mail: int
    oldest_seconds: float


def backlog() -> Backlog:
    """Where the outbox stands; mail is what tasks named `tell_…` send."""
    open_rows = Delivery.objects.filter(done_at=None)
    parked = Q(parked_at__isnull=False)
    counts = open_rows.aggregate(
        waiting=Count("pk", filter=~parked),
        parked=Count("pk", filter=parked),
        parked_mail=Count("pk", filter=parked & Q(reaction__contains=".tell_")),
    )
    return Backlog(oldest_seconds=oldest_waiting_seconds(), **counts)
