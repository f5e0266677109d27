"""Work for alerts, which follows their events or the clock."""

import structlog
from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from jobboard.outbox import Event, reaction
from postings import alert_emails
from postings.alerts import content, digests, housekeeping, matching
from postings.models import Alert

log = structlog.get_logger("alerts")

# The events of which an alert's address is told.
TOLD_TO_FOLLOWER = ("alert.created", "alert.repeated", "alert.asked")
ROUNDS = 200


@reaction
def tell_follower(event: Event) -> None:
    """Mail the link of an alert to its address, or ask whether the alert shall go on."""
    rows = Alert.objects.select_related("search", "user")
    alert = rows.filter(pk=event.subject_id).first()
    if alert is None or not content.may_be_told(alert):
        return
    if not alert.is_confirmed:
        alert_emails.alert_created(alert, event=event)
    elif event.kind == "alert.repeated":
        alert_emails.alert_repeated(alert, event=event)
    elif event.kind == "alert.asked":
        alert_emails.alert_asked(alert, event=event)


@shared_task(name="postings.alert_tasks.tell_of_digest")
def tell_of_digest(digest_id: int) -> None:
    """Build one digest as things are now, and mail it if there is anything in it."""
    digests.deliver(digest_id, alert_emails.alert_digest)


@shared_task(name="postings.alert_tasks.match_news")
def match_news() -> int:
    """Find whose searches the news fit; how many rounds it took."""
    rounds = 0
    while rounds < ROUNDS and matching.match_news():
        rounds += 1
    return rounds


@shared_task(name="postings.alert_tasks.send_digests")
def send_digests() -> int:
    """Make digests of alerts that are due, and hand what is due to the queue of mail."""
    now = timezone.now()
    for _round in range(ROUNDS):
        if not digests.plan(now):
            break
    claimed = digests.claim(now)
    for number, digest_id in enumerate(claimed):
        try:
            tell_of_digest.apply_async((digest_id,))
        except BrokerError as error:
            log.warning("queue is away", error=str(error)[:200])
            digests.give_back(claimed[number:])
            return number
    return len(claimed)


@shared_task(name="postings.alert_tasks.tidy_alerts")
def tidy_alerts() -> dict[str, int]:
    """Forget what has been kept of alerts long enough, and ask the quiet ones."""
    return housekeeping.tidy(timezone.now())
