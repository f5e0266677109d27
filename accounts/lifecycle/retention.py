"""What is not kept for ever: forgotten when its time has come."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from accounts.lifecycle.person import FOR_THE_RECEIPT, lapse
from accounts.models import Invitation, User
from jobboard.outbox import Event

UNCONFIRMED = timedelta(days=7)
BATCH = 200


def forget_unverified(now: datetime) -> int:
    """Erase accounts whose address nobody has proven within a week."""
    old = User.objects.filter(date_joined__lt=now - UNCONFIRMED, last_login=None)
    unproven = old.exclude(emailaddress__verified=True).exclude(is_staff=True)
    people = list(unproven.filter(emailaddress__isnull=False).distinct()[:BATCH])
    for person in people:
        lapse(person)
    return len(people)


def forget_invitations(now: datetime) -> int:
    """Remove invitations of which the week has passed, with the address in them."""
    return Invitation.objects.filter(expires_at__lt=now).delete()[0]


def forget_sessions(now: datetime) -> int:
    """Remove sessions that have ended by themselves, with where they came from."""
    Session.objects.filter(expire_date__lt=now).delete()
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return int(UserSession.objects.filter(last_seen_at__lt=now - age).delete()[0])


def forget_receipts(now: datetime) -> int:
    """Take the address out of deletions whose receipt could not be sent in a week."""
    events = Event.objects.filter(kind="account.deleted", at__lt=now - UNCONFIRMED)
    unsent = list(events.filter(data__has_key="email")[:BATCH])
    for event in unsent:
        forget_receipt(event)
    return len(unsent)


def forget_receipt(event: Event) -> None:
    """From here on the record of a deletion names nobody."""
    event.data = {k: v for k, v in event.data.items() if k not in FOR_THE_RECEIPT}
    event.save(update_fields=["data"])
