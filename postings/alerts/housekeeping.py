"""What of alerts is forgotten, and when; each run does a batch of each."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from jobboard.retention import ALERT_ANSWER_DAYS, ALERT_QUIET_DAYS, UNCONFIRMED_DAYS
from postings.alerts.matching import NEWS_FOR
from postings.lifecycle.alert import ask_alert, end_alert, lapse_alert
from postings.models import Alert, Digest, Match, Search

BATCH = 500
ROWS = 50_000
# Of a longer pause than this only the end is told.
MATCHES_KEPT = timedelta(days=35)
# What was carried has to be known for as long as it could be in the news again.
DIGESTS_KEPT = NEWS_FOR + timedelta(days=30)


def tidy(now: datetime) -> dict[str, int]:
    """Do all of it; how many of each there were."""
    today = timezone.localdate(now)
    alerts = Alert.objects
    lapsed = alerts.due_to_lapse(now - timedelta(days=UNCONFIRMED_DAYS))
    quiet = alerts.due_to_be_asked(today - timedelta(days=ALERT_QUIET_DAYS))
    silent = alerts.due_to_end(now - timedelta(days=ALERT_ANSWER_DAYS))
    return {
        "lapsed": each(lapse_alert, lapsed[:BATCH]),
        "asked": each(ask_alert, quiet[:BATCH]),
        "ended": each(end_alert, silent[:BATCH]),
        "matches": forget_matches(now - MATCHES_KEPT),
        "digests": forget_digests(now - DIGESTS_KEPT),
        "searches": forget_searches(),
    }


def each(deed: Callable[[Alert], None], alerts: Iterable[Alert]) -> int:
    count = 0
    for alert in alerts:
        deed(alert)
        count += 1
    return count


def forget_matches(before: datetime) -> int:
    old = Match.objects.filter(made_at__lt=before).values("pk")[:ROWS]
    return Match.objects.filter(pk__in=old).delete()[0]


def forget_digests(before: datetime) -> int:
    """Those that are done, and those that nobody has mended in all that time."""
    old = Digest.objects.filter(slot__lt=before).values("pk")[:ROWS]
    return Digest.objects.filter(pk__in=old).delete()[0]


def forget_searches() -> int:
    """Those that nobody follows any more; one that is followed again meanwhile stays."""
    count = 0
    for search in Search.objects.filter(alerts=None)[:BATCH]:
        try:
            search.delete()
        except (IntegrityError, ProtectedError):
            continue
        count += 1
    return count
