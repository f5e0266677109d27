"""What alerts keep about a person, to be handed out and to be erased."""

from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.permissions import proven_addresses
from postings.lifecycle.alert import delete_alert
from postings.models import Alert, Suppression
from postings.permissions import AlertHolder


def export(user: User) -> dict[str, Any]:
    """The searches that the person follows, and whether mail to them is stopped."""
    addresses = {user.email, *proven_addresses(user)}
    alerts = Alert.objects.of(user, list(addresses)).select_related("search", "user")
    stopped = Suppression.objects.filter(email__in=addresses).order_by("email")
    return {
        "alerts": [exported(alert) for alert in alerts.order_by("created_at", "pk")],
        "stopped": [
            {"email": row.email, "reason": row.reason, "at": row.at.isoformat()}
            for row in stopped
        ],
    }


def exported(alert: Alert) -> dict[str, Any]:
    paused = alert.paused_until
    return {
        "id": alert.public_id,
        "search": alert.search.query,
        "address": alert.address,
        "language": alert.language,
        "frequency": alert.frequency,
        "hour": alert.hour,
        "zone": alert.zone,
        "paused_until": paused.isoformat() if paused else None,
        "since": alert.created_at.isoformat(),
        "last_click_on": alert.last_seen_on.isoformat(),
    }


def erase(user: User) -> dict[str, int]:
    """Delete the person's alerts, with what they carried.

    An address that complained stays stopped, so that nobody writes to it again.
    """
    alerts = list(Alert.objects.of(user, [user.email, *proven_addresses(user)]))
    for alert in alerts:
        delete_alert(alert, by=AlertHolder(alert.pk))
    return {gettext_noop("Job alerts"): len(alerts)}
