"""The searches that the demo's candidate follows."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from postings.lifecycle.alert import Wishes, create_alert, pause_alert
from postings.search.criteria import Criteria
from postings.slots import Frequency

ZONE = "America/Bogota"
PAUSED_FOR = timedelta(days=12)
FOLLOWED = (
    (
        Criteria(
            skill=("python",),
            workplace=("remote",),
            country="CO",
            speaks=("en-B2",),
            pay=Decimal(3000),
        ),
        Wishes("en", Frequency.DAILY, 8, ZONE),
    ),
    (
        Criteria(q="postgres", level=("senior", "staff"), country="CO"),
        Wishes("es", Frequency.WEEKLY, 19, ZONE),
    ),
)


def follow(cast: dict[str, User]) -> int:
    """Follow each search as the candidate, the last one with a pause; how many."""
    reader = cast["candidate"]
    alerts = [
        create_alert(criteria, wishes, by=reader) for criteria, wishes in FOLLOWED
    ]
    if last := alerts[-1]:
        last.refresh_from_db()
        until = timezone.localdate() + PAUSED_FOR
        pause_alert(last, by=reader, version=last.version, until=until)
    return len(alerts)
