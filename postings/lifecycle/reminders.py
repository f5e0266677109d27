"""What the clock makes of applications: lapses, nudges, polite closes, erasures.

Each is noted once, in the transaction that records it. None bumps a version, so
that no colleague finds a conflict where only time has passed.
"""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F, Q

from jobboard.outbox import Event
from postings.lifecycle.application import record
from postings.models import Application, Posting

NUDGE_BEFORE = timedelta(days=1)
CLOSE_AFTER = timedelta(days=30)
CLOSE_NOTICE = timedelta(days=7)
ERASURE_NOTICE = timedelta(days=15)
# A notice is about this end, and not about one before the posting was renewed.
NOTICE_IS_FRESH = timedelta(days=60)
Rows = models.QuerySet[Application]


def due_to_nudge(now: datetime) -> Rows:
    """Promised to be answered by tomorrow, and the team was not reminded yet."""
    rows: Rows = Application.objects.unanswered().filter(
        answer_due_at__lte=now + NUDGE_BEFORE, nudged_at=None
    )
    return rows


def due_to_announce_close(now: datetime) -> Rows:
    """A week from being closed, and the team does not know yet."""
    since = now - CLOSE_AFTER + CLOSE_NOTICE
    rows: Rows = Application.objects.unanswered().filter(
        answer_due_at__lte=since, close_announced_at=None
    )
    return rows


def due_to_close(now: datetime) -> Rows:
    """Thirty days past the promise, and a week after the team was told."""
    rows: Rows = Application.objects.unanswered().filter(
        answer_due_at__lte=now - CLOSE_AFTER,
        close_announced_at__lte=now - CLOSE_NOTICE,
    )
    return rows


FRESH = Q(erasure_announced_at__gte=F("kept_until") - NOTICE_IS_FRESH)


def due_to_announce_erasure(now: datetime) -> Rows:
    """Fifteen days from being erased, and the candidate does not know yet."""
    rows: Rows = Application.objects.with_end().filter(
        ~FRESH | Q(erasure_announced_at=None),
        kept_until__lte=now + ERASURE_NOTICE,
        erased_at=None,
    )
    return rows


def due_to_erase(now: datetime) -> Rows:
    """Kept for as long as was said, and told fifteen days ago."""
    rows: Rows = Application.objects.with_end().filter(
        FRESH,
        kept_until__lte=now,
        erasure_announced_at__lte=now - ERASURE_NOTICE,
        erased_at=None,
    )
    return rows


@transaction.atomic
def note_once(
    application: Application, column: str, past: str, *, now: datetime
) -> bool:
    """Set the moment in this column and record it; False where it had been set."""
    was = getattr(application, column)
    rows = Application.objects.filter(pk=application.pk, erased_at=None)
    if not rows.filter(**{column: was}).update(**{column: now}):
        return False
    record(past, application, by=None)
    return True


@transaction.atomic
def note_posting_closed(posting: Posting, event: Event) -> int:
    """Record it for every application that still waits for a decision; how many."""
    rows = list(posting.applications.in_play().filter(erased_at=None))
    for application in rows:
        record("posting_closed", application, by=None, data={"closed": event.pk})
    return len(rows)
