"""Mails of alerts, written into a board's own mailbox to be looked at."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from jobboard.cast import CAST
from jobboard.outbox import Event
from postings import alert_emails
from postings.alerts.content import Content, best_first
from postings.models import Alert, Digest, Posting, Search
from postings.search.conditions import Moment, Prepared
from postings.search.criteria import Criteria
from postings.search.query import find

LANGUAGES = ("en", "pt-br", "es")
READER = Criteria(country="BR", speaks=("en-B2",), workplace=("remote",))


def write_alerts() -> list[tuple[str, str, str]]:
    """(language, kind, name in the mailbox) of each; nothing else is kept of them."""
    return [row for language in LANGUAGES for row in write_in(language)]


def write_in(language: str) -> Iterator[tuple[str, str, str]]:
    reader = User.objects.get(email=CAST["candidate"].email)
    moment, event = Moment(timezone.now()), Event(pk=0)
    alert = Alert(
        search=Search(query=READER.query()),
        user=reader,
        language=language,
        zone="America/Sao_Paulo",
    )
    fitting = find(Prepared(READER, moment), size=20).ids
    postings = Posting.objects.live(moment.at).filter(pk__in=fitting)
    found = best_first(postings)
    some, others = found.with_facts()[:3], found.select_related("company")[3:6]
    content = Content(alert, READER, moment, list(some), list(others), 6)
    alert_emails.alert_created(alert, event=event)
    yield language, "alert-created", newest()
    alert_emails.alert_asked(alert, event=event)
    yield language, "alert-asked", newest()
    alert_emails.alert_digest(Digest(alert=alert, slot=moment.at), content)
    yield language, "alert-digest", newest()


def newest() -> str:
    return max(settings.MAILBOX_DIR.glob("*.eml")).stem
