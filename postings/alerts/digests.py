"""Digests: what an alert has to tell, once, at its moment, and at most one at a time.

An alert that has something to tell is due at a moment of its own. Planning turns it
into a digest, one for each alert and moment, whoever plans. Sending notes what is new,
asks again what of it is open and fits, hands the mail over, and moves the alert's
cursor in the transaction that marks the digest as done: a worker that dies leaves both
as they were, and the digest is due again.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from jobboard.mail import may_have_arrived, may_pass_later
from jobboard.outbox import backoff
from jobboard.rows import fetch
from postings.alerts.content import Content, build, news, news_of
from postings.alerts.matching import pass_gate
from postings.models import Alert, Digest, Following
from postings.slots import next_slot

log = structlog.get_logger("alerts")

AT_ONCE = 500
# So many may be on their way through the queue; the others wait in their rows.
ON_THEIR_WAY = 500
ATTEMPTS_LIMIT = 6
RETRY_AFTER = timedelta(seconds=20)
OPEN = Q(done_at=None, parked_at=None)


Send = Callable[[Digest, Content], None]


@transaction.atomic
def plan(now: datetime) -> int:
    """Make digests of alerts that are due; how many alerts there were.

    While an earlier digest of an alert has not been sent, no other is made: that one
    will carry everything.
    """
    pass_gate()
    rows = Alert.objects.select_for_update(skip_locked=True, of=("self",))
    due = list(rows.filter(due_at__lte=now).order_by("due_at")[:AT_ONCE])
    digests = Digest.objects.filter(alert__in=due)
    busy = set(digests.filter(OPEN).values_list("alert", flat=True))
    slots = {alert.due_at for alert in due}
    had = set(digests.filter(slot__in=slots).values_list("alert", "slot"))
    free = [alert for alert in due if alert.pk not in busy]
    Digest.objects.bulk_create(
        Digest(alert=alert, slot=alert.due_at, due_at=now)
        for alert in free
        if (alert.pk, alert.due_at) not in had
    )
    Alert.objects.filter(pk__in=[alert.pk for alert in due]).update(due_at=None)
    for alert in free:
        if (alert.pk, alert.due_at) in had:
            Alert.objects.filter(pk=alert.pk).update(due_at=slot_of(alert, now))
    return len(due)


def slot_of(alert: Alert, now: datetime) -> datetime:
    """When the alert may write next."""
    return next_slot(
        alert.frequency,
        hour=alert.hour,
        zone=alert.zone,
        after=now,
        paused_until=alert.paused_until,
    )


@transaction.atomic
def claim(now: datetime) -> list[int]:
    """Take digests that are due for sending, and note when they would be due again.

    What has been taken too often without a word is parked: it kills its worker.
    """
    waiting = Digest.objects.filter(OPEN)
    taken = waiting.filter(due_at__gt=now, attempts__gt=0, last_error="")
    room = ON_THEIR_WAY - taken[:ON_THEIR_WAY].count()
    rows = waiting.select_for_update(skip_locked=True).filter(due_at__lte=now)
    due = list(rows.order_by("due_at")[: max(room, 0)])
    for digest in due:
        if digest.attempts >= ATTEMPTS_LIMIT:
            digest.parked_at = now
        else:
            digest.attempts += 1
            digest.due_at = now + backoff(digest.attempts)
    Digest.objects.bulk_update(due, ["attempts", "due_at", "parked_at"])
    return [digest.pk for digest in due if digest.parked_at is None]


def give_back(digest_ids: Iterable[int]) -> None:
    """They could not be handed to the queue, and are due as before."""
    unsent = Digest.objects.filter(OPEN, pk__in=list(digest_ids))
    unsent.update(attempts=F("attempts") - 1, due_at=timezone.now())


def deliver(digest_id: int, send: Send) -> None:
    """Build the digest and send it, and mark it as done; a copy finds it done.

    What it may carry is settled and committed before: where a worker dies after the
    server has taken the mail, another sends the same message once more, and a mailbox
    that knows its Message-ID loses nothing by dropping it.
    """
    if settle(digest_id):
        hand_over(digest_id, send)


@transaction.atomic
def settle(digest_id: int) -> bool:
    """Note what the digest may carry, if that was not noted; whether it is."""
    digest = in_hand(digest_id)
    if digest is None:
        return False
    if digest.until is not None:
        return True
    until = Following.objects.position()
    try:
        with transaction.atomic():
            found = news(digest, until)
    except Exception as error:
        put_off(digest, error)
        return False
    Digest.objects.filter(pk=digest.pk).update(until=until, posting_ids=found)
    return True


@transaction.atomic
def hand_over(digest_id: int, send: Send) -> None:
    """Send what the digest may carry and still may be told, and move the cursor.

    Nothing but this digest is locked while the mail server is spoken to.
    """
    digest = in_hand(digest_id)
    if digest is None or digest.until is None:
        return
    try:
        with transaction.atomic():
            content = build(digest)
            if content.count:
                send(digest, content)
    except Exception as error:
        put_off(digest, error)
    else:
        finish(digest, content, digest.until)


def in_hand(digest_id: int) -> Digest | None:
    """The digest, if it is open and no other worker has its alert in hand.

    None will have, until the transaction ends.
    """
    rows = Digest.objects.filter(OPEN, pk=digest_id)
    digest = rows.first()
    if digest is None or not is_alone(digest.alert_id):
        return None
    return rows.first()


def is_alone(alert_id: int) -> bool:
    return bool(fetch("SELECT pg_try_advisory_xact_lock(%s)", [alert_id])[0][0])


def finish(digest: Digest, content: Content, until: int) -> None:
    """Mark the digest as done, and the alert as told up to here.

    An alert that was deleted meanwhile stays so; one that follows another search by
    now begins where that began; one that was paused before keeps what it has to tell.
    What was matched while the mail was sent makes it due again.
    """
    rows = Alert.objects.select_for_update(no_key=True, of=("self",))
    alert = rows.filter(pk=digest.alert_id).first()
    if alert is None:
        return
    now = timezone.now()
    Digest.objects.filter(pk=digest.pk).update(
        done_at=now,
        sent_at=now if content.count else None,
        posting_ids=content.told,
        last_error="",
    )
    if alert.search_id != content.alert.search_id or alert.since is None:
        return
    if content.count or not alert.is_paused(now):
        alert.cursor = max(alert.cursor, until)
    if alert.due_at is None and news_of(alert).exists():
        alert.due_at = slot_of(alert, now)
    Alert.objects.filter(pk=alert.pk).update(cursor=alert.cursor, due_at=alert.due_at)


def put_off(digest: Digest, error: Exception) -> None:
    """Try again later, with jitter; park it where it is the digest that is at fault.

    What certainly has not arrived is settled anew then, with what is new by then.
    """
    log.error("digest failed", digest=digest.pk, exc_info=error)
    now = timezone.now()
    digest.last_error = f"{type(error).__name__}: {error}"[:2000]
    if may_pass_later(error):
        # The mail server's fault may last for days and parks nobody's mail.
        digest.attempts = min(digest.attempts, ATTEMPTS_LIMIT - 1)
    elif digest.attempts >= ATTEMPTS_LIMIT:
        digest.parked_at = now
    digest.due_at = now + backoff(digest.attempts, first=RETRY_AFTER)
    if not may_have_arrived(error):
        digest.until, digest.posting_ids = None, []
    digest.save()
