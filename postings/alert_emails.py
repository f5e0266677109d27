"""One function for each message that an alert sends."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from jobboard.mail import send_mail
from jobboard.outbox import Event
from postings.alerts.content import Content
from postings.models import Alert, Digest
from postings.publishing import following
from postings.publishing.chips import query_of
from postings.search.following import criteria_of


def alert_created(alert: Alert, *, event: Event) -> None:
    """Ask whether it was the owner of the address who wants to follow the search."""
    write("alert_created", alert, key=str(event.pk))


def alert_repeated(alert: Alert, *, event: Event) -> None:
    """Somebody asked for an alert that is there already: here is its link."""
    write("alert_repeated", alert, key=str(event.pk))


def alert_asked(alert: Alert, *, event: Event) -> None:
    """Ask whether to go on."""
    write("alert_asked", alert, key=str(event.pk), headers=leaving(alert))


def alert_digest(digest: Digest, content: Content) -> None:
    """What is new. The same digest is always the same message."""
    alert, criteria = content.alert, content.criteria
    with translation.override(alert.language):
        shown = following.entries(content.postings, criteria, content.moment)
        address = reverse("posting_list")
        context: dict[str, object] = {
            "entries": shown,
            "others": content.others,
            "count": content.count,
            "is_cut": content.count > len(content.told),
            "subject": following.subject(content.postings[0], content.count),
            "preheader": following.preheader(shown),
            "list_path": f"{address}?{query_of(criteria)}",
        }
    write(
        "alert_digest",
        alert,
        key=f"{alert.public_id}.{digest.slot:%Y%m%dT%H%M%S%f}",
        context=context,
        headers=leaving(alert),
    )


def write(
    name: str,
    alert: Alert,
    *,
    key: str,
    context: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> None:
    """One message of an alert, in its language, with the links that manage it."""
    with translation.override(alert.language):
        known: dict[str, object] = {
            "alert": alert,
            "looks_for": following.title(criteria_of(alert.search.query)),
            "manage_path": reverse("alert", args=[alert.token]),
            "confirm_path": reverse("alert_confirm", args=[alert.token]),
            "leave_path": reverse("alert_leave", args=[alert.token]),
        }
    send_mail(
        name,
        to=alert.address,
        person=alert.user.name if alert.user else "",
        language=alert.language,
        key=key,
        context={**known, **(context or {})},
        headers=headers,
    )


def leaving(alert: Alert) -> dict[str, str]:
    """What lets a mail program offer to end the alert (RFC 2369, 2919, 8058)."""
    with translation.override(alert.language):
        path = reverse("alert_leave", args=[alert.token])
    kind = alert.frequency.replace("_", "-")
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{kind}.alerts.{settings.SITE_HOST}>",
    }
