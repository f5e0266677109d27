"""What the clock makes of saved jobs that are about to close: one mail, at breakfast.

A reader is reminded on the morning of a day, at most once that day, of everything
saved that ends within it or the next three. What each saved job was reminded of is
noted in the transaction of the event by which the mail is sent, so that nothing is
told twice, and what is renewed is told again.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from jobboard import outbox
from postings.models import (
    Application,
    Bookmark,
    Posting,
    Reminders,
)
from postings.models.posting import PostingQuerySet
from postings.slots import moment

ENDING = "reminders.ending"
MORNING = range(8, 12)
DAYS_BEFORE = timedelta(days=3)
AT_ONCE = 500


def due_to_remind(now: datetime) -> list[int]:
    """The readers whose morning it is, and who have something to be reminded of."""
    wanted = Reminders.objects.filter(is_wanted=True)
    found: list[int] = []
    for zone in wanted.order_by().values_list("zone", flat=True).distinct():
        if timezone.localtime(now, ZoneInfo(zone)).hour not in MORNING:
            continue
        there = wanted.filter(zone=zone).exclude(reminded_on__gte=day_of(now, zone))
        rows = ending(now, zone).filter(user__in=there.values("pk"))
        found += rows.order_by().values_list("user", flat=True).distinct()[:AT_ONCE]
    return found


def day_of(now: datetime, zone: str) -> date:
    return timezone.localdate(now, ZoneInfo(zone))


def ending(now: datetime, zone: str) -> QuerySet[Bookmark]:
    """What is saved, open, not applied for, and ends soon without a word about it."""
    first_too_late = day_of(now, zone) + DAYS_BEFORE + timedelta(days=1)
    until = moment(first_too_late, 0, ZoneInfo(zone))
    soon = Posting.objects.live(now).filter(valid_through__lt=until)
    saved = not_applied_for().filter(posting__in=soon)
    return saved.exclude(reminded_for=F("posting__valid_through"))


def not_applied_for() -> QuerySet[Bookmark]:
    """Saved jobs for which their reader has sent nothing, from any proven address."""
    proven = EmailAddress.objects.filter(user=OuterRef(OuterRef("user")), verified=True)
    mine = Q(candidate=OuterRef("user")) | Q(
        candidate=None, email__in=proven.values(address=Lower("email"))
    )
    sent = Application.objects.of_team().filter(mine, posting=OuterRef("posting"))
    return Bookmark.objects.filter(~Exists(sent))


@transaction.atomic
def remind(user_id: int, now: datetime) -> bool:
    """Note what this reader is reminded of today, with the event that mails it.

    False where there is nothing, they want none, or another run was quicker.
    """
    rows = Reminders.objects.select_for_update(skip_locked=True, no_key=True)
    mine = rows.filter(pk=user_id, is_wanted=True).first()
    if mine is None:
        return False
    today = day_of(now, mine.zone)
    if mine.reminded_on is not None and mine.reminded_on >= today:
        return False
    saved = list(ending(now, mine.zone).filter(user=user_id).select_related("posting"))
    if not saved:
        return False
    event = outbox.record(ENDING, mine, by=None)
    for one in saved:
        one.reminder, one.reminded_for = event.pk, one.posting.valid_through
    Bookmark.objects.bulk_update(saved, ["reminder", "reminded_for"])
    Reminders.objects.filter(pk=user_id).update(reminded_on=today)
    return True


def told_by(event: outbox.Event) -> PostingQuerySet:
    """What the mail of an event may still tell: open, saved, not applied for.

    What has another end by now has a reminder of its own to come.
    """
    noted = not_applied_for().filter(user=event.subject_id, reminder=event.pk)
    still = noted.filter(reminded_for=F("posting__valid_through"))
    live: PostingQuerySet = Posting.objects.live()
    return live.filter(pk__in=still.values("posting")).order_by("valid_through", "pk")
