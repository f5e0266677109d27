"""One function for each message about postings."""

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from jobboard.mail import send_mail
from jobboard.outbox import Event
from postings.lifecycle.history import decision_of
from postings.models import Posting


def posting_approved(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_approved", posting, author=author, event=event)


def posting_published(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_approved", posting, author=author, event=event)


def posting_scheduled(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_scheduled", posting, author=author, event=event)


def posting_returned(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_returned", posting, author=author, event=event)


def posting_rejected(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_rejected", posting, author=author, event=event)


def posting_frozen(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_frozen", posting, author=author, event=event)


def posting_released(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_released", posting, author=author, event=event)


def posting_expired(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_expired", posting, author=author, event=event)


def revision_approved(posting: Posting, *, author: User, event: Event) -> None:
    tell("revision_approved", posting, author=author, event=event)


def revision_returned(posting: Posting, *, author: User, event: Event) -> None:
    tell("revision_returned", posting, author=author, event=event)


def tell(name: str, posting: Posting, *, author: User, event: Event) -> None:
    """One message about one event, to one person, in their language."""
    with translation.override(author.language):
        context: dict[str, object] = {
            "posting": posting,
            "decision": decision_of(event),
            "posting_path": reverse("posting", args=[posting.slug, posting.pk]),
            "desk_path": reverse("posting_desk", args=[posting.pk]),
        }
    send_mail(
        name,
        to=author.email,
        person=author.name,
        language=author.language,
        key=f"{event.pk}.{author.pk}",
        context=context,
    )
