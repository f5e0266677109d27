"""One function for each message about what readers keep."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from jobboard.mail import send_mail
from jobboard.outbox import Event
from postings.models import Posting, Reminders
from postings.publishing import endings, facts


def saved_ending(
    postings: Sequence[Posting], *, reminders: Reminders, event: Event
) -> None:
    """Saved jobs close soon; the days are those of the reader's own zone."""
    person = reminders.user
    with (
        translation.override(person.language),
        timezone.override(ZoneInfo(reminders.zone)),
    ):
        leave_path = reverse("reminders_leave", args=[reminders.token])
        send_mail(
            "saved_ending",
            to=person.email,
            person=person.name,
            language=person.language,
            key=str(event.pk),
            context={
                "cards": [facts.card(posting) for posting in postings],
                "count": len(postings),
                "subject": endings.subject(postings),
                "saved_path": reverse("posting_saved"),
                "leave_path": leave_path,
            },
            headers={
                "List-Unsubscribe": f"<{settings.SITE_URL}{leave_path}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "List-Id": f"<reminders.{settings.SITE_HOST}>",
            },
        )
