"""One function for each message about postings."""

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from jobboard.mail import send_mail
from jobboard.outbox import Event
from postings.models import Posting, Reason


def posting_approved(posting: Posting, *, author: User, event: Event) -> None:
    _tell("posting_approved", posting, author=author, event=event)


def posting_returned(posting: Posting, *, author: User, event: Event) -> None:
    with translation.override(author.language):
        reasons = [str(Reason(one).label) for one in event.data.get("reasons", [])]
    more = {"reasons": reasons, "words": event.why}
    _tell("posting_returned", posting, author=author, event=event, **more)


def _tell(
    name: str, posting: Posting, *, author: User, event: Event, **more: object
) -> None:
    with translation.override(author.language):
        addresses = {
            "posting_path": reverse("posting", args=[posting.slug, posting.pk]),
            "desk_path": reverse("posting_desk", args=[posting.pk]),
        }
    send_mail(
        name,
        to=author.email,
        person=author.name,
        language=author.language,
        key=f"{event.pk}.{author.pk}",
        context={"posting": posting, **addresses, **more},
    )
